"""Promising something: in one line from any page, or with every detail."""

from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from troth.commitments import actions
from troth.commitments.actions.promising import Promise
from troth.commitments.actions.turns import NotPossible
from troth.commitments.forms import EVERYBODY, LineForm, PromiseForm
from troth.commitments.models import Commitment
from troth.commitments.reading import Read, read_line
from troth.commitments.views.acts import refusal_words
from troth.commitments.views.lists import list_context
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.web.clock import now
from troth.foundation.web.times import also, when
from troth.partnerships.addresses import here
from troth.partnerships.models import Party
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.queries.tables import parties_of
from troth.partnerships.requests import MemberRequest
from troth.people.zones import all_zones, known_zone
