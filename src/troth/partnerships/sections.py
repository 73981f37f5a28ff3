"""Addresses inside a table: its people, invitations, rooms, leaving, and what needs consent."""

from django.urls import path

from troth.partnerships.views import consent, guest_links, inviting, leaving, people, rooms

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/sit-as/", people.sit_as, name="people.sit_as"),
    path("people/seats/<str:key>/role/", people.role, name="people.role"),
    path("people/seats/<str:key>/end/", people.end, name="people.end"),
    path("people/places/<str:key>/ask/", inviting.ask_again, name="people.ask_again"),
    path("people/places/<str:key>/take-away/", inviting.take_away, name="people.take_away"),
    path("people/invitations/", inviting.invitations, name="people.invitations"),
    path("people/invitations/colleague/", inviting.colleague, name="people.colleague"),
    path("people/invitations/guest/", inviting.guest, name="people.guest"),
    path("people/invitations/link/", guest_links.new, name="people.guest_link"),
    path("people/links/<str:key>/take-back/", guest_links.take_back, name="people.take_link_back"),
    path("people/invitations/<str:key>/renew/", inviting.renew, name="people.renew"),
    path("people/invitations/<str:key>/cancel/", inviting.cancel, name="people.cancel"),
    path("people/rooms/", rooms.rooms, name="people.rooms"),
    path("people/rooms/new/", rooms.new, name="people.room"),
    path("people/leaving/", leaving.leaving, name="people.leaving"),
    path("people/leaving/me/", leaving.me, name="people.leaving.me"),
    path("people/leaving/organisation/", leaving.party, name="people.leaving.party"),
    path("consent/", consent.consent, name="people.consent"),
    path("consent/propose/<str:act>/", consent.new, name="people.consent.new"),
    path("consent/<str:key>/", consent.one, name="people.consent.one"),
    path("consent/<str:key>/answer/", consent.answer, name="people.consent.answer"),
    path("consent/<str:key>/take-back/", consent.take_back, name="people.consent.take_back"),
]
