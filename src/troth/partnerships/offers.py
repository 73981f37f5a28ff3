"""What the table gives to places that must not know it: the section of people."""

from django.utils.translation import gettext as _

from troth.foundation.access.permissions import Permission
from troth.foundation.web.offers import Section

PEOPLE = Section(
    order=95, name=lambda: _("People"), url_name="people", permission=Permission.PEOPLE_READ
)
