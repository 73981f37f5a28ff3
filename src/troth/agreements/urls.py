"""Addresses of agreements, inside a table."""

from django.urls import path

from troth.agreements.views import acts, pages

urlpatterns = [
    path("agreements/", pages.agreements, name="agreements"),
    path("agreements/new/", acts.new, name="agreements.new"),
    path("agreements/<str:pk>/", pages.agreement, name="agreements.one"),
    path("agreements/<str:pk>/revise/", acts.revise, name="agreements.revise"),
    path("agreements/<str:pk>/sign/", acts.sign, name="agreements.sign"),
    path("agreements/<str:pk>/take-back/", acts.withdraw, name="agreements.withdraw"),
    path("agreements/<str:pk>/versions/<int:number>/", pages.changes, name="agreements.changes"),
]
