"""Bringing promises in from a file: hand it in, look at it, then one act makes it visible."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from troth.commitments.actions.files import keep
from troth.commitments.actions.importing import Source, begin, discard, show
from troth.commitments.forms import FileForm
from troth.commitments.incoming_words import note_words, problem_words, refusal_words, write_wrong
from troth.commitments.models import Batch, Commitment, Reading
from troth.commitments.rules.incoming.stamps import DateOrder
from troth.commitments.views.cards import card_of
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.web.clock import now
from troth.foundation.web.forms import posted, posted_files
from troth.partnerships.addresses import here
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.people.zones import all_zones, known_zone

FIRST_ROWS = 12
WAITING_FILES = 5
SHOWN = 50


@needs(Permission.COMMITMENT_IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: MemberRequest) -> HttpResponse:
    """Hand in a file; nothing of it is seen by anybody before you say so."""
    if request.room.kind != "shared":
        raise Http404
    form = FileForm(
        posted(request),
        posted_files(request),
        initial={"zone": known_zone(request.person.zone)},
    )
    if request.method == "POST" and form.is_valid() and not too_many_wait(request, form):
        batch = begin(source_of(form), room=request.room, by=request.seat)
        return redirect(here(request, "commitments.import.preview", pk=batch.id))
    context = {"form": form, "zones": all_zones(), "audience": audience_of(request.room)}
    return render(request, "commitments/import.html", context, status=422 if form.is_bound else 200)


def source_of(form: FileForm) -> Source:
    """Keep the file where the background reader finds it."""
    cleaned = form.cleaned_data
    given: Any = cleaned["file"]
    kept = keep(given.chunks())
    return Source(
        name=given.name or "file",
        hash=kept.hash,
        size=kept.size,
        path=kept.path,
        zone=cleaned["zone"],
        as_of=cleaned["as_of"],
        order=DateOrder(cleaned["order"]),
        encoding=cleaned["encoding"],
        renames=cleaned["renames"],
    )


def too_many_wait(request: MemberRequest, form: FileForm) -> bool:
    """Files that wait take room on the server: each side has a few at a time."""
    waiting = Batch.objects.filter(
        room=request.room, seat__party=request.seat.party, visible_at__isnull=True
    )
    if waiting.exclude(state=Reading.REFUSED).count() < WAITING_FILES:
        return False
    form.add_error(
        "file",
        gettext("%(n)s files of your side wait already. Bring them in, or throw them away, first.")
        % {"n": WAITING_FILES},
    )
    return True


@needs(Permission.COMMITMENT_IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: MemberRequest, pk: str) -> HttpResponse:
    """How far the reading is, then the first rows and everything that is wrong; then one act."""
    batch = own_batch(request, pk)
    if request.method == "POST":
        return decided(request, batch)
    rows = Commitment.objects.filter(batch=batch).with_parties().order_by("line")[:FIRST_ROWS]
    moment = now()
    context = {
        "batch": batch,
        "cards": [card_of(one, request.seat, now=moment) for one in rows],
        "problems": [(one.line, problem_words(one)) for one in batch.wrong_rows.all()[:SHOWN]],
        "notes": [note_words(note, count) for note, count in sorted(batch.notes.items())],
        "refusal": refusal_words(batch),
        "percent": min(99, batch.read * 100 // max(1, batch.size)),
        "audience": audience_of(request.room),
    }
    return render(request, "commitments/import_preview.html", context)


@needs(Permission.COMMITMENT_IMPORT)
@require_safe
def wrong_rows(request: MemberRequest, pk: str) -> HttpResponse:
    """Everything that is wrong with the file, as a file that a spreadsheet opens."""
    batch = own_batch(request, pk)
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="wrong-rows.csv"'
    write_wrong(answer, batch)
    return answer


def own_batch(request: MemberRequest, pk: str) -> Batch:
    """A file that the reader's own side handed in, or one that all here see. Raises Http404."""
    found = Batch.objects.in_rooms([request.room.id]).select_related("room", "seat")
    batch: Batch = get_object_or_404(found, pk=pk)
    party = batch.seat.party_id if batch.seat else None
    if batch.visible_at is None and party != request.seat.party_id:
        raise Http404
    return batch


def brought_in(batch: Batch) -> str:
    """What has just become visible."""
    words = ngettext(
        "One promise from %(file)s is visible now.",
        "%(n)s promises from %(file)s are visible now.",
        batch.rows,
    )
    return words % {"n": number_format(batch.rows), "file": batch.file_name}


def decided(request: MemberRequest, batch: Batch) -> HttpResponse:
    """Make it visible, or throw it away."""
    if "leave" in request.POST:
        discard(batch)
        return redirect(here(request, "commitments.import"))
    bad_left_out = batch.problem_count == 0 or request.POST.get("skip_bad") == "yes"
    if batch.state == Reading.READ and bad_left_out and batch.rows and show(batch, by=request.seat):
        messages.success(request, brought_in(batch))
        return redirect(here(request, "commitments"))
    if not bad_left_out:
        words = gettext(
            "Nothing was brought in yet. Say that the wrong rows are left out, or mend the file first."
        )
        messages.error(request, words)
    return redirect(here(request, "commitments.import.preview", pk=batch.id))
