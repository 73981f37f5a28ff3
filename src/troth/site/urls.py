"""Every address, in the order of the map; a table's sections stand under three roots, one per kind of room."""

from django.urls import URLPattern, URLResolver, include, path

from troth.foundation.web.addresses import Remembered

# What stands inside a table, whichever room one is in.
SECTIONS = [
    "troth.pages.sections",
    "troth.partnerships.sections",
    # Before agreements, whose ids would take "goals", "charter" and others for one of theirs.
    "troth.charter.urls",
    "troth.goals.urls",
    "troth.complement.sections",
    "troth.kickoff.urls",
    "troth.decisions.urls",
    "troth.statements.sections",
    # Before agreements and trust, which would take its words for the ids of theirs.
    "troth.inclusion.urls",
    "troth.agreements.urls",
    "troth.commitments.urls",
    # Before talk, whose topics would take "library" and "by-mail" for one of theirs.
    "troth.resources.urls",
    "troth.notices.sections",
    "troth.discussions.urls",
    "troth.checkins.urls",
    "troth.slips.urls",
    # Before trust, which would take "adjustments" for one of its sides.
    "troth.adjustments.urls",
    # Before trust, whose pairs would take "outreach" and "imbalance" for a party.
    "troth.outreach.urls",
    "troth.trust.urls",
]
# What stands outside a table.
OWN = [
    "troth.pages.urls",
    "troth.people.urls",
    "troth.notices.urls",
    "troth.search.urls",
    "troth.partnerships.urls",
    "troth.complement.urls",
    # Before statements, whose ids would take "kept" for one of theirs.
    "troth.goals.public_urls",
    "troth.statements.urls",
]

sections: list[URLPattern | URLResolver] = [path("", include(module)) for module in SECTIONS]

addresses: list[URLPattern | URLResolver] = [
    *[path("", include(module)) for module in OWN],
    path("p/<slug:slug>/", include(sections), {"where": "shared"}),
    path("p/<slug:slug>/side/", include(sections), {"where": "side"}),
    path("p/<slug:slug>/with/<str:room_id>/", include(sections), {"where": "with"}),
]
urlpatterns: list[URLPattern | URLResolver] = [Remembered(addresses)]

handler404 = "troth.pages.views.refusals.nothing_here"
handler500 = "troth.pages.views.refusals.broken"
handler403 = "troth.pages.views.refusals.not_allowed"

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]
