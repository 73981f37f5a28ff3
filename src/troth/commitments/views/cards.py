"""A promise as its card shows it to one side: its token, its times, what waits, what can be done."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from troth.commitments.models import Commitment
from troth.commitments.queries.lives import life_of, standing_of
from troth.commitments.rules.acts import possible, waits_for
from troth.commitments.rules.clocks import change_before
from troth.commitments.rules.outcome import Outcome, Verdict, verdict
from troth.commitments.rules.states import Act, Side, State
from troth.commitments.rules.tokens import SENTENCES, Token, token
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.times import also, dated, day, day_words, in_zone, since, when
from troth.partnerships.models import Party, Seat
from troth.partnerships.rules.rooms import RoomKind
from troth.people.zones import known_zone

# The drawing for each state; where the rules and the signs use another word.
SIGNS = {
    Token.ASKED_TO_MOVE: "asked",
    Token.SENT_BACK: "disputed",
    Token.MOVED_AND_KEPT: "kept-moved",
}
PERMISSIONS: dict[Act, Permission] = {
    Act.ACCEPT: Permission.COMMITMENT_ANSWER,
    Act.DECLINE: Permission.COMMITMENT_ANSWER,
    Act.DELIVER: Permission.COMMITMENT_DELIVER,
    Act.CONFIRM: Permission.COMMITMENT_ANSWER,
    Act.SEND_BACK: Permission.COMMITMENT_ANSWER,
    Act.WITHDRAW: Permission.COMMITMENT_MAKE,
    Act.ASK_MOVE: Permission.COMMITMENT_MAKE,
    Act.AGREE_MOVE: Permission.COMMITMENT_ANSWER,
    Act.KEEP_DATE: Permission.COMMITMENT_ANSWER,
    Act.SUGGEST_DATE: Permission.COMMITMENT_ANSWER,
}


@dataclass(frozen=True, kw_only=True)
class Card:
    """Everything a card or a page says about one promise to one reader."""

    commitment: Commitment
    sign: str
    sign_words: str
    due: str
    due_also: str
    lines: tuple[str, ...]
    acts: tuple[Act, ...]
    waits: Side | None
    said: Verdict | None

    @property
    def page_lines(self) -> tuple[str, ...]:
        """The lines for the promise's own page, whose heading has said where it stands already."""
        plain = self.commitment.batch_id is None and not self.commitment.ask_by
        still = self.said is None or self.said.outcome is Outcome.OPEN
        doubled = plain and still and self.sign != "missed"
        whose = 1 if doubled or self.commitment.batch_id else 0
        return self.lines[whose:]

    @property
    def between(self) -> str:
        """Who promised whom, for a list that holds both sides; imported promises say it by themselves."""
        if self.commitment.batch_id:
            return ""
        return _("%(promiser)s to %(receiver)s") % who_and_whom(self.commitment)

    @property
    def title(self) -> str:
        """The deliverable, or that it came from a file without one."""
        return self.commitment.deliverable or _("Imported promise %(id)s") % {
            "id": self.commitment.event_id
        }


def card_of(commitment: Commitment, seat: Seat, *, now: datetime) -> Card:
    """The card of one promise for whoever holds this seat."""
    said = None if commitment.batch_id else verdict(life_of(commitment), now=now)
    sign = (
        imported_token(commitment) if commitment.batch_id else live_token(commitment, said, now=now)
    )
    standing = standing_of(commitment)
    names = {"promiser": commitment.promiser.short, "receiver": receiver_name(commitment)}
    return Card(
        commitment=commitment,
        sign=SIGNS.get(sign, sign.value),
        sign_words=prepared_words(commitment) or _(SENTENCES[sign]) % names,
        due=due_words(commitment, now=now),
        due_also=other_clock(commitment),
        lines=tuple(lines(commitment, said, now=now)),
        acts=acts_for(commitment, seat, now=now),
        waits=None if commitment.batch_id else waits_for(standing, now=now),
        said=said,
    )


