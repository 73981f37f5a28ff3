"""Addresses of trust, inside a table."""

from django.urls import path

from troth.trust.views.reliability import one_way, trust

urlpatterns = [
    path("trust/", trust, name="trust"),
    path("trust/<str:promiser>/", one_way, name="trust.party"),
    path("trust/<str:receiver>/<str:promiser>/reliability/", one_way, name="trust.direction"),
]
