"""Addresses of strengths and needs, inside a table."""

from django.urls import path

from troth.complement.views import acts, page

urlpatterns = [
    path("agreements/strengths/", page.page, name="complement"),
    path("agreements/strengths/cover/", acts.cover, name="complement.cover"),
    path("agreements/strengths/set-aside/", acts.set_aside, name="complement.set_aside"),
    path("agreements/strengths/reopen/", acts.reopen, name="complement.reopen"),
    path("agreements/strengths/<str:pk>/risk/", acts.risk, name="complement.risk"),
    path("agreements/strengths/<str:pk>/let-go/", acts.let_go, name="complement.let_go"),
]
