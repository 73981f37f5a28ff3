"""Addresses of kickoffs and launch checks, inside a table."""

from django.urls import path

from troth.kickoff.views import board, checks, pages, settling, writing

ONE = "agreements/kickoff/<str:pk>/"
CHECK = "agreements/launch/<str:pk>/"

urlpatterns = [
    path("agreements/kickoff/", pages.kickoff, name="kickoff"),
    path("agreements/kickoff/new/", pages.new, name="kickoff.new"),
    path(ONE, pages.one, name="kickoff.one"),
    path(f"{ONE}write/", writing.write, name="kickoff.write"),
    path(f"{ONE}take-back/", writing.take_back, name="kickoff.take_back"),
    path(f"{ONE}ready/", writing.ready, name="kickoff.ready"),
    path(f"{ONE}open/", writing.open_all, name="kickoff.open"),
    path(f"{ONE}add/", board.add, name="kickoff.add"),
    path(f"{ONE}close/", board.close, name="kickoff.close"),
    path(f"{ONE}lines/<str:key>/", board.line, name="kickoff.line"),
    path(f"{ONE}lines/<str:key>/join/", board.join, name="kickoff.join"),
    path(CHECK, checks.check, name="launch"),
    path(f"{CHECK}answer/", checks.answer, name="launch.answer"),
    path(f"{CHECK}own/", checks.own, name="launch.own"),
    path(f"{CHECK}open/", checks.open_all, name="launch.open"),
    path(f"{CHECK}read/", settling.read, name="launch.read"),
    path(f"{CHECK}launch/", settling.launch, name="launch.launch"),
    path(f"{CHECK}<str:question>/wording/", settling.wording, name="launch.wording"),
    path(f"{CHECK}<str:question>/accept/", settling.accept, name="launch.accept"),
    path(f"{CHECK}<str:question>/go-on/", settling.go_on, name="launch.go_on"),
]
