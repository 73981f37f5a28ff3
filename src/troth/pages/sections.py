"""Addresses inside a table that cross nouns."""

from django.urls import path

from troth.pages.views import overview, record

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("record/", record.record, name="record"),
    path("record/<int:idx>/", record.entry, name="record.entry"),
    path("record/<int:idx>/proof/", record.proof, name="record.proof"),
    path("record/checkpoint/", record.checkpoint, name="record.checkpoint"),
]
