"""Addresses of goals, inside a table."""

from django.urls import path

from troth.goals.views import pages

urlpatterns = [
    path("agreements/goals/", pages.goals, name="goals"),
    path("agreements/goals/<str:pk>/", pages.goal, name="goals.one"),
]
