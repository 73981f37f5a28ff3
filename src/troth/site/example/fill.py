"""Filling a new example: each act by the real action, at the moment it would have happened."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from troth.adjustments.clock import due as adjustments_due
from troth.checkins.clock import due as checkins_due
from troth.commitments.clock import due as commitments_due
from troth.decisions.clock import due as decisions_due
from troth.foundation.web import clock
from troth.inclusion.clock import due as inclusion_due
from troth.notices.clock import Ahead
from troth.people.entry import example_path
from troth.people.models import Person
from troth.site.example.adjustments import adjustments
from troth.site.example.beta import beta_table
from troth.site.example.buoys import buoys_table
from troth.site.example.decisions import decisions
from troth.site.example.deliveries import deliveries_table
from troth.site.example.experiences import experiences
from troth.site.example.guests import guests
from troth.site.example.library import library
from troth.site.example.outreach import outreach
from troth.site.example.script import Script
from troth.site.example.slips import slips
from troth.site.example.statements import statements
from troth.site.example.strengths import strengths
from troth.site.example.talk import talk
from troth.statements.clock import due as statements_due

Say = Callable[[str], None]
# Acts of one morning come one after the other; nothing falls due between them.
BETWEEN_RINGS = timedelta(hours=3)


def fill(say: Say) -> None:
    """Fill an empty database: three tables, their people and promises, dated relative to today."""
    say("Filling the example: two companies building a sensor together …")
    now = clock.now()
    script = Script(now)
    table = beta_table(script)
    decisions(script, table)
    strengths(script, table)
    talk(script, table)
    guests(script, table)
    library(script, table)
    statements(script, table)
    slips(script, table)
    adjustments(script, table)
    outreach(script, table)
    experiences(script, table)
    play(script)
    say("Filling the example: four organisations at sea …")
    script = Script(now)
    buoys_table(script, table)
    play(script)
    say("Filling the example: real delivery promises from open data …")
    deliveries_table(table, now=now, say=say)


def play(script: Script) -> None:
    """Live through the script in order; the clocks ring on the way, as they would have."""
    rung = None
    for moment, act in script.in_order():
        with clock.at(moment):
            if rung is None or moment - rung > BETWEEN_RINGS:
                ring(moment)
                rung = moment
            act()
    commitments_due(script.now)
    decisions_due(script.now)
    checkins_due(script.now)
    inclusion_due(script.now)
    adjustments_due(script.now)


def ring(moment: datetime) -> None:
    """Do what is due by each clock that the example knows."""
    commitments_due(moment)
    decisions_due(moment)
    checkins_due(moment)
    adjustments_due(moment)
    statements_due(moment)
    Ahead().remind(moment)


def entrances(base_url: str) -> Iterator[tuple[str, str]]:
    """For the first two sides: whose window it is, and the link into it."""
    for email, host in (("ingrid@lumen.example", "lumen"), ("ravi@kaveri.example", "kaveri")):
        person = Person.objects.filter(email=email, is_example=True).first()
        if person is not None:
            yield (
                f"{person.name} of {host.capitalize()}",
                entrance(person, base_url=base_url, host=host),
            )


def entrance(person: Person, *, base_url: str, host: str) -> str:
    """A link that signs this person of the example in, on a host name of the side's own."""
    scheme, _, rest = base_url.partition("://")
    own = rest.replace("localhost", f"{host}.localhost", 1)
    return f"{scheme}://{own}{example_path(person)}"
