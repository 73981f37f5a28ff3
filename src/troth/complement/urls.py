"""Addresses outside any table: what an organisation says of itself."""

from django.urls import path

from troth.complement.views import own

urlpatterns = [
    path("organisations/<slug:slug>/strengths/new/", own.new, name="strengths.new"),
    path("organisations/<slug:slug>/strengths/<str:key>/", own.edit, name="strengths.edit"),
    path("organisations/<slug:slug>/strengths/<str:key>/off/", own.remove, name="strengths.remove"),
]
