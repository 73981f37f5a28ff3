"""Addresses of adjustments, inside a table."""

from django.urls import path

from troth.adjustments.views import acts, pages, proposing

ROOT = "trust/adjustments/"

urlpatterns = [
    path(ROOT, pages.adjustments, name="adjustments"),
    path(f"{ROOT}propose/", proposing.new, name="adjustments.propose"),
    path(f"{ROOT}<str:pk>/", pages.adjustment, name="adjustments.one"),
    path(f"{ROOT}<str:pk>/change/", proposing.other_words, name="adjustments.change"),
    path(f"{ROOT}<str:pk>/agree/", acts.agree, name="adjustments.agree"),
    path(f"{ROOT}<str:pk>/decline/", acts.decline, name="adjustments.decline"),
    path(f"{ROOT}<str:pk>/take-back/", acts.take_back, name="adjustments.take-back"),
    path(f"{ROOT}<str:pk>/look/", acts.look, name="adjustments.look"),
]
