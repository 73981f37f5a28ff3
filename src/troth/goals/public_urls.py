"""Addresses for everybody: what every side has approved of what was kept."""

from django.urls import path

from troth.goals.views import public

urlpatterns = [
    path("public/<slug:slug>/kept/<str:pk>/", public.kept, name="public.kept"),
    path("public/<slug:slug>/kept/<str:pk>/results.json", public.file, name="public.kept.file"),
]
