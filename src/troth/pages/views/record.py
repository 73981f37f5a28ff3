"""The record: every entry in words, and each to the bit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.facts.fact import Fact
from troth.foundation.kernel.numbers import whole_number
from troth.foundation.web.offers import Told, tell
from troth.foundation.web.times import dated, day_words
from troth.ledger.models import Entry
from troth.ledger.proofs import proof_file
from troth.ledger.queries import (
    entries,
    entry_at,
    inclusion,
    known_fact,
    latest_checkpoint,
    standing,
)
from troth.partnerships.addresses import here
from troth.partnerships.models import Party
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.queries.names import names_for
from troth.partnerships.queries.tables import parties_of
from troth.partnerships.requests import MemberRequest
from troth.people.zones import known_zone

PAGE = 50
NO_BREAK = "\u00a0"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One entry in a list."""

    idx: int
    clock: str
    day: str
    sentence: str
    party: Party | None
    url: str


@needs(Permission.RECORD_READ)
@require_safe
def record(request: MemberRequest) -> HttpResponse:
    """What happened, newest first, a page at a time."""
    now = standing(request.room.id)
    end = bounded(request.GET.get("before"), now.size)
    start = max(0, end - PAGE)
    found = [one for one in entries(request.room.id, since=start, limit=PAGE) if one.idx < end]
    lines = lines_of(request, list(reversed(found)))
    context = {
        "days": [(day, list(group)) for day, group in groupby(lines, key=lambda line: line.day)],
        "standing": now,
        "checkpoint": latest_checkpoint(request.room.id),
        "older": start or None,
        "audience": audience_of(request.room),
    }
    return render(request, "pages/record.html", context)


@needs(Permission.RECORD_READ)
@require_safe
def entry(request: MemberRequest, idx: int) -> HttpResponse:
    """One entry, in words and to the bit."""
    found = entry_or_404(request, idx)
    fact = known_fact(found)
    context = {
        "line": lines_of(request, [found])[0],
        "entry": found,
        "written": bytes(found.entry_bytes).decode(),
        "fingerprint": bytes(found.leaf_hash).hex(" ", 2),
        "erased": [role for role, part in found.parts.items() if part.erased_at],
        "told": told_of(request, [fact])[0] if fact else None,
        "standing": standing(request.room.id),
        "sealed": inclusion(request.room.id, idx) is not None,
        "audience": audience_of(request.room),
    }
    return render(request, "pages/entry.html", context)


@needs(Permission.RECORD_READ)
@require_safe
def proof(request: MemberRequest, idx: int) -> HttpResponse:
    """The entry's proof as a file that can be checked without this server."""
    found = proof_file(request.room.id, entry_or_404(request, idx))
    if found is None:
        raise Http404
    return download(found, f"entry-{idx}.tlog-proof")


@needs(Permission.RECORD_READ)
@require_safe
def checkpoint(request: MemberRequest) -> HttpResponse:
    """The latest signed root, as a note."""
    found = latest_checkpoint(request.room.id)
    if found is None:
        raise Http404
    return download(found.note, "checkpoint.txt")


def download(text: str, name: str) -> HttpResponse:
    """A small text file to keep."""
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def bounded(before: str | None, size: int) -> int:
    """The place to end before: a number somebody was given, else the end."""
    return min(whole_number(before or "", otherwise=size), size)


def entry_or_404(request: MemberRequest, idx: int) -> Entry:
    """The entry in this room's log, if this reader may read of it. Raises Http404."""
    found = entry_at(request.room.id, idx)
    fact = known_fact(found) if found else None
    if found is None or (fact and told_of(request, [fact])[0].kept_back):
        raise Http404
    return found


def told_of(request: MemberRequest, facts: Sequence[Fact]) -> list[Told]:
    """Facts as sentences."""
    names = names_for(facts, partnership=request.partnership.id, reader=request.seat)
    return tell(facts, names)


def lines_of(request: MemberRequest, found: Sequence[Entry]) -> list[Line]:
    """Entries as lines; a kind this version does not know is named as it is."""
    facts = {one.idx: known_fact(one) for one in found}
    known = [fact for fact in facts.values() if fact is not None]
    sentences = iter(told_of(request, known))
    parties: dict[str, Party] = {party.id: party for party in parties_of(request.seat)}
    lines = []
    for one in found:
        fact = facts[one.idx]
        told = next(sentences) if fact else Told(one.kind)
        party = parties.get(fact.by.party or "") if fact and not told.kept_back else None
        lines.append(line_of(request, one, told, party=party))
    return lines


def day_heading(day: date, *, today: date) -> str:
    """`yesterday, Friday` or `Friday`, then the date, which stays in one line."""
    written = dated(day, year=day.year != today.year).replace(" ", NO_BREAK)
    near = abs((day - today).days) <= 1
    return f"{day_words(day, today=today) if near else date_format(day, 'l')} {written}"


def line_of(request: MemberRequest, one: Entry, told: Told, *, party: Party | None) -> Line:
    """One line, on the reader's own clock."""
    zone = ZoneInfo(known_zone(request.person.zone))
    local = one.t.astimezone(zone)
    day = day_heading(local.date(), today=timezone.now().astimezone(zone).date())
    url = "" if told.kept_back else here(request, "record.entry", idx=one.idx)
    return Line(
        idx=one.idx, clock=f"{local:%H:%M}", day=day, sentence=told.sentence, party=party, url=url
    )