def prepared_words(commitment: Commitment) -> str:
    """What is said of it in a side room, where nobody else can answer it; empty elsewhere."""
    if commitment.room.kind != RoomKind.SIDE or commitment.batch_id:
        return ""
    return _("Shared with the others") if commitment.shared_from else _("Being prepared")


def acts_for(commitment: Commitment, seat: Seat, *, now: datetime) -> tuple[Act, ...]:
    """What this seat can do now: the rules and the role together. Imported promises are as they are."""
    if commitment.batch_id or seat.party_id is None or commitment.room.kind == "side":
        return ()
    can = possible(standing_of(commitment), party=Ulid(seat.party_id), now=now)
    return tuple(act for act in can if granted(seat.kind, PERMISSIONS[act]))


def live_token(commitment: Commitment, said: Verdict | None, *, now: datetime) -> Token:
    """The token of a promise made here."""
    asked = bool(commitment.ask_by) and now < commitment.due
    missed = commitment.missed_at is not None or (
        commitment.stands is State.ACCEPTED and now > commitment.due
    )
    slipped = missed or (said is not None and said.outcome in {Outcome.LATE, Outcome.DROPPED})
    repaired = commitment.repaired_at is not None and slipped
    return token(commitment.stands, said, asked=asked, missed=missed, repaired=repaired)


def imported_token(commitment: Commitment) -> Token:
    """The token of a promise that a file told about."""
    found = {Outcome.KEPT: Token.KEPT, Outcome.LATE: Token.LATE, Outcome.DROPPED: Token.DROPPED}
    return (
        found.get(Outcome(commitment.outcome), Token.ACCEPTED)
        if commitment.outcome
        else Token.ACCEPTED
    )


def receiver_name(commitment: Commitment) -> str:
    """Short name of who receives it."""
    return commitment.receiver.short if commitment.receiver else _("everybody")


def place_on(party: Party | None, zone: str) -> str:
    """The place to name with a zone: the party's own where it is the party's zone."""
    return party.place if party is not None and party.zone == zone else ""


def due_words(commitment: Commitment, *, now: datetime) -> str:
    """`Friday 13 March 17:00 Bengaluru`; only the day where a file gave no time."""
    zone = known_zone(commitment.zone)
    if commitment.whole_day:
        local = in_zone(commitment.due, zone).date()
        return day_words(local, today=in_zone(now, zone).date())
    return when(commitment.due, zone, place_on(commitment.promiser, commitment.zone))


def other_clock(commitment: Commitment, moment: datetime | None = None) -> str:
    """The deadline, or another moment of the promise, on the other side's clock where that differs."""
    if commitment.whole_day:
        return ""
    other = commitment.receiver
    if other is None or known_zone(other.zone) == known_zone(commitment.zone):
        other = commitment.promiser
    zone = known_zone(other.zone)
    return also(
        moment or commitment.due, first=known_zone(commitment.zone), second=zone, place=other.place
    )


def lines(commitment: Commitment, said: Verdict | None, *, now: datetime) -> list[str]:
    """The quiet lines under a promise, in plain words."""
    if commitment.batch_id:
        return imported_lines(commitment)
    found = [state_line(commitment, said, now=now)]
    if commitment.sure is not None:
        found.append(
            _("%(who)s is %(sure)s %% sure")
            % {"who": who_promised(commitment), "sure": commitment.sure}
        )
    changed = clock_change(commitment, now=now)
    return [line for line in (*found, changed) if line]


def who_promised(commitment: Commitment) -> str:
    """The person who holds it, else the party."""
    return commitment.holder.name.split(" ")[0] if commitment.holder else commitment.promiser.short


