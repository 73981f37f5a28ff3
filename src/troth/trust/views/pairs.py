"""Pairs of organisations as the pages of trust show them: both directions, in words and as the clasp."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from markupsafe import Markup

import troth
from troth.commitments.files_day import FilesDay, day_words, files_day, some_words
from troth.partnerships.addresses import here
from troth.partnerships.models import Party, Seat
from troth.partnerships.present import seated
from troth.trust.clasp import drawing, table, telling
from troth.trust.clasp.mini import mini
from troth.trust.clasp.seen import Clasp, Seen, SeenHand, clasp
from troth.trust.queries.hands import hands
from troth.trust.queries.readings import Direction, readings_of
from troth.trust.rules.hands import Hand

Couple = tuple[Party, Party]
Reached = tuple[Hand, Direction]
PAIRS_SHOWN = 10  # each is two readings of all promises when nothing is kept yet


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of all pairs of a reader: those of a page, where it begins, and how many there are in all."""

    couples: Sequence[Couple]
    first: int
    of_all: int

    @property
    def last(self) -> int:
        """How many pairs have been shown when this part ends."""
        return self.first + len(self.couples)

    @property
    def more_url(self) -> str:
        """Where the next ones stand; nothing where there are none."""
        return f"?pairs={self.last}" if self.last < self.of_all else ""

    @property
    def is_all(self) -> bool:
        """Whether no pair is left out."""
        return len(self.couples) == self.of_all

    @property
    def is_only_one(self) -> bool:
        """Whether the reader has one pair alone, which needs no name."""
        return self.of_all == 1


@dataclass(frozen=True, kw_only=True)
class Way:
    """One direction: its hand, the promises behind it, and of which day it speaks."""

    towards: Party
    about: Party
    hand: SeenHand
    found: Direction
    as_of: str

    @property
    def answer(self) -> str:
        """The first sentence alone."""
        return telling.answer(self.hand)

    @property
    def sentences(self) -> str:
        """Answer first, then what is weakest or missing."""
        return " ".join(telling.sentences(self.hand))


class Pair:
    """Two organisations; `near` is what the reader's own can count on."""

    def __init__(self, request: HttpRequest, *, shown: Clasp, near: Way, far: Way) -> None:
        self.request, self.clasp = request, shown
        self.near, self.far = near, far

    @property
    def ways(self) -> tuple[Way, Way]:
        """Near, then far."""
        return self.near, self.far

    @property
    def url(self) -> str:
        """Where the pair has its page."""
        towards, about = self.near.towards, self.near.about
        return here(self.request, "trust.pair", towards=towards.id, about=about.id)

    @property
    def full(self) -> Markup:
        """The picture for wide screens, every finger a link to its reasons."""
        return drawing.full(self.clasp, link=self.link)

    @property
    def small(self) -> Markup:
        """The picture for narrow screens."""
        return drawing.small(self.clasp, link=self.link)

    def plain(self, *, ident: str) -> Markup:
        """The picture for wide screens and paper, leading nowhere: the reasons are those of today."""
        return drawing.full(self.clasp, ident=ident)

    def plain_small(self, *, ident: str) -> Markup:
        """The same for narrow screens."""
        return drawing.small(self.clasp, ident=ident)

    @property
    def sign(self) -> Markup:
        """The small sign for lists; nothing where there is no reading."""
        return mini(self.clasp)

    @property
    def large_sign(self) -> Markup:
        """The same, as the overview has it."""
        return mini(self.clasp, size="overview")

    @property
    def rule(self) -> str:
        """By which version of the rule this was worked out."""
        return troth.__version__

    @cached_property
    def rows(self) -> Sequence[table.Row]:
        """The picture as a table."""
        return table.rows(self.clasp)

    def link(self, seen: Seen) -> str:
        """Where the reasons of a finger stand."""
        return reasons_url(self.request, seen)


def reasons_url(request: HttpRequest, seen: Seen) -> str:
    """The page of one finger; reliability has had the same address from the first."""
    return here(
        request,
        "trust.dimension",
        towards=seen.towards.id,
        about=seen.about.id,
        dimension=seen.dimension.value,
    )


def couples(request: HttpRequest) -> list[Couple]:
    """The reader's own organisation with each other one, by name; for somebody neutral all of them."""
    parties, own = seated(request), vars(request)["seat"].party_id
    if any(party.id == own for party in parties):
        return [(parties[0], other) for other in parties[1:]]
    return [(one, other) for number, one in enumerate(parties) for other in parties[number + 1 :]]


def asked(request: HttpRequest, name: str) -> int:
    """Where a list begins, as the address says; from its first line otherwise."""
    said = request.GET.get(name, "")
    return int(said) if said.isdecimal() and len(said) < 8 else 0


def part(request: HttpRequest, *, most: int) -> Part:
    """So many couples from where the address says; behind the last one it begins anew."""
    every, first = couples(request), asked(request, "pairs")
    first = first if first < len(every) else 0
    return Part(couples=every[first : first + most], first=first, of_all=len(every))


def pairs(request: HttpRequest, wanted: Sequence[Couple]) -> list[Pair]:
    """Pairs with both directions; one lookup for all of them."""
    ways = [way for one, other in wanted for way in ((one, other), (other, one))]
    readings = readings_of(request)
    found = readings.directions([(about.id, towards.id) for towards, about in ways])
    reached = hands(readings, ways, viewer=vars(request)["seat"])
    near = list(zip(reached[::2], found[::2], strict=True))
    far = list(zip(reached[1::2], found[1::2], strict=True))
    day = files_day(vars(request)["room"].id)
    return [
        pair(request, couple, both=both, day=day)
        for couple, *both in zip(wanted, near, far, strict=True)
    ]


def pair(
    request: HttpRequest, couple: Couple, *, both: Sequence[Reached], day: FilesDay | None
) -> Pair:
    """One pair, as far as this reader may see it."""
    seat: Seat = vars(request)["seat"]
    shown = clasp(both[0][0], both[1][0], reader=seat.party_id or "")
    near, far = (
        Way(
            towards=towards,
            about=about,
            hand=hand,
            found=direction,
            as_of=direction_words(direction, day),
        )
        for (towards, about), hand, (_hand, direction) in zip(
            (couple, couple[::-1]), shown.hands, both, strict=True
        )
    )
    return Pair(request, shown=shown, near=near, far=far)


def direction_words(found: Direction, day: FilesDay | None) -> str:
    """Of which day a direction speaks that rests on files; nothing where none says its day."""
    if day is None:
        return ""
    if found.is_past:
        return day_words(day.day)
    partly = found.reliability.tally.imported and not day.alone
    return some_words(day.day) if partly else ""
