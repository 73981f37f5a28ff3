"""Who may do what, where: one row for every address. The matrix asks the server whether it agrees.

Written by hand and on purpose not computed from the permissions: the two must say the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from troth.foundation.access.permissions import Permission as May

# ------------------------------------------------------------------------------------ who knocks

ADMINS = frozenset({"lumen admin", "kaveri admin"})
SIDES = ADMINS | {"lumen member", "kaveri member"}
BY_LINK = frozenset({"guest by link"})
GUESTS = BY_LINK | {"guest reads", "guest contributes"}
INSIDE = SIDES | GUESTS | {"facilitator"}
OUTSIDE = frozenset(
    {"stranger", "ex-member", "ex-guest", "neighbour", "invitation holder", "operator"}
)
# Whoever comes by a personal link has their room, and no pages of their own.
SIGNED_IN = (INSIDE | OUTSIDE) - BY_LINK
ALL = SIGNED_IN | BY_LINK | {"nobody"}
NOT_GUESTS = SIDES | {"facilitator"}
IN_KICKOFF = NOT_GUESTS | BY_LINK | {"guest contributes"}
# Who may say something: all but those who only read.
TALKERS = SIDES | BY_LINK | {"facilitator", "guest contributes"}
NONE: frozenset[str] = frozenset()
# Whoever gets up from the table still belongs to the organisation they sat for.
OF_LUMEN = frozenset({"lumen admin", "lumen member", "ex-member"})

# ------------------------------------------------------------------------------------ which rooms

LUMEN = frozenset({"lumen admin", "lumen member"})
KAVERI = frozenset({"kaveri admin", "kaveri member"})
WHO_ENTERS = {
    "shared": INSIDE,
    "lumen": LUMEN,
    "kaveri": KAVERI,
    "both": SIDES,
    "theirs": KAVERI,
}
KIND = {"shared": "shared", "lumen": "side", "kaveri": "side", "both": "subset", "theirs": "subset"}
EVERY_ROOM = frozenset({"shared", "side", "subset"})
SHARED = frozenset({"shared"})
SIDE = frozenset({"side"})
BETWEEN = frozenset({"shared", "subset"})


class Whose(StrEnum):
    """Of those who may: whose side it is for. Things in a room are Lumen's where Lumen is in it."""

    ANY = "any"
    MAKER = "the side that made it"
    OTHER = "the side it was made for"
    ASKER = "Lumen, who asked the one who has not come"
    SENDER = "the one person who sends it, an admin of the side that made it"