def state_line(commitment: Commitment, said: Verdict | None, *, now: datetime) -> str:
    """Where it stands, as one clause."""
    if prepared := prepared_words(commitment):
        return prepared
    names = {"promiser": commitment.promiser.short, "receiver": receiver_name(commitment)}
    if said is not None and said.outcome is not Outcome.OPEN:
        return outcome_line(commitment, said)
    if commitment.ask_by and commitment.ask_due and now < commitment.due:
        asker = names[commitment.ask_by]
        return _("%(who)s asks for %(day)s") % {
            "who": asker,
            "day": when(
                commitment.ask_due,
                known_zone(commitment.zone),
                place_on(commitment.promiser, commitment.zone),
            ),
        }
    sentences = {
        State.PROPOSED: _("proposed %(since)s; %(receiver)s has not answered yet"),
        State.ACCEPTED: _("accepted by %(receiver)s") if commitment.receiver_id else _("accepted"),
        State.DELIVERED: _("delivered; %(receiver)s has not confirmed yet"),
        State.DISPUTED: _("sent back; waits for %(promiser)s"),
        State.DECLINED: _("declined by %(receiver)s"),
        State.WITHDRAWN: _("withdrawn before it was accepted"),
    }
    if commitment.missed_at and commitment.stands in {State.ACCEPTED, State.DISPUTED}:
        return missed_line(commitment) % names
    return sentences.get(commitment.stands, "") % (names | {"since": since(commitment.proposed_at)})


def missed_line(commitment: Commitment) -> str:
    """What is said while nothing has arrived: what the promiser can do, or that it has done so."""
    if commitment.repaired_at:
        return _("The date came and nothing had arrived. %(promiser)s has made it good.")
    if commitment.owned_at:
        return _(
            "The date came and nothing has arrived. %(promiser)s has said what happened and what comes next."
        )
    return _(
        "The date came and nothing has arrived. %(promiser)s can say what happened and what comes next."
    )


def outcome_line(commitment: Commitment, said: Verdict) -> str:
    """What came of it, with the day."""
    zone = known_zone(commitment.zone)
    then = day(said.delivered_at or said.since or commitment.due, zone)
    moved = (
        _("moved by agreement from %(day)s, ") % {"day": day(commitment.first_due, zone)}
        if said.renegotiated
        else ""
    )
    withdrawn = commitment.stands is State.WITHDRAWN
    dropped = _("withdrawn %(day)s") if withdrawn else _("nothing came; dropped %(day)s")
    words = {
        Outcome.KEPT: _("kept %(day)s") % {"day": then},
        Outcome.LATE: _("delivered %(day)s, after it was due") % {"day": then},
        Outcome.DROPPED: dropped % {"day": then},
    }
    return moved + words[said.outcome]


def imported_lines(commitment: Commitment) -> list[str]:
    """What a file says about it."""
    came = imported_outcome(commitment)
    return [
        _("%(promiser)s to %(receiver)s") % who_and_whom(commitment),
        _("%(came)s · imported, line %(line)s") % {"came": came, "line": commitment.line},
    ]


def imported_outcome(commitment: Commitment) -> str:
    """What came of it, as far as the file knows."""
    if commitment.kept_at:
        then = {"day": day(commitment.kept_at, known_zone(commitment.zone))}
        late = commitment.outcome == Outcome.LATE
        return (_("delivered %(day)s, after it was due") if late else _("kept %(day)s")) % then
    if commitment.outcome == Outcome.DROPPED:
        return _("nothing came")
    return _("open when the file was written")


def who_and_whom(commitment: Commitment) -> dict[str, str]:
    """Both sides by name."""
    return {"promiser": commitment.promiser.short, "receiver": receiver_name(commitment)}


def clock_change(commitment: Commitment, *, now: datetime) -> str:
    """A clock change between now and the deadline, said in words."""
    zone = ZoneInfo(known_zone(commitment.zone))
    if commitment.whole_day or commitment.due <= now:
        return ""
    changed = change_before(commitment.due, now=now, zone=zone)
    if changed is None:
        return ""
    return _("Clocks change on %(day)s there.") % {"day": dated(changed)}
