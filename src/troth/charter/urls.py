"""Addresses of the working agreement, inside a table."""

from django.urls import path

from troth.charter.views import acts, pages

urlpatterns = [
    path("agreements/charter/", pages.charter, name="charter"),
    path("agreements/charter/new/", acts.new, name="charter.new"),
    path("agreements/charter/revise/", acts.revise, name="charter.revise"),
    path("agreements/charter/sign/", acts.sign, name="charter.sign"),
    path("agreements/charter/take-back/", acts.withdraw, name="charter.withdraw"),
    path("agreements/charter/versions/<int:number>/", pages.versions, name="charter.versions"),
    path("agreements/charter/<str:pk>/", pages.by_id, name="charter.one"),
]
