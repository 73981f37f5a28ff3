"""Showing everybody what was kept: put together from what stands, approved by all, withdrawn by any change."""

from django.conf import settings
from django.db import transaction
from django.utils import formats, translation
from django.utils.translation import gettext as _

from troth.agreements import actions as agreements
from troth.agreements.models import Acceptance, Agreement
from troth.foundation.facts.checks import GoalResultsReleased, GoalResultsWithdrawn, Outcome
from troth.foundation.facts.statements import Withdrawal
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.goals.actions.holding import hold, hold_standing
from troth.goals.actions.refusing import NotPossible, needs_party, refuse
from troth.goals.models import Goal, Release, Showing
from troth.goals.queries.showing import data_of, showing_of, shown_now
from troth.goals.rules.refusals import Refusal
from troth.goals.rules.results import Data, Labels, checksum, compose, file_of
from troth.ledger.actions import record
from troth.partnerships.models import Seat
from troth.partnerships.rules.rooms import RoomKind

KIND = "results"


def text_of(data: Data) -> str:
    """The words to be approved, in the server's own language, so that two readers approve the same lines."""
    with translation.override(settings.LANGUAGE_CODE):
        labels = Labels(
            outcomes={
                Outcome.PASSED.value: _("Passed"),
                Outcome.FAILED.value: _("Failed"),
                Outcome.NOT_SHOWN.value: _("Not shown"),
                None: _("Not looked at yet"),
            },
            shown_by=_("Shown by"),
            un_goals=_("Goals of the United Nations"),
            answers=_("Answers for it"),
            agreed=_("Agreed on"),
            next_look=_("Looked at again by"),
            replaced=_("Replaced on"),
            evidence=_("shown by"),
            day=lambda day: formats.date_format(day, "j F Y"),
        )
        return compose(data, labels)


@transaction.atomic
def put_together(goal: Goal, *, by: Seat) -> Showing:
    """Put together what everybody could read, for all to approve. Raises `NotPossible`.

    Done again after a change it is a new version; what was shown until then is withdrawn with it.
    """
    needs_party(by)
    refuse(None if goal.room.kind == RoomKind.SHARED else Refusal.NOT_PUBLIC)
    # Two who press at once come in turn.
    hold_standing(goal)
    data, showing = data_of(goal), showing_of(goal)
    refuse(None if any(one["results"] for one in data["checks"]) else Refusal.NOTHING_SHOWN)
    if showing is None:
        made = agreements.draft(
            title=goal.title, text=text_of(data), room=goal.room, by=by, kind=KIND
        )
        showing = Showing.objects.create(id=made.id, room=goal.room, goal=goal, agreement=made)
        Release.objects.create(showing=showing, number=1, data=data)
        return showing
    newest = showing.releases.order_by("-number").first()
    if newest and newest.withdrawn_at is None and newest.data == data:
        raise NotPossible(Refusal.NOTHING_CHANGED)
    outdated(goal, by=by)
    renew(showing, data, by=by)
    return showing


def renew(showing: Showing, data: Data, *, by: Seat) -> None:
    """Write the next version of the words; earlier approvals become stale. Raises `NotPossible`."""
    agreement, seen = showing.agreement, showing.agreement.latest
    try:
        made = agreements.revise(agreement, text=text_of(data), why="", seen=seen, by=by)
    except agreements.ChangedMeanwhile as refused:
        raise NotPossible(Refusal.CHECK_MOVED) from refused
    Release.objects.create(showing=showing, number=made.number, data=data)


@transaction.atomic
def approve(showing: Showing, *, version: int, by: Seat) -> bool:
    """Approve exactly these words for one's side; True when with that everybody reads them. Raises `NotPossible`."""
    needs_party(by)
    goal = hold_standing(showing.goal)
    release = showing.releases.filter(number=version).first()
    if release is None or release.data != data_of(goal):
        raise NotPossible(Refusal.RESULTS_CHANGED)
    try:
        return agreements.sign(showing.agreement, version=version, by=by)
    except agreements.NotPossible as refused:
        raise NotPossible(Refusal.CHECK_MOVED) from refused


def released(agreement: Agreement, number: int, by: Seat) -> None:
    """Every side has approved it, so everybody reads it: runs in the last approval's transaction.

    Raises `agreements.ChangedMeanwhile` where it is not any more what was approved; then nothing is.
    """
    rows = Release.objects.select_related("showing__goal")
    release = rows.get(showing=agreement.pk, number=number)
    if release.data != data_of(hold(release.showing.goal)):
        raise agreements.ChangedMeanwhile
    signed = Acceptance.objects.filter(version__agreement=agreement, version__number=number)
    names = sorted(set(signed.values_list("party__name", flat=True)), key=str.casefold)
    moment = now()
    file = file_of(release.data, version=number, at=moment, by=names)
    summed = checksum(file)
    values = {"file": file, "checksum": summed, "approved_by": names}
    Release.objects.filter(pk=release.pk).update(
        approved_at=moment, withdrawn_at=None, how="", **values
    )
    record(
        GoalResultsReleased(
            room=Ulid(agreement.room_id),
            by=by.actor,
            goal=Ulid(release.showing.goal_id),
            version=number,
            checksum=summed,
        )
    )


def outdated(goal: Goal, *, by: Seat) -> None:
    """Something of the checks changed: what everybody reads is no longer all of it, so it is withdrawn."""
    release = shown_now(goal)
    if release is not None:
        end(release, Withdrawal.CHANGED, by=by, reason="")


@transaction.atomic
def stop_showing(showing: Showing, *, reason: str, by: Seat) -> None:
    """Take one's own side's approval back; one is enough. Raises `NotPossible`."""
    needs_party(by)
    # Else whoever takes the goal back at this moment is refused, because what that withdraws is gone.
    hold(showing.goal)
    release = shown_now(showing.goal)
    if release is None:
        raise NotPossible(Refusal.NOT_PUBLIC)
    end(release, Withdrawal.TAKEN_BACK, by=by, reason=reason.strip())


def end(release: Release, how: Withdrawal, *, by: Seat, reason: str) -> None:
    """Withdraw what is shown, once, and put it on record. Raises `NotPossible`."""
    here = Release.objects.filter(pk=release.pk, withdrawn_at__isnull=True)
    said = {"how": how.value, "withdrawn_by": by.party_id, "reason": reason}
    if not here.update(withdrawn_at=now(), **said):
        raise NotPossible(Refusal.NOT_PUBLIC)
    showing = release.showing
    record(
        GoalResultsWithdrawn(
            room=Ulid(showing.room_id),
            by=by.actor,
            goal=Ulid(showing.goal_id),
            version=release.number,
            how=how,
            reason=reason or None,
        )
    )
