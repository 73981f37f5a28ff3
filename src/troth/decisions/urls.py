"""Addresses of decisions, among a table's agreements."""

from django.urls import path

from troth.decisions.views import acts, pages

urlpatterns = [
    path("agreements/decisions/", pages.decisions, name="decisions"),
    path("agreements/decisions/put/", acts.put, name="decisions.put"),
    path("agreements/decisions/new/", acts.new, name="decisions.new"),
    path("agreements/decisions/<str:pk>/", pages.decision, name="decisions.one"),
    path("agreements/decisions/<str:pk>/vote/", acts.vote, name="decisions.vote"),
    path("agreements/decisions/<str:pk>/revise/", acts.revise, name="decisions.revise"),
    path("agreements/decisions/<str:pk>/withdraw/", acts.withdraw, name="decisions.withdraw"),
    path("agreements/decisions/<str:pk>/proxy/", acts.proxy, name="decisions.proxy"),
]
