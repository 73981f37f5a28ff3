"""Regions and roles that people can state: few and coarse, so that five of a kind can be found."""

from typing import Final

from django.utils.translation import gettext_lazy as _

REGIONS: Final = {
    "africa": _("Africa"),
    "middle-east": _("the Middle East"),
    "south-asia": _("South and Central Asia"),
    "east-asia": _("East and South-East Asia"),
    "oceania": _("Oceania"),
    "north-europe": _("Northern and Western Europe"),
    "south-europe": _("Southern and Eastern Europe"),
    "north-america": _("North America"),
    "south-america": _("Central and South America, and the Caribbean"),
}
ROLES: Final = {
    "leading": _("leading"),
    "coordinating": _("coordinating"),
    "building": _("building and engineering"),
    "field": _("work in the field"),
    "research": _("research and data"),
    "serving": _("serving customers or a community"),
    "running": _("keeping things running"),
    "speaking-for": _("speaking for others who are affected"),
}
