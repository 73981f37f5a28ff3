"""When an organisation works: said by those who decide for it, seen by every table it sits at."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from troth.foundation.access.door import signed_in
from troth.foundation.web.clock import now
from troth.foundation.web.forms import posted
from troth.foundation.web.times import date_words
from troth.organisations.actions import keep_calendar
from troth.partnerships.forms.calendar import CalendarForm
from troth.partnerships.models import Party
from troth.partnerships.queries.calendars import days_off_ahead, work_calendar
from troth.partnerships.requests import PersonRequest
from troth.partnerships.views.organisations import own

AHEAD = timedelta(days=183)
SHOWN = 12


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: PersonRequest, slug: str) -> HttpResponse:
    """Say which days are no working days."""
    house = own(request, slug, admin=True).organisation
    form = CalendarForm(posted(request), house=house)
    if form.is_bound and form.is_valid():
        keep_calendar(house, form.said(), by=request.person)
        messages.success(request, _("Kept. Answer times that run already keep their moment."))
        return redirect("organisation.calendar", slug=slug)
    at = Party(organisation=house, zone=house.zone)
    today = work_calendar(at, now().date()).today(now())
    ahead = days_off_ahead(at, today, until=today + AHEAD)[:SHOWN]
    named = [(date_words(one.day, today=today), one.name) for one in ahead]
    context = {"organisation": house, "form": form, "ahead": named}
    status = 422 if form.is_bound else 200
    return render(request, "partnerships/calendar.html", context, status=status)
