"""Addresses of trust, inside a table."""

from django.urls import path

from troth.trust.views.evidence import contest, evidence, settle
from troth.trust.views.experience import say
from troth.trust.views.forecasts import forecasts
from troth.trust.views.picture import one_dimension, one_pair, pair_printed, trust
from troth.trust.views.reliability import one_way
from troth.trust.views.review import review, review_printed, reviews

urlpatterns = [
    path("trust/", trust, name="trust"),
    path("trust/say/", say, name="trust.say"),
    path("trust/forecasts/", forecasts, name="trust.forecasts"),
    path("trust/evidence/<int:idx>/<str:about>/", evidence, name="trust.evidence"),
    path("trust/evidence/<int:idx>/<str:about>/contest/", contest, name="trust.contest"),
    path("trust/evidence/<int:idx>/<str:about>/settle/", settle, name="trust.settle"),
    path("trust/review/", reviews, name="trust.reviews"),
    path("trust/review/<str:quarter>/", review, name="trust.review"),
    path("trust/review/<str:quarter>/pdf/", review_printed, name="trust.review-pdf"),
    path("trust/<str:promiser>/", one_way, name="trust.party"),
    path("trust/<str:towards>/<str:about>/", one_pair, name="trust.pair"),
    path("trust/<str:towards>/<str:about>/pdf/", pair_printed, name="trust.pair-pdf"),
    path("trust/<str:receiver>/<str:promiser>/reliability/", one_way, name="trust.direction"),
    path("trust/<str:towards>/<str:about>/<str:dimension>/", one_dimension, name="trust.dimension"),
]
