"""Addresses outside any table that cross nouns."""

from django.urls import path

from troth.pages.views import about, home, live

urlpatterns = [
    path("", home.waiting, name="waiting"),
    path("server/", about.server, name="server"),
    path("design/", about.design, name="design"),
    path("internal/live-access", live.access, name="internal.live-access"),
    path(
        "internal/fragment/<str:room>/<str:audience>/<str:name>",
        live.fragment,
        name="internal.fragment",
    ),
]
