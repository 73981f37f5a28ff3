"""How each side says openly that it experiences the others, and itself."""

from collections.abc import Iterable
from hashlib import sha256

from django.db.models import F

from troth.partnerships.models import Party, Room
from troth.trust.models import Experience
from troth.trust.rules.hands import Dimension

# Seven organisations about each other and themselves, five dimensions each; and some that have left since.
MOST = 500


def experiences(room: Room) -> list[Experience]:
    """What stands in a room: the latest for each side, whom it is about and dimension; one statement."""
    rows = Experience.objects.in_rooms([room.id]).filter(withdrawn_at__isnull=True)
    return list(rows.select_related("saying_party", "about").order_by("at", "id")[:MOST])


def own_figures(room: Room, party: Party) -> dict[Dimension, float]:
    """What a party says of itself, from 0 to 10; shown beside the others' view and never mixed with it."""
    rows = Experience.objects.in_rooms([room.id]).filter(withdrawn_at__isnull=True)
    own = rows.filter(saying_party=party, about=party)
    return {
        Dimension(name): float(figure) for name, figure in own.values_list("dimension", "figure")
    }


def own_views(room: Room) -> dict[tuple[str, str], float]:
    """What every side says of itself, by side and dimension; one statement."""
    rows = Experience.objects.in_rooms([room.id]).filter(withdrawn_at__isnull=True)
    own = rows.filter(saying_party=F("about")).values_list("about_id", "dimension", "figure")
    return {(about, name): float(figure) for about, name, figure in own[:MOST]}


def said_by(room: Room, party: Party) -> dict[tuple[str, str], Experience]:
    """Everything a party has ever said here, by whom it is about and dimension; also what it withdrew."""
    rows = Experience.objects.in_rooms([room.id]).filter(saying_party=party)
    return {(one.about_id, one.dimension): one for one in rows[:MOST]}


def seen_of(rows: Iterable[Experience]) -> str:
    """How it stood when somebody looked; goes with the form."""
    stood = sorted(f"{one.pk}.{one.turn}" for one in rows)
    return sha256(" ".join(stood).encode()).hexdigest()[:16]
