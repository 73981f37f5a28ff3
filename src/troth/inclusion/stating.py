"""Regions and roles that people can state: few and coarse, so that five of a kind can be found."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from troth.inclusion.rules.stated import By

# Regions of UN M49, some put together, in words of our own.
REGIONS: Final = {
    "africa": _("Africa"),
    "west-asia": _("Western Asia"),
    "south-asia": _("South and Central Asia"),
    "east-asia": _("East and South-East Asia"),
    "oceania": _("Oceania"),
    "north-europe": _("Northern and Western Europe"),
    "south-europe": _("Southern and Eastern Europe"),
    "north-america": _("North America"),
    "south-america": _("Central and South America, and the Caribbean"),
}
ROLES: Final = {
    "leading": _("Leading"),
    "coordinating": _("Coordinating"),
    "building": _("Building and engineering"),
    "field": _("Work in the field"),
    "research": _("Research and data"),
    "serving": _("Serving customers or a community"),
    "running": _("Keeping things running"),
    "finance": _("Finance and administration"),
    "speaking-for": _("Speaking for others who are affected"),
}
CALLED: Final = {By.REGION: REGIONS, By.ROLE: ROLES}
