"""The sections that cross nouns."""

from django.utils.translation import gettext as _

from troth.foundation.access.permissions import Permission
from troth.foundation.web.offers import Section

OVERVIEW = Section(
    order=10,
    name=lambda: _("Overview"),
    url_name="overview",
    permission=Permission.PARTNERSHIP_READ,
)
RECORD = Section(
    order=90, name=lambda: _("Record"), url_name="record", permission=Permission.RECORD_READ
)
