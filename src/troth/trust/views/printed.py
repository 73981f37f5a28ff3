"""The trust picture on paper: one pair as it stands, and the review of a quarter."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

import troth
from troth.foundation.web import paper
from troth.foundation.web.times import dated
from troth.partnerships.requests import MemberRequest
from troth.trust.clasp import drawing, telling
from troth.trust.clasp.key import key
from troth.trust.clasp.lettering import lettered
from troth.trust.clasp.table import Cell, Row
from troth.trust.clasp.words import about
from troth.trust.queries.readings import readings_of
from troth.trust.views.pairs import Pair, Part, Way

PAIRS = Path(__file__).parent.parent / "paper" / "pairs.typ"


def answer(content: bytes, *, name: str) -> HttpResponse:
    """A PDF that the browser shows; nobody between may keep it."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def print_pair(request: MemberRequest, shown: Pair) -> bytes:
    """One pair as it stands."""
    names = {"one": shown.near.towards.short, "other": shown.near.about.short}
    title = _("How far %(one)s and %(other)s can reach") % names
    return paper.pdf(PAIRS, sheet(request, title=title) | {"pairs": [on_paper(shown)]})


def print_review(request: MemberRequest, context: Mapping[str, Any]) -> bytes:
    """The review of a quarter, with what its page shows."""
    found, part = context["pairs"], context["part"]
    lead = _("Read it together. It speaks of organisations, never of a person.")
    lead = f"{lead} {left_out(part)}".strip()
    talk = {"title": _("To talk about"), "numbered": True, "lines": words(context["to_talk_about"])}
    title = f"{_('Trust review')}: {context['title']}"
    pairs = [
        on_paper(one.pair, alone=part.is_only_one, did=one.did)
        | {"changes_title": _("What really changed"), "changes": one.changes}
        for one in found
    ]
    return paper.pdf(
        PAIRS, sheet(request, title=title, lead=lead) | {"pairs": pairs, "sections": [talk]}
    )


def left_out(part: Part) -> str:
    """Which pairs of how many a sheet holds; nothing where it holds all."""
    if part.is_all:
        return ""
    figures = {"first": part.first + 1, "last": part.last, "all": part.of_all}
    return _("This sheet holds the pairs %(first)s to %(last)s of %(all)s.") % figures


def words(lines: Iterable[object]) -> list[str]:
    """Lines as the reader reads them."""
    return [str(one) for one in lines]


def sheet(request: MemberRequest, *, title: str, lead: str = "") -> dict[str, Any]:
    """What stands on every sheet: whose it is, of which day it speaks, by which rule it was worked out."""
    day = dated(timezone.localtime(readings_of(request).now), year=True)
    rule = _("Worked out by the rule of version %(version)s.") % {"version": troth.__version__}
    return {
        "title": title,
        "eyebrow": request.partnership.name,
        "lead": lead,
        "foot": f"{_('As of %(day)s.') % {'day': day}} {rule}",
        "page_of": _("{n} of {all}"),
        "sections": [],
    }


def on_paper(shown: Pair, *, alone: bool = True, did: Sequence[list[str]] = ()) -> dict[str, Any]:
    """One pair: its sentences, the picture from the same drawing as on the page, and the table.

    `did`: what each side did, near then far, where that is told.
    """
    told = did or [[], []]
    return {
        "title": "" if alone else telling.title(shown.clasp),
        "ways": [
            one_way(way, done, with_deeds=bool(did))
            for way, done in zip(shown.ways, told, strict=True)
        ],
        "changes_title": "",
        "changes": [],
        "no_changes": _("Nothing that can be told apart from chance."),
        "picture": lettered(drawing.full(shown.clasp)),
        "alt": telling.description(shown.clasp),
        "key": key(shown.near.towards.colour, shown.clasp.signs),
        "table": table(shown),
    }


def one_way(way: Way, did: list[str], *, with_deeds: bool) -> dict[str, object]:
    """One direction in words."""
    title = _("What %(who)s did in this time") % {"who": way.about.short}
    return {
        "who": about(way.hand.towards, way.hand.about),
        "says": way.sentences,
        "did_title": title if with_deeds else "",
        "did": did,
        "nothing": _("Nothing that counts as evidence."),
    }


def table(shown: Pair) -> dict[str, Any]:
    """The same figures as a table."""
    heads = [_("Of ten"), _("Items"), _("What changed")]
    return {
        "part": _("Part"),
        "hands": [about(hand.towards, hand.about) for hand in shown.clasp.hands],
        "heads": heads * 2,
        "rows": [row_of(row) for row in shown.rows],
    }


def row_of(row: Row) -> dict[str, object]:
    """One dimension in both directions."""
    return {"name": row.name, "near": cells(row.near), "far": cells(row.far)}


def cells(cell: Cell) -> list[str]:
    """Three cells of figures, or one of words where there are none."""
    if not cell.figure:
        return [cell.words]
    change = cell.change or _("no clear change")
    return [
        f"{cell.figure} ({cell.between})" + (f", {cell.note}" if cell.note else ""),
        cell.items,
        change,
    ]
