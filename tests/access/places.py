"""Where an address stands for one room of the world, and what its parts are there."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from tests.access.addresses import Address
from tests.access.policy import KIND, WHO_ENTERS, Answer, at_the_door, expected
from tests.access.world import Things, World

from troth.foundation.web.clock import now
from troth.trust.rules.quarters import Quarter

ABSENT = "01J00000000000000000000000"
Part = Callable[[World, Things], dict[str, object]]
ROOT = {"shared": "shared", "side": "side", "subset": "with"}


def pk(key: Callable[[Things], str]) -> Part:
    """One thing of the room, as `pk`."""
    return lambda world, things: {"pk": key(things)}


def key(find: Callable[[World, Things], str]) -> Part:
    """One thing of the room, as `key`."""
    return lambda world, things: {"key": find(world, things)}


def group(which: str) -> Part:
    """A group that the initiative of the room affects."""
    return lambda world, things: {"pk": things.goal, "key": things.voices.get(which, ABSENT)}


def promise_for(name: str) -> Part:
    """The promise that is ready for this act; in a side room all there is."""
    act = name.partition(".")[2]
    return lambda world, things: {"pk": things.promises.get(act, things.promises["one"])}


TALK_POST = pk(lambda things: things.post)
TALK_TOPIC = pk(lambda things: things.topic)

PARTS: dict[str, Part] = {
    "talk.draft": lambda world, things: {"place": things.topic},
    # What is talked about in a side room stands at the table all share.
    "talk.aside": lambda world, things: {"pk": world.things["shared"].topic},
    **dict.fromkeys(("talk.one", "talk.since", "talk.reply", "talk.unnamed"), TALK_TOPIC),
    **dict.fromkeys(("talk.read", "talk.follow", "talk.react"), TALK_TOPIC),
    "talk.one.by_mail": TALK_TOPIC,
    **dict.fromkeys(("talk.post", "talk.edit", "talk.take_back", "talk.share"), TALK_POST),
    **dict.fromkeys(("talk.translate", "talk.translation"), TALK_POST),
    **dict.fromkeys(("talk.answer", "talk.reopen"), pk(lambda things: things.asked)),
    "talk.meaning": pk(lambda things: things.reply),
    **dict.fromkeys(("talk.confirm", "talk.correct"), pk(lambda things: things.meaning)),
    "talk.library.upload": pk(lambda things: things.upload),
    "talk.library.preview": lambda world, things: {"pk": things.picture, "number": 1},
    "talk.library.file": lambda world, things: {"pk": things.resource, "number": 1},
    **dict.fromkeys(
        ("talk.library.one", "talk.library.version", "talk.library.withdraw"),
        pk(lambda things: things.resource),
    ),
    "record.entry": lambda world, things: {"idx": things.entry},
    "record.proof": lambda world, things: {"idx": things.entry},
    "people.role": key(lambda world, things: things.seat),
    "people.end": key(lambda world, things: things.seat),
    "people.ask_again": key(lambda world, things: world.place.id),
    "people.take_away": key(lambda world, things: world.place.id),
    "people.take_link_back": key(lambda world, things: things.link),
    "people.renew": key(lambda world, things: things.invitation),
    "people.cancel": key(lambda world, things: things.invitation),
    "people.consent.new": lambda world, things: {"act": "close"},
    "people.consent.one": key(lambda world, things: things.motion or ABSENT),
    "people.consent.answer": key(lambda world, things: things.motion or ABSENT),
    "people.consent.take_back": key(lambda world, things: things.motion or ABSENT),
    "agreements.one": pk(lambda things: things.agreement),
    "agreements.changes": lambda world, things: {"pk": things.agreement, "number": 1},
    "agreements.revise": pk(lambda things: things.draft),
    "agreements.sign": pk(lambda things: things.draft),
    "agreements.withdraw": pk(lambda things: things.draft),
    "charter.one": pk(lambda things: things.charter or ABSENT),
    "charter.versions": lambda world, things: {"number": 1},
    "goals.one": pk(lambda things: things.goal),
    **{
        f"statements.{act}": lambda world, things: {"pk": world.said["used"]}
        for act in ("one", "revise", "withdraw", "take")
    },
    **{
        f"statements.{act}": lambda world, things: {"pk": world.said["draft"]}
        for act in ("approve", "take_back")
    },
    "statements.changes": lambda world, things: {"pk": world.said["used"], "number": 1},
    "complement.risk": lambda world, things: {"pk": world.beside["risk"]["need"]},
    "complement.let_go": lambda world, things: {"pk": world.beside["owned"]["need"]},
    "kickoff.line": lambda world, things: {"pk": things.kickoff, "key": things.lines[1]},
    "kickoff.join": lambda world, things: {"pk": things.kickoff, "key": things.lines[1]},
    "decisions.one": pk(lambda things: things.decided),
    "decisions.vote": pk(lambda things: things.question),
    "decisions.revise": pk(lambda things: things.question),
    "decisions.withdraw": pk(lambda things: things.unvoted),
    "decisions.proxy": pk(lambda things: things.unvoted),
    "goals.changes": lambda world, things: {"pk": things.goal, "number": 1},
    "goals.change": pk(lambda things: things.goal_draft),
    "goals.sign": pk(lambda things: things.goal_draft),
    "goals.withdraw": pk(lambda things: things.goal_draft),
    "goals.share": pk(lambda things: things.goal),
    "goals.obstacle": pk(lambda things: things.goal),
    "goals.close": pk(lambda things: things.obstacle),
    "goals.measure": pk(lambda things: things.measure),
    "goals.reading": pk(lambda things: things.measure),
    "goals.import": pk(lambda things: things.measure),
    "goals.reading.take-back": pk(lambda things: things.reading),
    "goals.check.new": pk(lambda things: things.goal),
    "goals.check": pk(lambda things: things.checks["agreed"]),
    "goals.check.result": pk(lambda things: things.checks["agreed"]),
    "goals.check.agree": pk(lambda things: things.checks["proposed"]),
    "goals.check.take-back": pk(lambda things: things.checks["proposed"]),
    "goals.check.confirm": pk(lambda things: things.checks["found"]),
    "goals.check.differ": pk(lambda things: things.checks["found"]),
    "goals.results.new": pk(lambda things: things.goal),
    "goals.results": pk(lambda things: things.checks.get("kept", ABSENT)),
    "goals.results.stop": pk(lambda things: things.checks.get("kept", ABSENT)),
    "goals.results.approve": pk(lambda things: things.checks.get("waits", ABSENT)),
    "checkins.one": pk(lambda things: things.checkins.get("round", ABSENT)),
    "checkins.write": pk(lambda things: things.checkins.get("round", ABSENT)),
    "checkins.skip": pk(lambda things: things.checkins.get("round", ABSENT)),
    "checkins.answer": pk(lambda things: things.checkins.get("wish", ABSENT)),
    "checkins.lift": pk(lambda things: things.checkins.get("load", ABSENT)),
    "checkins.pause": pk(lambda things: things.checkins.get("pause", ABSENT)),
    "checkins.pause-agree": pk(lambda things: things.checkins.get("pause", ABSENT)),
    "checkins.pause-decline": pk(lambda things: things.checkins.get("pause", ABSENT)),
    "checkins.pause-withdraw": pk(lambda things: things.checkins.get("pause", ABSENT)),
    "checkins.pause-end": pk(lambda things: things.checkins.get("agreed", ABSENT)),
    "checkins.pause-end-agree": pk(lambda things: things.checkins.get("ending", ABSENT)),
    "checkins.pause-end-keep": pk(lambda things: things.checkins.get("ending", ABSENT)),
    **{
        f"slips.{way}": pk(lambda things: things.slips.get("owned", ABSENT))
        for way in ("one", "acknowledge", "answer", "add", "repaired", "take-back")
    },
    **{
        f"adjustments.{way}": pk(lambda things: things.adjustments.get("proposed", ABSENT))
        for way in ("one", "change", "agree", "decline", "take-back")
    },
    "adjustments.look": pk(lambda things: things.adjustments.get("agreed", ABSENT)),
    "slips.confirm": pk(lambda things: things.slips.get("said", ABSENT)),
    "voices.goal": pk(lambda things: things.goal),
    "voices.name": pk(lambda things: things.goal),
    "voices.nobody": pk(lambda things: things.goal_draft),
    **{
        f"voices.{way}": group("missing")
        for way in ("group", "speaks", "spoken-with", "acknowledge", "take-back")
    },
    "voices.no-longer": group("spoken"),
    **{
        f"imbalance.{way}": pk(lambda things: things.uneven.get("signal", ABSENT))
        for way in ("one", "say", "not-now")
    },
    **{
        f"imbalance.{way}": pk(lambda things: things.uneven.get("draft", ABSENT))
        for way in ("offered", "leave")
    },
    **{
        f"outreach.{way}": pk(lambda things: ABSENT)
        for way in ("one", "say", "end", "dates", "pause", "agree", "decline", "take-back")
    },
    # Another one than the motion of the room is about.
    "commitments.widen": pk(lambda things: things.promises.get("accept", things.promises["one"])),
    "commitments.import.preview": pk(lambda things: things.batch or ABSENT),
    "commitments.import.wrong": pk(lambda things: things.batch or ABSENT),
    **{
        f"trust.{act}": lambda world, things: about_lumen(world, "counts")
        for act in ("evidence", "contest")
    },
    "trust.settle": lambda world, things: about_lumen(world, "contested"),
    "trust.party": lambda world, things: {"promiser": world.cast.lumen.id},
    **{
        name: lambda world, things: {"towards": world.cast.lumen.id, "about": world.cast.kaveri.id}
        for name in ("trust.pair", "trust.pair-pdf")
    },
    **{
        name: lambda world, things: {"quarter": Quarter.of(now()).name}
        for name in ("trust.review", "trust.review-pdf")
    },
    "trust.dimension": lambda world, things: {
        "towards": world.cast.lumen.id,
        "about": world.cast.kaveri.id,
        "dimension": "truth",
    },
    "trust.direction": lambda world, things: {
        "promiser": world.cast.lumen.id,
        "receiver": world.cast.kaveri.id,
    },
}


def about_lumen(world: World, which: str) -> dict[str, object]:
    """An entry that says something about Lumen."""
    return {"idx": world.evidence[which], "about": world.cast.lumen.id}


def parts_of(address: Address, world: World, things: Things) -> dict[str, object]:
    """What the address names, taken from the room."""
    asked = address.parts - {"slug", "room_id"}
    if not asked:
        return {}
    found = PARTS.get(address.name)
    if found is None and address.name.partition(".")[0] == "launch":
        return {name: things.goal if name == "pk" else "whom" for name in asked}
    if found is None and address.name.startswith("kickoff."):
        found = pk(lambda things: things.kickoff)
    if found is None and address.name.startswith("commitments."):
        found = promise_for(address.name)
    if found is None:
        raise LookupError(f"{address.name} names {sorted(asked)}, and the world has none")
    return found(world, things)


@dataclass(frozen=True)
class Spot:
    """One address in one room; `own` is false where a room is named by an id that opens nothing."""

    room: str
    url: str
    own: bool
    things: Things


def spots(address: Address, world: World) -> Iterator[Spot]:
    """The address in every room, by the root it stands under."""
    for room, things in world.things.items():
        own = ROOT[KIND[room]] == address.where
        if not own and address.where != "with":
            continue
        kwargs = {"slug": world.slug, "where": address.where, **parts_of(address, world, things)}
        if address.where == "with":
            kwargs["room_id"] = world.rooms[room].id
        yield Spot(room, reverse(address.name, kwargs=kwargs), own, things)


# Named by a number, or by what belongs to the whole table: from every side room the same.
EVERYWHERE = frozenset(
    {
        "record.entry",
        "record.proof",
        "people.ask_again",
        "people.take_away",
        "people.consent.new",
        "talk.aside",
        "trust.party",
        "trust.pair",
        "trust.pair-pdf",
        "trust.review",
        "trust.review-pdf",
        "trust.direction",
        "trust.dimension",
        "trust.evidence",
        "trust.contest",
        "trust.settle",
        "complement.risk",
        "complement.let_go",
        "statements.one",
        "statements.revise",
        "statements.approve",
        "statements.take_back",
        "statements.withdraw",
        "statements.take",
        "statements.changes",
    }
)


def own_side(who: str) -> str:
    """The side room a role has, if any."""
    return next((room for room in ("lumen", "kaveri") if who in WHO_ENTERS[room]), "")


def wanted_at(address: Address, spot: Spot, who: str, method: str) -> Answer | None:
    """What the policy wants at this spot; None where it is the address of another room."""
    if not spot.own:
        door = at_the_door(address.name, who, method)
        return door if door is Answer.DOOR else Answer.NOTHING
    own = own_side(who)
    if address.where != "side" or own in {"", spot.room}:
        return expected(address.name, who, method, room=spot.room)
    # `/side/` is their own side room, in which the things of the other one are not.
    names_nothing = address.name in EVERYWHERE or not address.parts - {"slug"}
    said = at_the_door(address.name, who, method, room=own)
    return None if names_nothing else Answer.NOTHING if said is Answer.DONE else said


def outside_parts(world: World) -> dict[str, dict[str, object]]:
    """What addresses outside any table name."""
    tor, token = world.cast.tor.person_id, world.cast.holder[1].token
    house: dict[str, object] = {"slug": "lumen"}
    return {
        "internal.fragment": {"room": ABSENT, "audience": "x", "name": "y"},
        "start": {"token": "guessed"},
        "let-in": {"token": "guessed"},
        "example.sit": {"person_id": tor},
        "example.enter": {"token": "guessed"},
        "mfa_remove_webauthn": {"pk": world.passkey},
        "mfa_edit_webauthn": {"pk": world.passkey},
        "you.sessions.end": {"session_id": world.session},
        "outbox.letter": {"pk": ABSENT},
        "letters.device.stop": {"pk": ABSENT},
        "letters.less": {"token": "guessed"},
        "letters.read": {"token": "guessed"},
        "mail.in": {"provider": "postmark"},
        "invitation": {"token": token},
        "invitation.sign_up": {"token": token},
        "guest": {"token": world.link},
        "invitation.decline": {"token": token},
        "organisation": house,
        "organisation.calendar": house,
        "organisation.leave": house,
        "organisation.deciding": house | {"key": tor},
        "organisation.let_go": house | {"key": tor},
        **{
            f"public.{name}": {"slug": world.slug, "pk": world.said["used"]}
            for name in ("statement", "check", "told")
        },
        **{
            f"public.{name}": {"slug": world.slug, "pk": world.said["used"], "number": 1}
            for name in ("version", "text", "digest")
        },
        "public.table": {"slug": world.slug},
        **{
            f"public.{name}": {"slug": world.slug, "pk": world.things["shared"].checks["kept"]}
            for name in ("kept", "kept.file")
        },
        "public.answer": {"token": "guessed"},
        "strengths.new": house,
        "strengths.edit": house | {"key": world.beside["risk"]["need"]},
        "strengths.remove": house | {"key": world.beside["risk"]["need"]},
    }


def who_opens(address: Address, world: World, readers: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Which of these may read the address, and where it stands in each room."""
    for spot in spots(address, world):
        may = [one for one in readers if wanted_at(address, spot, one, "GET") is Answer.DONE]
        yield from ((who, spot.url) for who in may)
