"""What missing voices and balances give to places that must not know them: blocks, what waits, a launch gate."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from markupsafe import Markup

from troth.foundation.access.permissions import Permission, granted
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.offers import Hold, Slot, Waiting
from troth.goals.models import Goal
from troth.inclusion.queries.voices import Board, board_of, boards_of, initiatives, unfinished
from troth.inclusion.words import hold_words, state_words
from troth.kickoff.queries.checks import is_initiative
from troth.kickoff.views.pages import BETWEEN
from troth.partnerships.addresses import address
from troth.partnerships.models import Room, Seat
from troth.partnerships.queries.door import rooms_of
from troth.partnerships.rules.rooms import RoomKind

SHOWN = 3


def readable(request: HttpRequest) -> bool:
    """Whether this seat reads of missing voices in this room."""
    found = vars(request)
    return found["room"].kind in BETWEEN and granted(found["seat"].kind, Permission.VOICES_READ)


def hub(request: HttpRequest, _about: object) -> Markup:
    """Beside the agreements: initiatives that are still to come; nothing where there are none."""
    if not readable(request):
        return Markup("")
    room, helps = vars(request)["room"], vars(request)["seat"].party_id is None
    goals = list(initiatives([room.id], agreed=helps).filter(launched_at=None)[:SHOWN])
    if not goals:
        return Markup("")
    boards = [(one, state_words(one.voices)) for one in boards_of(goals, room)]
    return html("inclusion/_hub.html", {"boards": boards}, request=request)


def beside_goal(request: HttpRequest, about: object) -> Markup:
    """On an initiative's page: how it stands with the voices it needs."""
    if not isinstance(about, Goal) or not readable(request) or not is_initiative(about):
        return Markup("")
    board = board_of(about)
    context = {"goal": about, "board": board, "state": state_words(board.voices)}
    return html("inclusion/_beside_goal.html", context, request=request)


def to_balance(request: HttpRequest, _about: object) -> Markup:
    """On the page of trust: the way to the balance of the last month."""
    found = vars(request)
    if found["room"].kind != RoomKind.SHARED or not granted(
        found["seat"].kind, Permission.BALANCE_READ
    ):
        return Markup("")
    return html("inclusion/_to_balance.html", {}, request=request)


def html(template: str, context: dict[str, object], *, request: HttpRequest) -> Markup:
    """A fragment; the template escapes."""
    return Markup(render_to_string(template, context, request=request))  # noqa: S704  # it escapes


SLOTS = (
    Slot(place="goal.launch", render=beside_goal),
    Slot(place="agreements.hub", render=hub),
    Slot(place="trust.foot", render=to_balance),
)


def gate(goal: Goal) -> Hold | None:
    """What holds a launch: nobody was named, or somebody is missing and not every side has said why it goes on."""
    board = board_of(goal)
    if not board.voices.is_held:
        return None
    missing = {one.id for one in board.voices.missing}
    names = [one.title for one in board.rows if Ulid(one.id) in missing]
    return Hold(
        sentence=hold_words(board.voices, names),
        act=_("Say who is affected") if not board.rows else _("Look at who is affected"),
        url_name="voices.goal",
        url_kwargs={"pk": str(goal.id)},
    )


def waiting(seats: Sequence[Seat], *, limit: int) -> Iterable[Waiting]:
    """Gaps that another organisation has said its part about, and one's own has not."""
    places = {
        Ulid(room.id): (seat, room)
        for seat in seats
        if answers_for_a_side(seat)
        for room in rooms_of(seat)
        if room.kind in BETWEEN
    }
    if not places:
        return
    goals: dict[Ulid, list[Goal]] = defaultdict(list)
    for goal in unfinished(places.keys(), limit):
        goals[Ulid(goal.room_id)].append(goal)
    for key, found in goals.items():
        seat, room = places[key]
        for board in boards_of(found, room):
            if board.voices.waits_for(Ulid(str(seat.party_id))):
                yield line(board, seat, room)


def answers_for_a_side(seat: Seat) -> bool:
    """Whether this seat says for its organisation that it goes on."""
    open_table = seat.party_id is not None and seat.partnership.phase == "open"
    return open_table and granted(seat.kind, Permission.VOICES_ACKNOWLEDGE)


def line(board: Board, seat: Seat, room: Room) -> Waiting:
    """One initiative as it waits for a side's word."""
    said = [one.at for row in board.rows for one in row.acknowledged.all()]
    said += [one.at for one in board.nobody]
    return Waiting(
        since=max(said),
        sentence=_(
            "Before “%(what)s” launches: say whether you go on without the voices that are missing."
        )
        % {"what": board.goal.title},
        why=_("Another organisation has said why it goes on. The launch waits for your word."),
        url=address("voices.goal", partnership=seat.partnership, room=room, pk=board.goal.id),
        act=_("Look at who is affected"),
        partnership=seat.partnership.name,
    )