class Answer(StrEnum):
    """What somebody gets."""

    DOOR = "sent to come in first"
    NOTHING = "the same as for what is not there"
    REFUSED = "an explained no"
    NO_SUCH_WAY = "this address takes no such method"
    DONE = "what the address is for"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One address: what its view carries, what it takes, who may, in which rooms, for whose side."""

    door: str
    takes: frozenset[str]
    may: frozenset[str]
    rooms: frozenset[str]
    whose: Whose = Whose.ANY
    whose_reads: bool = False
    to_others: Answer = Answer.REFUSED
    without: Answer = Answer.REFUSED
    records: tuple[str, ...] = ()


def row(
    door: str,
    takes: str,
    may: Iterable[str],
    rooms: frozenset[str] = EVERY_ROOM,
    *,
    whose: Whose = Whose.ANY,
    whose_reads: bool = False,
    to_others: Answer = Answer.REFUSED,
    without: Answer = Answer.REFUSED,
    records: str = "",
) -> Row:
    """A row, written shortly; what takes GET takes HEAD."""
    methods = frozenset(takes.split()) | ({"HEAD"} if "GET" in takes else set())
    return Row(
        door=door,
        takes=methods,
        may=frozenset(may),
        rooms=rooms,
        whose=whose,
        whose_reads=whose_reads,
        to_others=to_others,
        without=without,
        records=tuple(records.split()),
    )


READ, POST, BOTH = "GET", "POST", "GET POST"
IN = "signed in"
MAKER, OTHER = Whose.MAKER, Whose.OTHER
GONE = Answer.NOTHING

# ------------------------------------------------------------------------------ inside a table

INSIDE_A_TABLE: dict[str, Row] = {
    "overview": row(May.PARTNERSHIP_READ, READ, INSIDE),
    # the record
    "record": row(May.RECORD_READ, READ, INSIDE),
    "record.entry": row(May.RECORD_READ, READ, INSIDE),
    "record.proof": row(May.RECORD_READ, READ, INSIDE),
    "record.checkpoint": row(May.RECORD_READ, READ, INSIDE),
    # people, invitations, rooms, leaving
    "people": row(May.PEOPLE_READ, READ, INSIDE),
    "people.sit_as": row(May.SEAT_CHOOSE, POST, INSIDE),
    "people.role": row(
        May.PARTNERSHIP_MANAGE, BOTH, ADMINS, whose=MAKER, whose_reads=True, records="seat:changed"
    ),
    "people.end": row(
        May.PARTNERSHIP_MANAGE, BOTH, ADMINS, whose=MAKER, whose_reads=True, records="seat:ended"
    ),
    "people.ask_again": row(May.PARTNERSHIP_INVITE, BOTH, ADMINS, whose=Whose.ASKER),
    "people.take_away": row(
        May.PARTNERSHIP_INVITE, BOTH, ADMINS, whose=Whose.ASKER, records="party:left"
    ),
    "people.invitations": row(May.PARTNERSHIP_INVITE, READ, ADMINS),
    "people.colleague": row(May.PARTNERSHIP_INVITE, BOTH, ADMINS),
    "people.guest": row(May.PARTNERSHIP_INVITE, BOTH, ADMINS),
    "people.guest_link": row(May.PARTNERSHIP_INVITE, BOTH, ADMINS),
    "people.take_link_back": row(May.PARTNERSHIP_INVITE, POST, ADMINS, whose=MAKER, to_others=GONE),
    "people.renew": row(May.PARTNERSHIP_INVITE, POST, ADMINS, whose=MAKER, to_others=GONE),
    "people.cancel": row(May.PARTNERSHIP_INVITE, POST, ADMINS, whose=MAKER, to_others=GONE),
    "people.rooms": row(May.PEOPLE_READ, READ, INSIDE),
    "people.room": row(May.ROOM_OPEN, BOTH, SIDES, records="room:opened"),
    "people.leaving": row(May.PARTNERSHIP_LEAVE, READ, INSIDE),
    "people.leaving.me": row(May.PARTNERSHIP_LEAVE, POST, INSIDE, records="seat:ended"),
    "people.leaving.party": row(
        May.PARTNERSHIP_MANAGE, POST, ADMINS, records="party:left seat:ended"
    ),
    # what needs consent
    "people.consent": row(May.CONSENT_READ, READ, NOT_GUESTS),
    "people.consent.new": row(
        May.CONSENT_PROPOSE, BOTH, ADMINS, SHARED, records="motion:proposed motion:answered"
    ),
    "people.consent.one": row(May.CONSENT_READ, READ, NOT_GUESTS, BETWEEN),
    "people.consent.answer": row(
        May.CONSENT_GIVE, POST, ADMINS, BETWEEN, records="motion:answered"
    ),
    "people.consent.take_back": row(
        May.CONSENT_PROPOSE, POST, ADMINS, BETWEEN, whose=MAKER, records="motion:settled"
    ),
    # agreements
    "agreements": row(May.AGREEMENT_READ, READ, INSIDE),
    "agreements.new": row(May.AGREEMENT_DRAFT, BOTH, SIDES, records="agreement:drafted"),
    "agreements.one": row(May.AGREEMENT_READ, READ, INSIDE),
    "agreements.revise": row(May.AGREEMENT_DRAFT, BOTH, SIDES, records="agreement:revised"),
    "agreements.sign": row(May.AGREEMENT_SIGN, POST, ADMINS, records="agreement:signed"),
    "agreements.withdraw": row(
        May.AGREEMENT_DRAFT, POST, SIDES, whose=MAKER, records="agreement:withdrawn"
    ),
    "agreements.changes": row(May.AGREEMENT_READ, READ, SIDES, without=GONE),
    # the working agreement: Lumen wrote it, nobody has signed it, and there can be only one
    "charter": row(May.AGREEMENT_READ, READ, INSIDE, SHARED),
    "charter.one": row(May.AGREEMENT_READ, READ, SIDES, SHARED, without=GONE),
    "charter.new": row(May.AGREEMENT_DRAFT, BOTH, SIDES, SHARED),
    "charter.revise": row(May.AGREEMENT_DRAFT, BOTH, SIDES, SHARED, records="agreement:revised"),
    "charter.sign": row(May.AGREEMENT_SIGN, POST, ADMINS, SHARED, records="agreement:signed"),
    "charter.withdraw": row(
        May.AGREEMENT_DRAFT, POST, SIDES, SHARED, whose=MAKER, records="agreement:withdrawn"
    ),
    "charter.versions": row(May.AGREEMENT_READ, READ, SIDES, SHARED, without=GONE),
    # goals
    "goals": row(May.AGREEMENT_READ, READ, INSIDE),
    "goals.one": row(May.AGREEMENT_READ, READ, INSIDE),
    "goals.new": row(May.AGREEMENT_DRAFT, BOTH, SIDES, records="agreement:drafted"),
    "goals.change": row(May.AGREEMENT_DRAFT, BOTH, SIDES, records="agreement:revised"),
    "goals.sign": row(May.AGREEMENT_SIGN, POST, ADMINS, records="agreement:signed"),
    "goals.withdraw": row(
        May.AGREEMENT_DRAFT, POST, SIDES, whose=MAKER, records="agreement:withdrawn"
    ),
    "goals.share": row(
        May.AGREEMENT_DRAFT,
        BOTH,
        SIDES,
        SIDE,
        records="agreement:drafted item:shared item:shared-out",
    ),
    "goals.changes": row(May.AGREEMENT_READ, READ, SIDES, without=GONE),
    "goals.measure": row(May.AGREEMENT_READ, READ, INSIDE),
    "goals.reading": row(May.GOAL_TELL, BOTH, SIDES, records="goal:measured"),
    "goals.reading.take-back": row(May.GOAL_TELL, BOTH, SIDES, records="goal:reading-taken-back"),
    "goals.import": row(May.GOAL_TELL, BOTH, SIDES, records="goal:readings-imported"),
    "goals.obstacle": row(May.GOAL_TELL, BOTH, SIDES, records="goal:obstacle-met"),
    "goals.close": row(May.GOAL_TELL, BOTH, SIDES, records="goal:obstacle-closed"),
    "goals.check": row(May.AGREEMENT_READ, READ, INSIDE),
    "goals.check.new": row(
        May.GOAL_TELL, BOTH, SIDES, records="goal:check-proposed goal:check-assented"
    ),
    "goals.check.agree": row(
        May.GOAL_TELL,
        POST,
        SIDES,
        BETWEEN,
        whose=OTHER,
        records="goal:check-assented",
    ),
    "goals.check.take-back": row(
        May.GOAL_TELL, POST, SIDES, BETWEEN, whose=MAKER, records="goal:check-withdrawn"
    ),
    "goals.check.result": row(May.GOAL_TELL, BOTH, SIDES, records="goal:check-recorded"),
    "goals.check.confirm": row(
        May.GOAL_TELL, POST, SIDES, BETWEEN, whose=OTHER, records="goal:check-confirmed"
    ),
    "goals.check.differ": row(
        May.GOAL_TELL, BOTH, SIDES, BETWEEN, whose=OTHER, records="goal:check-doubted"
    ),
    "goals.results": row(May.AGREEMENT_READ, READ, INSIDE, SHARED),
    "goals.results.new": row(May.AGREEMENT_DRAFT, POST, SIDES, SHARED, records="agreement:drafted"),
    "goals.results.approve": row(
        May.AGREEMENT_SIGN, POST, ADMINS, SHARED, records="agreement:signed"
    ),
    "goals.results.stop": row(
        May.STATEMENT_WITHDRAW, BOTH, ADMINS, SHARED, records="goal:results-withdrawn"
    ),
    # statements: all speak together at the shared table, or nobody
    "statements": row(May.AGREEMENT_READ, READ, INSIDE, SHARED),
    "statements.new": row(May.AGREEMENT_DRAFT, BOTH, SIDES, SHARED, records="agreement:drafted"),
    "statements.one": row(May.AGREEMENT_READ, READ, INSIDE, SHARED),
    "statements.revise": row(
        May.AGREEMENT_DRAFT, BOTH, SIDES, SHARED, records="agreement:revised statement:withdrawn"
    ),
    "statements.approve": row(May.AGREEMENT_SIGN, POST, ADMINS, SHARED, records="agreement:signed"),
    "statements.take_back": row(
        May.AGREEMENT_DRAFT, POST, SIDES, SHARED, whose=MAKER, records="agreement:withdrawn"
    ),
    "statements.withdraw": row(
        May.STATEMENT_WITHDRAW, BOTH, ADMINS, SHARED, records="statement:withdrawn"
    ),
    "statements.take": row(May.STATEMENT_TAKE, POST, INSIDE, SHARED),
    "statements.changes": row(May.AGREEMENT_READ, READ, SIDES, SHARED, without=GONE),
    # strengths and needs: the need is Lumen's, the strength beside it Kaveri's, the risk looked after by Lumen
    "complement": row(May.COMPLEMENT_READ, READ, NOT_GUESTS, SHARED),
    "complement.cover": row(
        May.COMPLEMENT_ANSWER, POST, SIDES, SHARED, whose=OTHER, records="cover:confirmed"
    ),
    "complement.set_aside": row(
        May.COMPLEMENT_ANSWER, POST, SIDES, SHARED, records="cover:set-aside"
    ),
    "complement.reopen": row(May.COMPLEMENT_ANSWER, POST, SIDES, SHARED, records="cover:reopened"),
    "complement.risk": row(May.COMPLEMENT_ANSWER, BOTH, SIDES, SHARED, records="risk:owned"),
    "complement.let_go": row(
        May.COMPLEMENT_ANSWER, POST, SIDES, SHARED, whose=MAKER, records="risk:reopened"
    ),
    # kickoffs stand where organisations meet
    "kickoff": row(May.KICKOFF_READ, READ, IN_KICKOFF, BETWEEN),
    "kickoff.new": row(May.KICKOFF_RUN, BOTH, NOT_GUESTS, BETWEEN),
    "kickoff.one": row(May.KICKOFF_READ, READ, IN_KICKOFF, BETWEEN),
    "kickoff.write": row(May.KICKOFF_WRITE, POST, IN_KICKOFF, BETWEEN),
    "kickoff.take_back": row(May.KICKOFF_WRITE, POST, IN_KICKOFF, BETWEEN),
    "kickoff.ready": row(May.KICKOFF_READY, POST, SIDES, BETWEEN),
    "kickoff.open": row(May.KICKOFF_RUN, POST, NOT_GUESTS, BETWEEN),
    "kickoff.add": row(May.KICKOFF_WRITE, POST, IN_KICKOFF, BETWEEN, records="kickoff:line-added"),
    "kickoff.close": row(May.KICKOFF_RUN, POST, NOT_GUESTS, BETWEEN, records="kickoff:closed"),
    "kickoff.line": row(May.KICKOFF_RUN, BOTH, NOT_GUESTS, BETWEEN, records="kickoff:line-ended"),
    "kickoff.join": row(May.KICKOFF_RUN, POST, NOT_GUESTS, BETWEEN, records="kickoff:line-joined"),
    # decisions: an organisation's voice is spoken by its admins; among themselves people vote
    "decisions": row(May.DECISION_READ, READ, INSIDE),
    "decisions.put": row(May.DECISION_RAISE, POST, SIDES, records="decision:proposed"),
    "decisions.new": row(May.DECISION_RAISE, BOTH, SIDES, records="decision:proposed"),
    "decisions.one": row(May.DECISION_READ, READ, INSIDE),
    "decisions.vote": row(May.DECISION_VOTE, POST, SIDES, records="decision:voted"),
    "decisions.revise": row(
        May.DECISION_RAISE, BOTH, SIDES, whose=MAKER, whose_reads=True, records="decision:revised"
    ),
    "decisions.withdraw": row(
        May.DECISION_RAISE, POST, SIDES, whose=MAKER, records="decision:withdrawn"
    ),
    "decisions.proxy": row(May.DECISION_VOTE, POST, SIDES, records="decision:proxy-given"),
    # what each side expects before a launch
    "launch": row(May.LAUNCH_READ, READ, NOT_GUESTS, BETWEEN),
    "launch.answer": row(May.LAUNCH_DECIDE, POST, ADMINS, BETWEEN, records="launch:answered"),
    "launch.own": row(May.LAUNCH_ANSWER, POST, SIDES, BETWEEN),
    "launch.open": row(May.LAUNCH_DECIDE, POST, ADMINS, BETWEEN),
    "launch.read": row(May.LAUNCH_DECIDE, BOTH, ADMINS, BETWEEN),
    "launch.wording": row(May.LAUNCH_DECIDE, BOTH, ADMINS, BETWEEN),
    "launch.accept": row(May.LAUNCH_DECIDE, POST, ADMINS, BETWEEN),
    "launch.go_on": row(May.LAUNCH_DECIDE, BOTH, ADMINS, BETWEEN),
    "launch.launch": row(May.LAUNCH_DECIDE, POST, ADMINS, BETWEEN),
    # promises
    "commitments": row(May.COMMITMENT_READ, READ, INSIDE),
    "commitments.board": row(May.COMMITMENT_READ, READ, INSIDE),
    "commitments.finished": row(May.COMMITMENT_READ, READ, INSIDE),
    "commitments.promise": row(May.COMMITMENT_MAKE, POST, SIDES, records="commitment:proposed"),
    "commitments.reading": row(May.COMMITMENT_MAKE, READ, SIDES),
    "commitments.new": row(May.COMMITMENT_MAKE, BOTH, SIDES, records="commitment:proposed"),
    "commitments.import": row(May.COMMITMENT_IMPORT, BOTH, ADMINS, SHARED),
    "commitments.import.preview": row(
        May.COMMITMENT_IMPORT,
        BOTH,
        ADMINS,
        SHARED,
        whose=MAKER,
        whose_reads=True,
        to_others=GONE,
        records="commitment:imported",
    ),
    "commitments.import.wrong": row(
        May.COMMITMENT_IMPORT, READ, ADMINS, SHARED, whose=MAKER, whose_reads=True, to_others=GONE
    ),
    "commitments.one": row(May.COMMITMENT_READ, READ, INSIDE),
    "commitments.body": row(May.COMMITMENT_READ, READ, INSIDE),
    "commitments.say": row(May.TALK_WRITE, POST, TALKERS, records="topic:begun post:written"),
    "commitments.share": row(
        May.COMMITMENT_SHARE,
        BOTH,
        SIDES,
        SIDE,
        records="commitment:proposed item:shared item:shared-out",
    ),
    "commitments.widen": row(
        May.CONSENT_PROPOSE,
        BOTH,
        ADMINS,
        frozenset({"subset"}),
        records="motion:proposed motion:answered",
    ),
    "commitments.accept": row(
        May.COMMITMENT_ANSWER, BOTH, SIDES, BETWEEN, whose=OTHER, records="commitment:accepted"
    ),
    "commitments.decline": row(
        May.COMMITMENT_ANSWER, BOTH, SIDES, BETWEEN, whose=OTHER, records="commitment:declined"
    ),
    "commitments.deliver": row(
        May.COMMITMENT_DELIVER, BOTH, SIDES, BETWEEN, whose=MAKER, records="commitment:delivered"
    ),
    "commitments.confirm": row(
        May.COMMITMENT_ANSWER, BOTH, SIDES, BETWEEN, whose=OTHER, records="commitment:confirmed"
    ),
    "commitments.send-back": row(
        May.COMMITMENT_ANSWER, BOTH, SIDES, BETWEEN, whose=OTHER, records="commitment:disputed"
    ),
    "commitments.withdraw": row(
        May.COMMITMENT_MAKE, BOTH, SIDES, BETWEEN, whose=MAKER, records="commitment:withdrawn"
    ),
    "commitments.ask-move": row(
        May.COMMITMENT_MAKE, BOTH, SIDES, BETWEEN, records="commitment:move-asked"
    ),
    "commitments.agree-move": row(
        May.COMMITMENT_ANSWER, BOTH, SIDES, BETWEEN, whose=OTHER, records="commitment:moved"
    ),
    "commitments.keep-date": row(
        May.COMMITMENT_ANSWER, BOTH, SIDES, BETWEEN, whose=OTHER, records="commitment:date-kept"
    ),
    "commitments.suggest-date": row(
        May.COMMITMENT_ANSWER,
        BOTH,
        SIDES,
        BETWEEN,
        whose=OTHER,
        records="commitment:move-suggested",
    ),
    # talk; what only an author or an asker may do, the page explains (409) to everybody else
    "talk": row(May.TALK_READ, READ, INSIDE),
    "talk.questions": row(May.TALK_READ, READ, INSIDE),
    "talk.post_line": row(May.TALK_WRITE, POST, TALKERS, records="topic:begun post:written"),
    "talk.ask_line": row(
        May.TALK_WRITE, POST, TALKERS, BETWEEN, records="topic:begun question:asked"
    ),
    "talk.new": row(May.TALK_WRITE, BOTH, TALKERS, records="topic:begun post:written"),
    "talk.preview": row(May.TALK_WRITE, POST, TALKERS),
    "talk.draft": row(May.TALK_WRITE, POST, TALKERS),
    "talk.aside": row(May.TALK_WRITE, BOTH, TALKERS, SIDE, records="topic:begun post:written"),
    "talk.post": row(May.TALK_READ, READ, INSIDE),
    "talk.edit": row(May.TALK_WRITE, BOTH, TALKERS, records="post:edited"),
    "talk.take_back": row(May.TALK_WRITE, BOTH, TALKERS, records="post:taken-back"),
    "talk.answer": row(May.TALK_WRITE, POST, TALKERS, records="question:answered"),
    "talk.reopen": row(May.TALK_WRITE, POST, TALKERS),
    "talk.share": row(
        May.TALK_SHARE,
        BOTH,
        SIDES,
        SIDE,
        records="topic:begun post:written item:shared item:shared-out",
    ),
    "talk.translate": row(May.TALK_FOLLOW, POST, INSIDE),
    "talk.translation": row(May.TALK_READ, READ, INSIDE),
    "talk.meaning": row(May.TALK_WRITE, BOTH, TALKERS, records="meaning:asked"),
    "talk.confirm": row(May.TALK_WRITE, POST, TALKERS, records="meaning:confirmed"),
    "talk.correct": row(May.TALK_WRITE, BOTH, TALKERS, records="meaning:corrected"),
    "talk.one": row(May.TALK_READ, READ, INSIDE),
    "talk.since": row(May.TALK_READ, READ, INSIDE),
    "talk.reply": row(May.TALK_WRITE, POST, TALKERS, records="post:written"),
    "talk.unnamed": row(May.TALK_WRITE, BOTH, TALKERS, records="post:written"),
    # Where no mail comes in, the page says so.
    "talk.by_mail": row(May.TALK_WRITE, POST, TALKERS),
    "talk.one.by_mail": row(May.TALK_WRITE, POST, TALKERS),
    "talk.read": row(May.TALK_FOLLOW, POST, INSIDE),
    "talk.follow": row(May.TALK_FOLLOW, POST, INSIDE),
    "talk.react": row(May.TALK_WRITE, POST, TALKERS, records="post:reacted"),
    # the library; what belongs to another side the page explains (409)
    "talk.library": row(May.RESOURCE_READ, READ, INSIDE),
    "talk.library.add": row(May.RESOURCE_ADD, POST, TALKERS, records="resource:added"),
    "talk.library.uploads": row(May.RESOURCE_ADD, POST, TALKERS),
    "talk.library.upload": row(
        May.RESOURCE_ADD,
        "GET PATCH DELETE",
        TALKERS,
        whose=Whose.SENDER,
        whose_reads=True,
        to_others=GONE,
    ),
    "talk.library.one": row(May.RESOURCE_READ, READ, INSIDE),
    "talk.library.version": row(May.RESOURCE_ADD, POST, TALKERS, records="resource:version"),
    "talk.library.withdraw": row(May.RESOURCE_ADD, BOTH, TALKERS, records="resource:withdrawn"),
    "talk.library.file": row(May.RESOURCE_READ, READ, INSIDE),
    "talk.library.preview": row(May.RESOURCE_READ, READ, INSIDE),
    # check-ins, load and pauses
    "checkins": row(May.CHECKIN_READ, READ, NOT_GUESTS, SHARED),
    "checkins.one": row(May.CHECKIN_READ, READ, NOT_GUESTS, SHARED),
    "checkins.write": row(May.CHECKIN_WRITE, BOTH, SIDES, SHARED, records="checkin:given"),
    "checkins.skip": row(May.CHECKIN_WRITE, BOTH, SIDES, SHARED, records="checkin:skipped"),
    "checkins.answer": row(
        May.CHECKIN_WRITE, BOTH, SIDES, SHARED, whose=OTHER, records="checkin:answered"
    ),
    "checkins.load": row(May.LOAD_SIGNAL, BOTH, SIDES, SHARED | SIDE, records="load:signalled"),
    "checkins.lift": row(
        May.LOAD_SIGNAL, POST, SIDES, SHARED | SIDE, whose=MAKER, records="load:lifted"
    ),
    "checkins.forget": row(May.LOAD_SIGNAL, POST, SIDES, SHARED | SIDE),
    "checkins.pause-new": row(May.PAUSE_PROPOSE, BOTH, SIDES, SHARED, records="pause:proposed"),
    "checkins.pause": row(May.CHECKIN_READ, READ, NOT_GUESTS, SHARED),
    "checkins.pause-agree": row(
        May.PAUSE_ANSWER, POST, SIDES, SHARED, whose=OTHER, records="pause:supported"
    ),
    "checkins.pause-decline": row(
        May.PAUSE_ANSWER, POST, SIDES, SHARED, whose=OTHER, records="pause:declined"
    ),
    "checkins.pause-withdraw": row(
        May.PAUSE_PROPOSE, POST, SIDES, SHARED, whose=MAKER, records="pause:withdrawn"
    ),
    "checkins.pause-end": row(May.PAUSE_PROPOSE, POST, SIDES, SHARED, records="pause:end-asked"),
    "checkins.pause-end-agree": row(
        May.PAUSE_ANSWER, POST, SIDES, SHARED, whose=OTHER, records="pause:supported"
    ),
    "checkins.pause-end-keep": row(May.PAUSE_ANSWER, POST, SIDES, SHARED, records="pause:end-kept"),
    # slips: each side of itself; the other side answers, and only it confirms a repair
    "slips": row(May.SLIP_READ, READ, NOT_GUESTS, BETWEEN),
    "slips.new": row(May.SLIP_OWN, BOTH, SIDES, BETWEEN, records="slip:owned"),
    "slips.one": row(May.SLIP_READ, READ, NOT_GUESTS, BETWEEN),
    "slips.acknowledge": row(
        May.SLIP_ANSWER, POST, SIDES, BETWEEN, whose=OTHER, records="slip:acknowledged"
    ),
    "slips.answer": row(
        May.SLIP_ANSWER, POST, SIDES, BETWEEN, whose=OTHER, records="slip:answered"
    ),
    "slips.add": row(May.SLIP_OWN, POST, SIDES, BETWEEN, whose=MAKER, records="slip:added"),
    "slips.repaired": row(
        May.SLIP_OWN, POST, SIDES, BETWEEN, whose=MAKER, records="slip:repair-said"
    ),
    "slips.confirm": row(
        May.SLIP_ANSWER, POST, SIDES, BETWEEN, whose=OTHER, records="slip:repaired"
    ),
    "slips.take-back": row(
        May.SLIP_OWN, POST, SIDES, BETWEEN, whose=MAKER, records="slip:withdrawn"
    ),
    # who is affected and not heard: anybody who stays names them, each side says why it goes on
    "voices": row(May.VOICES_READ, READ, NOT_GUESTS, BETWEEN),
    "voices.goal": row(May.VOICES_READ, READ, NOT_GUESTS, BETWEEN),
    "voices.group": row(May.VOICES_READ, READ, NOT_GUESTS, BETWEEN),
    "voices.name": row(May.VOICES_NAME, POST, NOT_GUESTS, BETWEEN, records="voices:group-named"),
    "voices.take-back": row(
        May.VOICES_NAME, POST, SIDES, BETWEEN, whose=MAKER, records="voices:group-taken-back"
    ),
    "voices.speaks": row(May.VOICES_TELL, POST, SIDES, BETWEEN, records="voices:spoken-for"),
    "voices.no-longer": row(
        May.VOICES_TELL, POST, SIDES, BETWEEN, records="voices:no-longer-spoken-for"
    ),
    "voices.spoken-with": row(May.VOICES_TELL, POST, SIDES, BETWEEN, records="voices:consulted"),
    "voices.acknowledge": row(
        May.VOICES_ACKNOWLEDGE, POST, ADMINS, BETWEEN, records="voices:gap-acknowledged"
    ),
    "voices.nobody": row(
        May.VOICES_ACKNOWLEDGE, POST, ADMINS, BETWEEN, records="voices:nobody-else"
    ),
    # balances of groups, and what one states for them alone
    "balance": row(May.BALANCE_READ, READ, NOT_GUESTS, SHARED),
    "balance.state": row(May.BALANCE_STATE, POST, SIDES, SHARED),
    # adjustments: either of two sides proposes, the other answers, both say whether it helped
    "adjustments": row(May.ADJUSTMENT_READ, READ, NOT_GUESTS, SHARED),
    "adjustments.propose": row(
        May.ADJUSTMENT_PROPOSE, BOTH, SIDES, SHARED, records="adjustment:proposed"
    ),
    "adjustments.one": row(May.ADJUSTMENT_READ, READ, NOT_GUESTS, SHARED),
    "adjustments.change": row(
        May.ADJUSTMENT_PROPOSE, BOTH, SIDES, SHARED, records="adjustment:changed"
    ),
    "adjustments.agree": row(
        May.ADJUSTMENT_ANSWER, POST, SIDES, SHARED, whose=OTHER, records="adjustment:agreed"
    ),
    "adjustments.decline": row(
        May.ADJUSTMENT_ANSWER, POST, SIDES, SHARED, whose=OTHER, records="adjustment:declined"
    ),
    "adjustments.take-back": row(
        May.ADJUSTMENT_PROPOSE, POST, SIDES, SHARED, whose=MAKER, records="adjustment:withdrawn"
    ),
    "adjustments.look": row(
        May.ADJUSTMENT_ANSWER, POST, SIDES, SHARED, records="adjustment:rechecked"
    ),
    # what is uneven, in one's own side room; drafts there are for admins
    "imbalance": row(May.OUTREACH_READ, READ, SIDES, SIDE),
    "imbalance.one": row(May.OUTREACH_READ, READ, SIDES, SIDE),
    "imbalance.say": row(
        May.IMBALANCE_ANSWER, BOTH, SIDES, SIDE, records="topic:begun post:written imbalance:said"
    ),
    "imbalance.not-now": row(
        May.IMBALANCE_ANSWER, POST, SIDES, SIDE, records="imbalance:set-aside"
    ),
    "imbalance.offered": row(
        May.OUTREACH_OFFERED, BOTH, ADMINS, SIDE, records="room:opened outreach:asked"
    ),
    "imbalance.leave": row(May.OUTREACH_OFFERED, POST, ADMINS, SIDE),
    # private questions stand in rooms of a few, which the matrix has none of: the noun's own tests ask there
    "outreach": row(May.OUTREACH_READ, READ, SIDES, SHARED),
    "outreach.new": row(
        May.OUTREACH_ASK, BOTH, SIDES, SHARED, records="room:opened outreach:asked"
    ),
    **{
        f"outreach.{way}": row(door, takes, SIDES, NONE)
        for door, takes, ways in (
            (May.OUTREACH_READ, READ, ("one",)),
            (May.OUTREACH_ASK, BOTH, ("dates", "pause")),
            (May.OUTREACH_ASK, POST, ("say", "end", "agree", "decline", "take-back")),
        )
        for way in ways
    },
    # trust reads what everybody at the table sees, and nothing else
    "trust": row(May.TRUST_READ, READ, NOT_GUESTS, SHARED),
    "trust.say": row(May.TRUST_SAY, BOTH, SIDES, SHARED, records="trust:experience-said"),
    "trust.forecasts": row(May.TRUST_READ, READ, NOT_GUESTS, SHARED),
    "trust.party": row(May.TRUST_READ, READ, NOT_GUESTS, SHARED),
    "trust.pair": row(May.TRUST_READ, READ, NOT_GUESTS, SHARED),
    "trust.pair-pdf": row(May.TRUST_READ, READ, NOT_GUESTS, SHARED),
    "trust.reviews": row(May.TRUST_READ, READ, NOT_GUESTS, SHARED),
    "trust.review": row(May.TRUST_READ, READ, NOT_GUESTS, SHARED),
    "trust.review-pdf": row(May.TRUST_READ, READ, NOT_GUESTS, SHARED),
    "trust.direction": row(May.TRUST_READ, READ, NOT_GUESTS, SHARED),
    "trust.dimension": row(May.TRUST_READ, READ, NOT_GUESTS, SHARED),
    "trust.evidence": row(May.TRUST_READ, READ, NOT_GUESTS, SHARED),
    "trust.contest": row(
        May.TRUST_CONTEST, POST, SIDES, SHARED, whose=MAKER, records="trust:evidence-contested"
    ),
    "trust.settle": row(May.TRUST_CONTEST, POST, SIDES, SHARED, records="trust:evidence-settled"),
}

# ----------------------------------------------------------------------------- outside any table

EVERYBODY_MAY_KNOW = "open: says who runs the server, which everybody may know"
MADE_UP = "open: shows components with made-up content"
LIVE_ALONE = (
    "open: asked by our own live process, which alone knows the key; everybody else gets 404"
)
DOOR, STEP = "open: the door itself", "open: a step of coming in"
LINK = "open: whoever holds the link may read what it invites to"
PERSONAL = "open: whoever holds the personal link is the guest it names"
APPROVED = "open: every side has approved that everybody reads this"
TOLD = "open: whoever holds the link says whether to be told"
EXAMPLE = "open: shows mail of the example only, where everybody may sit down as anyone"

OUTSIDE_ANY_TABLE: dict[str, Row] = {
    # A guest by link is led to their room.
    "waiting": row(IN, READ, SIGNED_IN | BY_LINK),
    "server": row(EVERYBODY_MAY_KNOW, READ, ALL),
    "design": row(MADE_UP, READ, ALL),
    "internal.live-access": row(LIVE_ALONE, READ, NONE),
    "internal.fragment": row(LIVE_ALONE, READ, NONE),
    # coming in and going
    "account_request_login_code": row(DOOR, BOTH, ALL),
    "account_login": row(DOOR, BOTH, ALL),
    "come-in.again": row(DOOR, POST, ALL),
    "account_confirm_login_code": row(STEP, BOTH, ALL),
    "come-in.password": row(STEP, BOTH, ALL),
    "mfa_login_webauthn": row(STEP, BOTH, ALL),
    "mfa_authenticate": row(STEP, BOTH, ALL),
    "account_signup": row(STEP, BOTH, ALL),
    "account_email_verification_sent": row(STEP, BOTH, ALL),
    "account_reset_password": row(STEP, BOTH, ALL),
    "account_confirm_password_reset_code": row(STEP, BOTH, ALL),
    "account_complete_password_reset": row(STEP, BOTH, ALL),
    "account_password_reset_completed": row(STEP, READ, ALL),
    "account_inactive": row("open: says that a sign-in is switched off", READ, ALL),
    "come-in.beside": row(
        "open: on an example server anybody may begin something of their own", BOTH, ALL
    ),
    "come-in.language": row("open: the language of the pages is everybody's own", POST, ALL),
    "account_logout": row("open: going out is open to everybody", BOTH, ALL),
    "start": row(
        "open: only the terminal shows the link, and it works until somebody is here", BOTH, NONE
    ),
    "let-in": row(
        "open: only the operator's terminal shows the link, and it works once", BOTH, NONE
    ),
    "example.sit": row(
        "open: an example server lets everybody sit down as one of its people", POST, NONE
    ),
    "example.enter": row("open: the links an example server prints", READ, NONE),
    # a person's own pages
    "prove.code": row(IN, BOTH, SIGNED_IN),
    "account_reauthenticate": row(IN, BOTH, SIGNED_IN),
    "mfa_reauthenticate": row(IN, BOTH, SIGNED_IN),
    "mfa_reauthenticate_webauthn": row(IN, BOTH, SIGNED_IN),
    "you": row(IN, BOTH, SIGNED_IN),
    "account_email": row(IN, BOTH, SIGNED_IN),
    "account_change_password": row(IN, BOTH, SIGNED_IN),
    "account_set_password": row(IN, BOTH, SIGNED_IN),
    "mfa_index": row(IN, READ, SIGNED_IN),
    "mfa_activate_totp": row(IN, BOTH, SIGNED_IN),
    "mfa_deactivate_totp": row(IN, BOTH, {"lumen admin"}),
    "mfa_view_recovery_codes": row(IN, READ, {"lumen admin"}),
    "mfa_generate_recovery_codes": row(IN, BOTH, SIGNED_IN),
    "mfa_download_recovery_codes": row(IN, READ, {"lumen admin"}),
    "mfa_list_webauthn": row(IN, READ, SIGNED_IN),
    "mfa_add_webauthn": row(IN, BOTH, SIGNED_IN),
    "mfa_remove_webauthn": row(IN, BOTH, {"lumen admin"}),
    "mfa_edit_webauthn": row(IN, BOTH, {"lumen admin"}),
    "you.sessions": row(IN, READ, SIGNED_IN),
    "you.sessions.end-others": row(IN, POST, SIGNED_IN),
    "you.sessions.end": row(IN, POST, {"lumen admin"}),
    "inbox": row(IN, BOTH, SIGNED_IN),
    "letters": row(IN, BOTH, SIGNED_IN),
    # Off until the operator switches it on, and then nothing stands there.
    "letters.device": row(IN, POST, NONE),
    "letters.device.stop": row(IN, POST, NONE),
    "notifier": row(
        "open: the script that shows notifications holds nothing of anybody", READ, NONE
    ),
    "letters.less": row(
        "open: whoever holds the signed link may stop the mail that it came with", BOTH, NONE
    ),
    "mail.in": row(
        "open: a mail service hands messages over, and shows the secret of the setting",
        "HEAD POST",
        NONE,
    ),
    "letters.read": row(
        "open: whoever holds the signed link may read the letter that it came with, and nothing more",
        READ,
        NONE,
    ),
    "search": row(IN, READ, SIGNED_IN),
    "outbox": row(EXAMPLE, READ, NONE),
    "outbox.letter": row(EXAMPLE, READ, NONE),
    # tables, invitations and organisations
    "partnership.new": row(
        IN,
        BOTH,
        SIGNED_IN,
        records="partnership:proposed party:accepted seat:taken party:invited",
    ),
    "invitation": row(LINK, BOTH, ALL, records="seat:taken"),
    "invitation.sign_up": row(LINK, POST, ALL),
    "invitation.decline": row(LINK, BOTH, ALL),
    "guest": row(PERSONAL, BOTH, ALL, records="seat:taken"),
    "organisation": row(IN, READ, OF_LUMEN),
    "organisation.calendar": row(IN, BOTH, {"lumen admin"}),
    "organisation.leave": row(IN, POST, OF_LUMEN, records="seat:ended"),
    "organisation.deciding": row(IN, POST, {"lumen admin"}),
    "organisation.let_go": row(IN, POST, {"lumen admin"}, records="seat:ended"),
    "public.table": row(APPROVED, READ, ALL),
    "public.kept": row(APPROVED, READ, ALL),
    "public.kept.file": row(APPROVED, READ, ALL),
    "public.statement": row(APPROVED, READ, ALL),
    "public.version": row(APPROVED, READ, ALL),
    "public.text": row(APPROVED, READ, ALL),
    "public.digest": row(APPROVED, READ, ALL),
    "public.check": row(APPROVED, BOTH, ALL),
    "public.told": row(APPROVED, BOTH, ALL),
    "public.answer": row(TOLD, BOTH, NONE),
    "strengths.new": row(IN, BOTH, OF_LUMEN),
    "strengths.edit": row(IN, BOTH, OF_LUMEN),
    "strengths.remove": row(IN, POST, OF_LUMEN),
}

TABLE = INSIDE_A_TABLE | OUTSIDE_ANY_TABLE


def at_the_door(name: str, who: str, method: str, *, room: str = "") -> Answer:
    """What this row promises before anybody looks at the thing itself."""
    one = TABLE[name]
    if who == "nobody" and not one.door.startswith("open"):
        return Answer.DOOR
    if room and who not in WHO_ENTERS[room]:
        return Answer.NOTHING
    if who not in one.may:
        return one.without if room else Answer.NOTHING
    if room and KIND[room] not in one.rooms:
        return Answer.NOTHING
    return Answer.DONE if method in one.takes else Answer.NO_SUCH_WAY


def expected(name: str, who: str, method: str, *, room: str = "") -> Answer:
    """What this row promises to this role, in this room, for this method."""
    said, one = at_the_door(name, who, method, room=room), TABLE[name]
    asks_side = method == "POST" or one.whose_reads
    if said is Answer.DONE and room and asks_side and not is_theirs(one.whose, who, room):
        return one.to_others
    return said


def is_theirs(whose: Whose, who: str, room: str) -> bool:
    """Whether the thing of this room is for the side this role sits for."""
    maker = LUMEN if room in {"shared", "lumen", "both"} else KAVERI
    if whose is Whose.ANY:
        return True
    if whose is Whose.ASKER:
        return who in LUMEN
    if whose is Whose.SENDER:
        return who in maker & ADMINS
    return who in maker if whose is Whose.MAKER else who not in maker
