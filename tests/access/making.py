"""One thing of each kind in a room, by the real actions; what a side room cannot have is left out."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

from django.utils import timezone

from troth.adjustments import actions as adjusting
from troth.adjustments.rules.proposing import Way
from troth.agreements import actions as agreed
from troth.agreements.models import Agreement
from troth.charter.actions import draft_charter
from troth.charter.rules.answers import Answers
from troth.commitments import actions as promised
from troth.commitments.actions.importing import Source, begin
from troth.commitments.actions.promising import Promise
from troth.commitments.incoming import read_all
from troth.commitments.models import Commitment
from troth.commitments.rules.states import Act
from troth.decisions import actions as asked
from troth.discussions.actions import writing as said
from troth.discussions.actions.meaning import ask_meaning
from troth.foundation.facts.decisions import Method
from troth.foundation.facts.kickoff import Group
from troth.foundation.facts.trust import Dimension
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web import clock
from troth.goals.actions import draft_goal, log_obstacle, read_measure
from troth.goals.models import Goal, Reading
from troth.goals.rules.plan import MeasureTerms
from troth.inclusion.actions.hearing import speaks_for
from troth.inclusion.actions.naming import Named, name_groups
from troth.kickoff import actions as sessions
from troth.outreach.models import Offered, Signal
from troth.partnerships.models import Room, Seat
from troth.partnerships.rules.terms import Limits
from troth.partnerships.testing import party_of
from troth.resources.actions.adding import Content, add
from troth.resources.actions.files import keep
from troth.resources.actions.looks import settle
from troth.resources.actions.sending import Announced
from troth.resources.actions.sending import begin as announce
from troth.slips import actions as owned

WORDS = "Said inside {room}"
ABSENT = "01J00000000000000000000000"
FILE = b"""event_id,party,counterparty,promised_at,due_at,kept_at
1,Depot,Lumen Sensors,2026-01-05,2026-01-20,2026-01-19
2,Depot,Lumen Sensors,2026-01-06,2026-01-21,
"""


def owned_slips(room: Room, *, by: Seat, to: Seat) -> dict[str, str]:
    """A slip that nobody has answered, and one whose repair waits to be confirmed; none in a side room."""
    if room.kind == "side":
        return {}
    words = WORDS.format(room=room.id)
    draft = owned.Draft(what=words, effect=words, repair=words, next=words, towards=party_of(to))
    slips = {name: owned.own(draft, room=room, by=by) for name in ("owned", "said")}
    owned.say_repaired(slips["said"], by=by)
    return {name: slip.id for name, slip in slips.items()}


def missing_voices(room: Room, signed: str, *, by: Seat) -> dict[str, str]:
    """A group that nobody speaks for, and one that somebody does; none in a side room."""
    if room.kind == "side":
        return {}
    goal = Goal.objects.select_related("room").get(pk=signed)
    called = {"missing": WORDS.format(room=room.id), "spoken": f"{WORDS} 2".format(room=room.id)}
    made = name_groups(goal, [Named(name=words) for words in called.values()], by=by)
    speaks_for(made[1], by, by=by)
    return dict(zip(called, (one.id for one in made), strict=True))


def agreed_on(room: Room, *, by: Seat, to: Seat) -> dict[str, str]:
    """An adjustment that waits for the other side's yes, and one that holds; only at the shared table."""
    if room.kind != "shared":
        return {}
    words = adjusting.Words(
        title=WORDS.format(room=room.id),
        change=WORDS.format(room=room.id),
        keeper=Ulid(party_of(to).id),
        recheck_on=(timezone.now() + timedelta(days=60)).date(),
    )
    found = {}
    for name, dimension in (("proposed", Dimension.OPENNESS), ("agreed", Dimension.TRUTH)):
        sides = Ulid(party_of(to).id), Ulid(party_of(by).id)
        way = Way(about=sides[0], towards=sides[1], dimension=dimension)
        found[name] = adjusting.propose(adjusting.Draft(way=way, words=words), room=room, by=by)
    adjusting.agree(found["agreed"], by=to, seen=1)
    return {name: one.id for name, one in found.items()}


def uneven_things(room: Room, *, by: Seat, to: Seat) -> dict[str, str]:
    """What a side was shown about itself, and a draft that its admins were offered; in side rooms alone."""
    if room.kind != "side":
        return {}
    now = timezone.now()
    counted = {"kind": "response", "did": 5, "of": 16, "others_did": 13, "others_of": 14}
    days = {"since": now - timedelta(days=60), "at": now, "until": now + timedelta(days=7)}
    own = Signal.objects.create(room=room, party=party_of(by), **counted, **days)
    theirs = Signal.objects.create(
        room=Room.objects.get(party=party_of(to), kind="side"),
        party=party_of(to),
        state="offered",
        **counted,
        **days,
    )
    draft = Offered.objects.create(
        room=room, signal=theirs, party=party_of(by), about=party_of(to), kind="response", at=now
    )
    return {"signal": own.id, "draft": draft.id}


def talk(room: Room, *, by: Seat, to: Seat) -> dict[str, str]:
    """A topic with a question in it, a reply, and a paraphrase that waits for its author."""
    words = WORDS.format(room=room.id)
    post = said.begin(f"Topic in {room.id}", said.Words(text=words), room=room, by=by)
    asked = party_of(to) if room.kind != "side" else None
    question = said.write(
        post.topic, said.Words(text=words, asks=True, asked=asked), room=room, by=by
    )
    reply = said.write(post.topic, said.Words(text=words, answers=question), room=room, by=to)
    meaning = ask_meaning(post, words=words, by=to)
    return {
        "topic": post.topic_id,
        "post": post.id,
        "asked": question.id,
        "reply": reply.id,
        "meaning": meaning.id,
    }


