"""Addresses outside any table: proposing one, answering an invitation, an organisation's own page."""

from django.urls import path

from troth.partnerships.views import calendars, founding, guest_links, invitations, organisations

urlpatterns = [
    path("p/new/", founding.new, name="partnership.new"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("invitations/<str:token>/new-here/", invitations.sign_up, name="invitation.sign_up"),
    path("invitations/<str:token>/decline/", invitations.say_no, name="invitation.decline"),
    path("g/<str:token>/", guest_links.guest, name="guest"),
    path("organisations/<slug:slug>/", organisations.organisation, name="organisation"),
    path("organisations/<slug:slug>/calendar/", calendars.calendar, name="organisation.calendar"),
    path("organisations/<slug:slug>/leave/", organisations.leave, name="organisation.leave"),
    path(
        "organisations/<slug:slug>/people/<str:key>/deciding/",
        organisations.deciding,
        name="organisation.deciding",
    ),
    path(
        "organisations/<slug:slug>/people/<str:key>/let-go/",
        organisations.let_go,
        name="organisation.let_go",
    ),
]
