"""The facts of the table itself as sentences for the record, the inbox and mail."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from troth.foundation.access.permissions import Permission
from troth.foundation.facts import partnerships as facts
from troth.foundation.facts.fact import Fact
from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.offers import Names, Teller, Told
from troth.partnerships.models import Motion, Seat
from troth.partnerships.models.consent import OUTCOMES
from troth.partnerships.models.seats import ROLES
from troth.partnerships.sentences import matter_words, rule_words

Values = dict[str, object]


def sat_down(fact: Fact, values: Values) -> str:
    """Somebody took a seat."""
    role = getattr(fact, "role", Role.MEMBER)
    return _("%(person)s sat down (%(role)s)") % (values | {"role": ROLES[role]})


def settled(fact: Fact, values: Values) -> str:
    """A motion came to its end."""
    outcome = getattr(fact, "outcome", facts.MotionOutcome.OPEN)
    return _("“%(act)s”: %(outcome)s (the rule: %(rule)s)") % (
        values | {"outcome": OUTCOMES[outcome]}
    )


def answered(fact: Fact, values: Values) -> str:
    """A party said yes or no."""
    yes = _("%(who)s said yes to “%(act)s”")
    no = _("%(who)s said no to “%(act)s”")
    return (yes if getattr(fact, "yes", False) else no) % values


def plain(words: Callable[[], str]) -> Callable[[Fact, Values], str]:
    """A sentence whose values are always the same ones."""
    return lambda _fact, values: words() % values


SENTENCES: dict[str, Callable[[Fact, Values], str]] = {
    "partnership:proposed": plain(lambda: _("%(who)s proposed to sit down together")),
    "party:invited": plain(lambda: _("%(who)s invited %(name)s")),
    "party:accepted": plain(lambda: _("%(name)s accepted its place and the consent rule")),
    "party:declined": plain(lambda: _("%(party)s said no to the invitation")),
    "partnership:opened": plain(
        lambda: _("The table is open: you have all sat down, with equal power")
    ),
    "party:left": plain(lambda: _("%(party)s left; what was agreed stays")),
    "partnership:closed": plain(lambda: _("The partnership was closed; everything stays readable")),
    "seat:taken": sat_down,
    "seat:changed": plain(lambda: _("%(person)s’s role changed to %(role)s")),
    "seat:ended": plain(lambda: _("%(person)s no longer sits here")),
    "motion:proposed": plain(lambda: _("%(who)s proposed: “%(act)s” (the rule: %(rule)s)")),
    "motion:answered": answered,
    "motion:settled": settled,
    "room:opened": plain(lambda: _("%(who)s opened the room “%(name)s”")),
    "terms:set": plain(lambda: _("New limits are in force")),
    "item:shared": plain(lambda: _("%(who)s shared something here")),
    "item:shared-out": plain(lambda: _("%(who)s shared something of this room with more people")),
}


def tell(told: Sequence[Fact], names: Names) -> Sequence[Told]:
    """Sentences for these facts; seats and motions are looked up in one statement each."""
    rooms = {fact.room for fact in told}
    wanted = {str(getattr(fact, "seat", "")) for fact in told} - {""}
    seats = (
        {one.id: one for one in Seat.objects.filter(pk__in=wanted).select_related("person")}
        if wanted
        else {}
    )
    asked = {str(getattr(fact, "motion", "")) for fact in told} - {""}
    motions = (
        {one.id: one for one in Motion.objects.filter(pk__in=asked, room_id__in=rooms)}
        if asked
        else {}
    )
    return [say(fact, names, seats=seats, motions=motions) for fact in told]


def say(fact: Fact, names: Names, *, seats: dict[Ulid, Seat], motions: dict[Ulid, Motion]) -> Told:
    """One fact as a sentence."""
    seat = seats.get(getattr(fact, "seat", Ulid("")))
    motion = motions.get(getattr(fact, "motion", Ulid("")))
    role = getattr(fact, "role", None)
    values: Values = {
        "who": names.who(fact),
        "name": getattr(fact, "name", None) or _("somebody"),
        "party": names.parties.get(str(getattr(fact, "party", "")), _("An organisation")),
        "person": seat.person.name if seat else _("Somebody"),
        "role": ROLES[role] if role else "",
        "act": matter_words(motion) if motion else _("a motion"),
        "rule": rule_words(motion.rule) if motion else "",
    }
    write = SENTENCES.get(fact.kind)
    words = write(fact, values) if write else fact.kind
    if motion:
        return Told(words, "people.consent.one", {"key": motion.id})
    return Told(words, "people")


TELLER = Teller(
    nouns=frozenset({"partnership", "party", "seat", "motion", "room", "terms", "item"}),
    tell=tell,
    reads={"motion": Permission.CONSENT_READ},
)
