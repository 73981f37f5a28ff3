"""Checks that a goal can begin with, in our own words; each names the United Nations' goals it serves by number."""

from dataclasses import dataclass

from troth.foundation.facts.checks import Proof
from troth.goals.rules.words import gettext_noop as _


@dataclass(frozen=True, kw_only=True)
class Template:
    """One check to begin with: what is kept, how it is shown, and which goals it serves."""

    id: str
    aims: tuple[int, ...]
    proof: Proof
    what: str
    how: str


CATALOGUE: tuple[Template, ...] = (
    Template(
        id="energy",
        aims=(7, 13),
        proof=Proof.MEASURE,
        what=_("What we run for this runs on renewable electricity."),
        how=_("The bills of the period: kilowatt hours used, and how many of them were renewable."),
    ),
    Template(
        id="journeys",
        aims=(13,),
        proof=Proof.DOCUMENT,
        what=_("We meet on a screen first; whoever travels says what it was worth."),
        how=_("A list of all journeys with their reason and the emissions the carrier states."),
    ),
    Template(
        id="repair",
        aims=(9, 12),
        proof=Proof.DOCUMENT,
        what=_("What we build can be opened, repaired and used for at least eight years."),
        how=_("The repair guide and the list of spare parts with prices, open to every customer."),
    ),
    Template(
        id="take-back",
        aims=(12,),
        proof=Proof.MEASURE,
        what=_("What has served its time comes back to us, and nine parts of ten are used again."),
        how=_("Weighed when it comes back and when it leaves: used again, recycled, thrown away."),
    ),
    Template(
        id="packaging",
        aims=(12, 14),
        proof=Proof.MEASURE,
        what=_("Nothing we send is packed in plastic that is used once."),
        how=_(
            "Ten parcels opened at random, counted by the side that gets them, with photographs."
        ),
    ),
    Template(
        id="water",
        aims=(6,),
        proof=Proof.MEASURE,
        what=_("We use no more fresh water at a place than before we came."),
        how=_("Readings of the meter for the same months, before and after."),
    ),
    Template(
        id="places",
        aims=(14, 15),
        proof=Proof.DOCUMENT,
        what=_("Where we put something up, what lives there is not worse off."),
        how=_(
            "A walk with somebody who knows the place, before and a year after, written down by them."
        ),
    ),
    Template(
        id="wages",
        aims=(1, 8, 10),
        proof=Proof.DOCUMENT,
        what=_("Everybody who works on it, at suppliers too, can live on the pay."),
        how=_("Pay by kind of work beside a published living wage for the place, no person named."),
    ),
    Template(
        id="hours",
        aims=(3, 8),
        proof=Proof.MEASURE,
        what=_("Nobody sits in our meetings at night more than once a month."),
        how=_("Meetings of the period counted by each side’s own clock, no person named."),
    ),
    Template(
        id="origin",
        aims=(8, 12, 16),
        proof=Proof.DOCUMENT,
        what=_("We know where the main materials come from, and under what conditions."),
        how=_("For each main material: supplier, country, and what was asked and answered."),
    ),
    Template(
        id="access",
        aims=(10,),
        proof=Proof.DOCUMENT,
        what=_("People with disabilities can use what we make without asking for help."),
        how=_("A report of people who tried it with their own aids, and what was mended since."),
    ),
    Template(
        id="language",
        aims=(4, 10),
        proof=Proof.DOCUMENT,
        what=_("Those whom it is for read about it in their own language, in plain words."),
        how=_("The texts, and the name of the group that read them and said what was not clear."),
    ),
    Template(
        id="deciding",
        aims=(5, 16),
        proof=Proof.MEASURE,
        what=_("People of every gender decide about it, and so do those it affects."),
        how=_("Decisions of the period counted by who took part, as the groups state it."),
    ),
    Template(
        id="data",
        aims=(16,),
        proof=Proof.DOCUMENT,
        what=_("We keep nothing about people that the purpose does not need."),
        how=_("A list of what is kept, why, for how long, and who looked through it."),
    ),
    Template(
        id="open",
        aims=(4, 9, 17),
        proof=Proof.DOCUMENT,
        what=_("What we learn that helps others is published for everybody to use."),
        how=_("Links to what was published, with the licence that lets others use it."),
    ),
    Template(
        id="handed-on",
        aims=(11, 17),
        proof=Proof.DOCUMENT,
        what=_("Those whom it is for can run it themselves once we have gone."),
        how=_("A day on which they ran it alone, and what they wrote about it."),
    ),
)
BY_ID = {one.id: one for one in CATALOGUE}
