"""Check-ins, a signal and pauses for the rooms of the world."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from troth.checkins.actions.ending import ask_end
from troth.checkins.actions.load import Signal
from troth.checkins.actions.load import signal as say_load
from troth.checkins.actions.opening import opened
from troth.checkins.actions.pausing import Wanted
from troth.checkins.actions.pausing import agree as agree_pause
from troth.checkins.actions.pausing import propose as propose_pause
from troth.checkins.actions.reporting import Draft, give
from troth.checkins.models import Report
from troth.checkins.queries.rhythms import seated
from troth.checkins.rules.load import About
from troth.checkins.rules.pauses import Days
from troth.checkins.rules.reports import Words
from troth.checkins.rules.series import Moment
from troth.partnerships.models import Room, Seat

if TYPE_CHECKING:
    from tests.access.world import World


def rounds_and_pauses(world: "World", room: Room, *, by: Seat, words: str) -> dict[str, str]:
    """A signal, and at the shared table two rounds (help was asked for in the first) and three pauses."""
    if room.kind not in {"shared", "side"}:
        return {}
    signal = Signal(about=About.US, until=from_today(9), words=words)
    found: dict[str, str] = {"load": say_load(signal, room=room, by=by).id}
    if room.kind == "side":
        return found
    moment = timezone.now() - timedelta(hours=1)
    early = Moment(day=from_today(-7), at=moment - timedelta(days=7), zone="UTC")
    late = Moment(day=from_today(0), at=moment, zone="UTC")
    tables = seated(room.partnership_id)
    first, last = (opened(one, room=room, parties=tables, answer_days=5) for one in (early, late))
    wish = Report.objects.select_related("checkin__room").get(checkin=first, party=by.party)
    give(wish, Draft(words=Words(wish=words), asks=True), by=by)
    found |= {"round": last.id, "wish": wish.id}
    for name, start in (("pause", 10), ("agreed", 30), ("ending", 50)):
        found[name] = pause(
            world, name, room=room, days=Days(from_today(start), from_today(start + 5)), words=words
        )
    return found


def pause(world: "World", name: str, *, room: Room, days: Days, words: str) -> str:
    """A pause that Lumen proposed, or that all agreed on, or whose earlier end Lumen asks for."""
    ingrid = world.cast.ingrid
    one = propose_pause(Wanted(days=days, commitments=[], reason=words), room=room, by=ingrid)
    if name == "pause":
        return one.id
    for seat in (world.cast.ravi, world.fiona):
        agree_pause(one, by=seat)
    if name == "ending":
        ask_end(one, end=days.first, by=ingrid)
    return one.id


def from_today(days: int) -> date:
    """A day counted from today."""
    return timezone.now().date() + timedelta(days=days)
