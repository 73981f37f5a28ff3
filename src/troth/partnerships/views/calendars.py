"""When an organisation works: said by those who decide for it, seen by every table it sits at."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from troth.foundation.access.door import signed_in
from troth.foundation.web.clock import now
from troth.foundation.web.forms import goes_on_from, posted
from troth.foundation.web.times import date_words
from troth.organisations.actions import keep_calendar
from troth.organisations.models import Organisation
from troth.organisations.queries import kept
from troth.organisations.rules import ChangedMeanwhile
from troth.partnerships.forms.calendar import CalendarForm, calendar_written
from troth.partnerships.models import Party
from troth.partnerships.queries.calendars import days_off_ahead, work_calendar
from troth.partnerships.requests import PersonRequest
from troth.partnerships.sentences import OVERTAKEN
from troth.partnerships.views.organisations import own

AHEAD = timedelta(days=183)
SHOWN = 12


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: PersonRequest, slug: str) -> HttpResponse:
    """Say which days are no working days."""
    house = own(request, slug, admin=True).organisation
    form = CalendarForm(posted(request), house=house)
    status, theirs = 422 if form.is_bound else 200, ""
    if form.is_bound and form.is_valid():
        try:
            keep_calendar(house, form.said(), by=request.person, seen=form.cleaned_data["seen"])
        except ChangedMeanwhile:
            house.refresh_from_db()
            form.add_error(None, OVERTAKEN)
            goes_on_from(form, kept(house))
            status, theirs = 409, calendar_written(house)
        else:
            messages.success(request, _("Kept. Answer times that run already keep their moment."))
            return redirect("organisation.calendar", slug=slug)
    context = {"organisation": house, "form": form, "ahead": ahead_of(house), "theirs": theirs}
    return render(request, "partnerships/calendar.html", context, status=status)


def ahead_of(house: Organisation) -> list[tuple[str, str]]:
    """The next days off with their names."""
    at = Party(organisation=house, zone=house.zone)
    today = work_calendar(at, now().date()).today(now())
    ahead = days_off_ahead(at, today, until=today + AHEAD)[:SHOWN]
    return [(date_words(one.day, today=today), one.name) for one in ahead]
