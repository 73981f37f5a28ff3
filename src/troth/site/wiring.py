"""Where everything that must not know each other is put together: gate, followers, clocks, offers."""

from django.conf import settings

from troth.adjustments import clock as adjustments_clock
from troth.adjustments import offers as adjustments
from troth.adjustments import owed as adjustments_owed
from troth.adjustments.finding import SEARCH as ADJUSTMENTS_SEARCH
from troth.adjustments.telling import TELLER as ADJUSTMENTS_TELLER
from troth.agreements import kinds
from troth.agreements import offers as agreements
from troth.agreements.finding import SEARCH as AGREEMENTS_SEARCH
from troth.charter import offers as charter
from troth.checkins import clock as checkins_clock
from troth.checkins import offers as checkins
from troth.checkins import owed as checkins_owed
from troth.checkins.actions import load
from troth.checkins.queries.pauses import resting_days
from troth.checkins.telling import TELLER as CHECKINS_TELLER
from troth.commitments import clock as commitments_clock
from troth.commitments import offers as commitments
from troth.commitments import owed as commitments_owed
from troth.commitments.actions import sharing
from troth.commitments.finding import SEARCH as COMMITMENTS_SEARCH
from troth.commitments.incoming import Reader
from troth.commitments.showing import KEPT_PROMISES
from troth.commitments.telling import TELLER as COMMITMENTS_TELLER
from troth.complement import offers as complement
from troth.decisions import clock as decisions_clock
from troth.decisions import offers as decisions
from troth.decisions import owed as decisions_owed
from troth.decisions.finding import SEARCH as DECISIONS_SEARCH
from troth.decisions.telling import TELLER as DECISIONS_TELLER
from troth.discussions import finding as discussions_finding
from troth.discussions import offers as discussions
from troth.discussions.actions import sharing as post_sharing
from troth.discussions.interpreter import Interpreter
from troth.discussions.telling import TELLER as DISCUSSIONS_TELLER
from troth.foundation.access import door
from troth.foundation.live import hints
from troth.foundation.web.offers import Offers, offered
from troth.goals import evidence
from troth.goals import offers as goals
from troth.goals import waiting as checks
from troth.inclusion import clock as inclusion_clock
from troth.inclusion import offers as inclusion
from troth.inclusion.actions import stating
from troth.inclusion.telling import TELLER as VOICES_TELLER
from troth.kickoff import before_launch
from troth.kickoff import clock as kickoff_clock
from troth.kickoff import offers as kickoff
from troth.kickoff import owed as kickoff_owed
from troth.ledger import actions as ledger
from troth.ledger import clock as ledger_clock
from troth.ledger.follower import TreeFollower
from troth.notices import clock as notices_clock
from troth.notices import offers as notices
from troth.notices.follower import InboxFollower
from troth.notices.queries.reminded import reminded
from troth.outreach import clock as outreach_clock
from troth.outreach import offers as outreach
from troth.outreach.telling import TELLER as OUTREACH_TELLER
from troth.pages.offers import OVERVIEW, RECORD
from troth.partnerships import clock as partnerships_clock
from troth.partnerships import offers as partnerships
from troth.partnerships.actions import holding, seating, widening
from troth.partnerships.gate import SeatGate
from troth.partnerships.queries import calendars
from troth.partnerships.telling import TELLER as PARTNERSHIPS_TELLER
from troth.people.clock import tidy_up
from troth.people.queries.cast import tell_cast
from troth.resources import clock as resources_clock
from troth.resources import offers as resources
from troth.resources.painter import Painter
from troth.resources.sentences import SEARCH as RESOURCES_SEARCH
from troth.resources.sentences import TELLER as RESOURCES_TELLER
from troth.search.follower import SearchFollower
from troth.site import rounds
from troth.site.example.cast import cast_tables
from troth.slips import offers as slips
from troth.slips import owed as slips_owed
from troth.slips.finding import SEARCH as SLIPS_SEARCH
from troth.slips.telling import TELLER as SLIPS_TELLER
from troth.statements import clock as statements_clock
from troth.statements import offers as statements
from troth.trust import clock as trust_clock
from troth.trust import offers as trust
from troth.trust.follower import EvidenceFollower
from troth.trust.telling import TELLER as TRUST_TELLER


