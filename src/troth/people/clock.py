"""What passing time does to accounts: sessions, counts of tries, access rows, what was kept for a while run out."""

from datetime import datetime

from troth.people.actions.access import forget_access_changes
from troth.people.actions.kept import forget_kept
from troth.people.actions.letting_in import forget_ways_in
from troth.people.actions.limits import forget_tallies
from troth.people.actions.sessions import forget_sessions


def tidy_up(now: datetime) -> None:
    """Drop what has run out; harmless to repeat."""
    forget_sessions()
    forget_tallies(before=now.timestamp())
    forget_access_changes(before=now.timestamp())
    forget_kept(before=now)
    forget_ways_in(before=now)