def library(room: Room, *, by: Seat) -> dict[str, str]:
    """A file, a picture that was drawn, and a file on its way."""
    words = WORDS.format(room=room.id).encode()
    content = Content(stored=keep([words]), name="readings.csv")
    photo = Content(stored=keep([b"\x89PNG\r\n\x1a\n", words]), name="mast.png")
    coming = Announced(name="film.mp4", size=9)
    picture = add(f"Picture in {room.id}", photo, room=room, by=by)
    settle(picture.versions.get(), b"there 1 1\nRIFF    WEBP" + words)
    return {
        "picture": picture.id,
        "resource": add(f"File in {room.id}", content, room=room, by=by).id,
        "upload": announce(coming, room=room, by=by).id,
    }


def promise(act: Act | None, *, room: Room, by: Seat, to: Seat) -> Commitment:
    """A promise that has come as far as this act needs it."""
    said = Promise(
        deliverable=WORDS.format(room=room.id),
        due=timezone.now() + timedelta(days=9),
        zone="UTC",
        receiver=party_of(to),
        holder=by.person,
    )
    one = promised.propose(said, room=room, by=by)
    if act in {None, Act.ACCEPT, Act.DECLINE, Act.WITHDRAW}:
        return one
    promised.accept(one, by=to)
    if act in {Act.CONFIRM, Act.SEND_BACK}:
        return promised.deliver(one, by=by)
    if act in {Act.AGREE_MOVE, Act.KEEP_DATE, Act.SUGGEST_DATE}:
        later = one.due + timedelta(days=2)
        return promised.ask_move(one, due=later, reason="Customs.", by=by)
    return one


def text(room: Room, *, by: Seat) -> str:
    """A text that nobody has signed."""
    made = agreed.draft(
        title=f"Text in {room.id}", text=WORDS.format(room=room.id), room=room, by=by
    )
    return str(made.id)


def signed_text(room: Room, *, by: Seat, seats: tuple[Seat, ...]) -> str:
    """A text that every party of the room has signed."""
    return all_sign(text(room, by=by), room, by=by, seats=seats)


def all_sign(key: str, room: Room, *, by: Seat, seats: tuple[Seat, ...]) -> str:
    """Every party of the room signs the first version."""
    parties = {"shared": {seat.party_id for seat in seats}, "side": {by.party_id}}
    inside = parties.get(room.kind) or set(room.parties.values_list("pk", flat=True))
    for seat in seats:
        if seat.party_id in inside:
            one = Agreement.objects.select_related("room").get(pk=key)
            agreed.sign(one, version=1, by=seat)
    return key


def goal(room: Room, *, by: Seat) -> str:
    """A goal with a launch day and a measure that nobody has signed."""
    made = draft_goal(
        title=f"Goal in {room.id}",
        words=WORDS.format(room=room.id),
        launch_on=timezone.now().date() + timedelta(days=30),
        measures=(MeasureTerms(name="Units", target=Decimal(20)),),
        room=room,
        by=by,
    )
    return str(made.id)


def signed_goal(room: Room, *, by: Seat, seats: tuple[Seat, ...]) -> str:
    """A goal that every party of the room has signed."""
    return all_sign(goal(room, by=by), room, by=by, seats=seats)


def kickoff(room: Room, *, by: Seat) -> tuple[str, tuple[str, str]]:
    """An open kickoff that invited guests, with two lines; nobody holds one in a side room."""
    if room.kind == "side":
        return ABSENT, (ABSENT, ABSENT)
    soon = timezone.now() + timedelta(seconds=1)
    one = sessions.begin(
        title=WORDS.format(room=room.id), room=room, by=by, guests=True, opens_at=soon
    )
    words = [(Group.GOAL, f"{WORDS} {n}".format(room=room.id)) for n in (1, 2)]
    sessions.write(one, words, named=True, by=by)
    with clock.at(soon):
        sessions.open_together(one, by=None)
    first, second = one.lines.order_by("place").values_list("pk", flat=True)
    return str(one.pk), (str(first), str(second))


def question(room: Room, *, by: Seat, decided: bool = False) -> str:
    """Something on which everybody in the room has a voice of their own."""
    said = asked.Proposal(
        question=f"Question in {room.id}",
        words=WORDS.format(room=room.id),
        method=Method.PEOPLE,
        quorum=1,
        proxies=True,
    )
    one = asked.put(said, room=room, by=by)
    if decided:
        asked.close_due(one, now=one.until + timedelta(minutes=1))
    return str(one.id)


def charter(room: Room, *, by: Seat) -> str:
    """A working agreement that nobody has signed; it is for the whole table, so no other room has one."""
    if room.kind != "shared":
        return ""
    answers = Answers(limits=Limits(), words={})
    return str(draft_charter(answers, title="How we work", room=room, by=by).id)


def goal_things(key: str, *, by: Seat) -> tuple[Reading, str]:
    """A reading of the goal's measure, and an open obstacle; no address writes to the same day."""
    one = Goal.objects.get(pk=key)
    day = timezone.now().date() - timedelta(days=9)
    reading = read_measure(one.measures.get(), value=Decimal(3), day=day, by=by)
    return reading, str(log_obstacle(one, what=WORDS.format(room=one.room_id), by=by).id)


def batch(room: Room, *, by: Seat) -> str:
    """A file that was read and is not yet visible; only the shared room takes files."""
    if room.kind != "shared":
        return ""
    made = begin(Source(name="promises.csv", hash="0" * 64), room=room, by=by)
    read_all(BytesIO(FILE), made)
    return str(made.id)
