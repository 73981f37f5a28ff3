"""Addresses of statements, inside a table."""

from django.urls import path

from troth.statements.views import acts, pages

urlpatterns = [
    path("agreements/statements/", pages.statements, name="statements"),
    path("agreements/statements/new/", acts.new, name="statements.new"),
    path("agreements/statements/<str:pk>/", pages.statement, name="statements.one"),
    path("agreements/statements/<str:pk>/revise/", acts.revise, name="statements.revise"),
    path("agreements/statements/<str:pk>/approve/", acts.approve, name="statements.approve"),
    path("agreements/statements/<str:pk>/take-back/", acts.take_back, name="statements.take_back"),
    path("agreements/statements/<str:pk>/withdraw/", acts.withdraw, name="statements.withdraw"),
    path("agreements/statements/<str:pk>/take/", acts.take, name="statements.take"),
    path(
        "agreements/statements/<str:pk>/versions/<int:number>/",
        pages.changes,
        name="statements.changes",
    ),
]