def wire() -> None:
    """Called once, when all apps are loaded."""
    door.hang(SeatGate())
    hints.configure(settings.TROTH_RUN, redis_url=settings.REDIS_URL)
    ledger.guards[:] = [holding.still_here]
    seating.goes_along[:] = [load.forget_with, stating.forget_with]
    register()
    rounds.FOLLOWERS[:] = [TreeFollower(), InboxFollower(), SearchFollower(), EvidenceFollower()]
    rounds.CLOCKS[:] = [
        partnerships_clock.due,
        commitments_clock.due,
        kickoff_clock.due,
        decisions_clock.due,
        checkins_clock.due,
        adjustments_clock.due,
        outreach_clock.due,
        statements_clock.due,
        trust_clock.due,
        inclusion_clock.due,
        trust_clock.accounts_due,
        notices_clock.due,
        resources_clock.due,
        tidy_up,
        notices_clock.nudges_due,
    ]
    calendars.RESTS[:] = [resting_days]
    rounds.WORKERS[:] = [Reader().turn, Painter().turn, Interpreter().turn]
    rounds.LEDGER_CLOCK[:] = [ledger_clock.ring]
    fill(offered)
    tell_cast(cast_tables)


def register() -> None:
    """What is signed, what can be shown to more people, and what can show something."""
    for kind in (goals.KIND, goals.KEPT, charter.KIND, statements.USE):
        kinds.register(kind)
    widening.register(sharing.NOUN, sharing.WIDENER)
    widening.register(goals.KIND.name, goals.WIDENER)
    widening.register(post_sharing.NOUN, post_sharing.WIDENER)
    evidence.SOURCES[:] = [evidence.LIBRARY, KEPT_PROMISES]


def fill(offers: Offers) -> None:
    """Everything that nouns offer."""
    fill_places(offers)
    fill_home(offers)
    fill_sentences(offers)
    fill_standing(offers)


def fill_places(offers: Offers) -> None:
    """Sections, and what stands in the pages of others, in the order in which it is read."""
    offers.sections[:] = [
        OVERVIEW,
        agreements.SECTION,
        commitments.SECTION,
        discussions.SECTION,
        checkins.SECTION,
        slips.SECTION,
        trust.SECTION,
        RECORD,
        partnerships.PEOPLE,
    ]
    offers.slots[:] = [
        commitments.QUICK,
        commitments.UNDER,
        checkins.ASIDE,
        *charter.SLOTS,
        *goals.SLOTS,
        commitments.BOARD,
        *before_launch.SLOTS,
        kickoff.HUB,
        decisions.HUB,
        decisions.POST,
        *complement.SLOTS,
        *inclusion.SLOTS,
        *statements.SLOTS,
        *discussions.SLOTS,
        resources.HUB,
        checkins.BOARD,
        *slips.SLOTS,
        *adjustments.SLOTS,
        *notices.SLOTS,
        *outreach.SLOTS,
        *trust.SLOTS,
    ]
    offers.gates[:] = [goals.gate, inclusion.gate]
    offers.fragments[:] = [discussions.LATEST]


def fill_home(offers: Offers) -> None:
    """What waits for a person, and what they were reminded of."""
    offers.waiting[:] = [
        commitments.waiting,
        checkins.waiting,
        agreements.waiting,
        checks.waiting,
        complement.waiting,
        kickoff.waiting,
        decisions.waiting,
        slips.waiting,
        adjustments.waiting,
        outreach.waiting,
        discussions.waiting,
        before_launch.waiting,
        inclusion.waiting,
        partnerships.waiting,
    ]
    offers.reminders[:] = [reminded]
    offers.enclosed |= trust.ENCLOSED


def fill_sentences(offers: Offers) -> None:
    """How each noun puts its facts into words, and how its items are found."""
    offers.tellers[:] = [
        COMMITMENTS_TELLER,
        DISCUSSIONS_TELLER,
        RESOURCES_TELLER,
        CHECKINS_TELLER,
        agreements.TELLER,
        complement.TELLER,
        statements.TELLER,
        goals.TELLER,
        kickoff.TELLER,
        DECISIONS_TELLER,
        SLIPS_TELLER,
        ADJUSTMENTS_TELLER,
        OUTREACH_TELLER,
        before_launch.TELLER,
        VOICES_TELLER,
        TRUST_TELLER,
        PARTNERSHIPS_TELLER,
    ]
    offers.search[:] = [
        COMMITMENTS_SEARCH,
        AGREEMENTS_SEARCH,
        DECISIONS_SEARCH,
        SLIPS_SEARCH,
        ADJUSTMENTS_SEARCH,
        discussions_finding.TOPICS,
        discussions_finding.POSTS,
        RESOURCES_SEARCH,
    ]


def fill_standing(offers: Offers) -> None:
    """Whose word is next at a table, and what has its time."""
    offers.owed[:] = [
        commitments_owed.owed,
        checkins_owed.owed,
        discussions.owed,
        agreements.owed,
        checks.owed,
        decisions_owed.owed,
        slips_owed.owed,
        adjustments_owed.owed,
        kickoff_owed.owed,
    ]
    offers.moments[:] = [
        commitments_owed.ahead,
        decisions_owed.ahead,
        adjustments_owed.ahead,
        kickoff_owed.ahead,
    ]
