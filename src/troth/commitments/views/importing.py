"""Bringing promises in from a file: hand it in, look at it, then one act makes it visible."""

from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from troth.commitments.actions.importing import Source, begin, discard, show
from troth.commitments.incoming import file_hash
from troth.commitments.incoming_words import problem_words, refusal_words
from troth.commitments.models import Batch, Commitment, Reading
from troth.commitments.rules.incoming.decoding import Encoding
from troth.commitments.rules.incoming.stamps import DateOrder
from troth.commitments.views.cards import card_of
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.web.clock import now
from troth.foundation.web.ids import new_ulid
from troth.partnerships.addresses import here
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.people.zones import all_zones, known_zone

FIRST_ROWS = 12


class FileForm(forms.Form):
    """A file, and how its dates are meant."""

    file = forms.FileField(
        label=_("A CSV file"),
        help_text=_(
            "Columns: event_id, party, counterparty, promised_at, due_at, kept_at; asked_at if you have it."
        ),
        error_messages={
            "empty": _("There are no promises in this file."),
            "required": _("Choose a file first."),
        },
    )
    zone = forms.CharField(
        label=_("Time zone of the dates in it"),
        max_length=64,
        widget=forms.TextInput(attrs={"list": "zones"}),
    )
    as_of = forms.DateField(
        label=_("As it was known on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Only if the file is old: every figure then says “as of” this day."),
    )
    order = forms.ChoiceField(
        label=_("Dates in it are written"),
        choices=[
            (DateOrder.ISO.value, _("2026-03-20, year first")),
            (DateOrder.DAY_FIRST.value, _("20/03/2026, day first")),
            (DateOrder.MONTH_FIRST.value, _("03/20/2026, month first")),
        ],
    )
    encoding = forms.ChoiceField(
        label=_("Letters in it are written"),
        choices=[
            (Encoding.FOUND.value, _("as the file itself says (UTF-8)")),
            (Encoding.WINDOWS_1252.value, _("the old Windows way")),
            (Encoding.LATIN_1.value, _("as Latin-1")),
        ],
    )

    def clean_zone(self) -> str:
        """A zone that exists."""
        zone = str(self.cleaned_data["zone"])
        if known_zone(zone) != zone:
            raise forms.ValidationError(
                say("Choose a time zone from the list, such as Europe/Oslo.")
            )
        return zone


@needs(Permission.COMMITMENT_IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: MemberRequest) -> HttpResponse:
    """Hand in a file; nothing of it is seen by anybody before you say so."""
    if request.room.kind != "shared":
        raise Http404
    form = FileForm(
        request.POST or None,
        request.FILES or None,
        initial={"zone": known_zone(request.person.zone)},
    )
    if request.method == "POST" and form.is_valid():
        batch = begin(source_of(form), room=request.room, by=request.seat)
        return redirect(here(request, "commitments.import.preview", pk=batch.id))
    context = {"form": form, "zones": all_zones(), "audience": audience_of(request.room)}
    return render(request, "commitments/import.html", context, status=422 if form.is_bound else 200)


def source_of(form: FileForm) -> Source:
    """Keep the file where the background reader finds it."""
    given: Any = form.cleaned_data["file"]
    folder = Path(settings.MEDIA_ROOT) / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / new_ulid()
    with path.open("wb") as kept:
        for block in given.chunks():
            kept.write(block)
    with path.open("rb") as kept_file:
        digest = file_hash(kept_file)
    cleaned = form.cleaned_data
    return Source(
        name=given.name or "file",
        hash=digest,
        size=given.size or 0,
        path=str(path),
        zone=cleaned["zone"],
        as_of=cleaned["as_of"],
        order=DateOrder(cleaned["order"]),
        encoding=cleaned["encoding"],
    )


@needs(Permission.COMMITMENT_IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: MemberRequest, pk: str) -> HttpResponse:
    """How far the reading is, then the first rows and everything that is wrong; then one act."""
    batch = get_object_or_404(
        Batch.objects.in_rooms([request.room.id]).select_related("room"), pk=pk
    )
    if request.method == "POST":
        return decided(request, batch)
    rows = Commitment.objects.filter(batch=batch).with_parties().order_by("line")[:FIRST_ROWS]
    moment = now()
    context = {
        "batch": batch,
        "cards": [card_of(one, request.seat, now=moment) for one in rows.select_related("room")],
        "problems": [(one["line"], problem_words(one)) for one in batch.problems],
        "refusal": refusal_words(batch),
        "percent": percent(batch),
        "audience": audience_of(request.room),
    }
    return render(request, "commitments/import_preview.html", context)


def decided(request: MemberRequest, batch: Batch) -> HttpResponse:
    """Make it visible, or throw it away."""
    if "leave" in request.POST:
        discard(batch)
        return redirect(here(request, "commitments.import"))
    bad_left_out = batch.problem_count == 0 or request.POST.get("skip_bad") == "yes"
    if batch.state == Reading.READ and bad_left_out and batch.rows:
        show(batch, by=request.seat)
        return redirect(here(request, "commitments"))
    return redirect(here(request, "commitments.import.preview", pk=batch.id))


def percent(batch: Batch) -> int:
    """How far the reading is, by a guess of eighty bytes a line."""
    lines = max(1, batch.size // 80)
    return min(99, batch.last_line * 100 // lines)
