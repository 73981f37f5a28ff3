"""Sustainability checks as one reader finds them: how each stands, what was found, what this side can say now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from troth.agreements.queries.standings import signers
from troth.foundation.access.permissions import Permission
from troth.foundation.facts.checks import Outcome, Proof
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.lists import commas
from troth.foundation.web.times import in_zone
from troth.goals.check_words import OUTCOMES, PROOFS, aims_words, holds_words, state_words, tag_of
from troth.goals.evidence import Named, named
from troth.goals.models import CheckResult, Goal, Showing, SustainabilityCheck
from troth.goals.queries.checks import check_of, checks_of, shown_of
from troth.goals.queries.showing import showing_of, shown_now
from troth.goals.rules.checks import (
    Check,
    Owes,
    owing,
    why_not_answer,
    why_not_assent,
    why_not_withdraw,
)
from troth.goals.views.finding import may, may_tell
from troth.partnerships.addresses import here
from troth.partnerships.present import seated
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.rooms import RoomKind
from troth.people.zones import known_zone


@dataclass(frozen=True, kw_only=True)
class ResultLine:
    """One result on the page, with what the others said to it."""

    row: CheckResult
    outcome: str
    evidence: str = ""
    evidence_url: str = ""

    @property
    def stands(self) -> bool:
        """Whether every side has confirmed it."""
        return self.row.settled_at is not None


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Everything a page says of one check to one reader."""

    row: SustainabilityCheck
    tag: str
    tag_kind: str
    state: str
    aims: str
    proof: str
    holds: str
    results: Sequence[ResultLine]
    acts: frozenset[str]
    waits: bool

    @property
    def latest(self) -> ResultLine | None:
        """What was written last."""
        return self.results[0] if self.results else None


def seen(
    request: MemberRequest,
    row: SustainabilityCheck,
    *,
    parties: frozenset[Ulid],
    evidence: Mapping[str, Named],
) -> Seen:
    """One check for whoever asks; those without a side read what is agreed and what stands."""
    check, own = check_of(row, parties), request.seat.party_id
    if own is None:
        # Those without a side read what stands, and nothing of what is still between the sides.
        check = replace(check, results=tuple(one for one in check.results if one.settled))
    today = in_zone(now(), known_zone(request.person.zone)).date()
    waited = set(owing(check, today=today))
    names = {one.id: one.short for one in seated(request)}
    missing = sorted(names.get(key, "") for key, what in waited if what is not Owes.RESULT)
    tag, kind = tag_of(row, check)
    rows = [one for one in row.results.all() if own or one.settled_at]
    return Seen(
        row=row,
        tag=tag,
        tag_kind=kind,
        state=state_words(row, check, missing=commas(missing), today=today),
        aims=aims_words(row.aims),
        proof=str(PROOFS[Proof(row.proof)]),
        holds=holds_words(check),
        results=[line(request, one, shows=evidence.get(one.id)) for one in reversed(rows)],
        acts=acts_for(request, row, check=check),
        waits=own is not None and any(key == own for key, _what in waited),
    )


def line(request: MemberRequest, row: CheckResult, *, shows: Named | None) -> ResultLine:
    """One result, with the page of what shows it."""
    return ResultLine(
        row=row,
        outcome=str(OUTCOMES[Outcome(row.outcome)]),
        evidence=shows.title if shows else "",
        evidence_url=here(request, shows.url_name, pk=shows.key) if shows else "",
    )


def acts_for(request: MemberRequest, row: SustainabilityCheck, *, check: Check) -> frozenset[str]:
    """What this seat can do with it now: the rules and the role together."""
    if not may_tell(request) or request.partnership.phase != "open" or check.gone:
        return frozenset()
    party = Ulid(str(request.seat.party_id))
    can = {"record", "replace"} if check.agreed else set()
    if why_not_assent(check, party) is None:
        can.add("agree")
    if why_not_withdraw(check, party) is None:
        can.add("take-back")
    if check.asked:
        last = list(row.results.all())[-1]
        can |= answers(last, party)
    return frozenset(can)


def answers(row: CheckResult, party: Ulid) -> set[str]:
    """What this side can say to the last result."""
    asked = shown_of(row)
    ways = {"confirm": True, "differ": False}
    return {way for way, yes in ways.items() if why_not_answer(asked, party, agrees=yes) is None}


def block(request: MemberRequest, goal: Goal) -> dict[str, object]:
    """What the page of a goal says of its checks; the same number of statements, however many."""
    own = request.seat.party_id is not None
    rows = [one for one in checks_of(goal) if own or one.agreed_at]
    parties = signers(goal.room) if rows else frozenset()
    last = [list(one.results.all())[-1:] for one in rows]
    evidence = named(goal.room_id, [each for few in last for each in few])
    shown = [seen(request, one, parties=parties, evidence=evidence) for one in rows]
    return {
        "checks": [one for one in shown if not one.row.is_gone],
        "checks_gone": [one for one in shown if one.row.is_gone],
        **to_outside(request, goal, stands=any(one.settled_at for few in last for one in few)),
    }


def to_outside(request: MemberRequest, goal: Goal, *, stands: bool) -> dict[str, object]:
    """Whether everybody reads what was kept, and whether this seat can put it together."""
    if goal.room.kind != RoomKind.SHARED:
        return {"showing": None, "shown_now": None, "may_show": False}
    showing: Showing | None = showing_of(goal)
    drafts = may(request, Permission.AGREEMENT_DRAFT)
    return {
        "showing": showing if request.seat.party_id else None,
        "shown_now": shown_now(goal) if showing else None,
        "may_show": drafts and stands,
    }
