"""The facts of promises as sentences for the record, the inbox and mail."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from troth.commitments.models import Commitment
from troth.foundation.facts.commitments import CommitmentsImported
from troth.foundation.facts.fact import Fact
from troth.foundation.web.offers import Names, Teller, Told
from troth.foundation.web.times import on_record
from troth.people.zones import known_zone

# `who` the acting party, `what` the deliverable, `other` the receiver, `due` a moment the fact names.
SENTENCES = {
    "commitment:proposed": gettext_lazy("%(who)s promised %(other)s “%(what)s” for %(due)s"),
    "commitment:accepted": gettext_lazy("%(who)s accepted “%(what)s”"),
    "commitment:declined": gettext_lazy("%(who)s declined “%(what)s”"),
    "commitment:withdrawn": gettext_lazy("%(who)s withdrew “%(what)s”"),
    "commitment:move-asked": gettext_lazy("%(who)s asked to move “%(what)s” to %(due)s"),
    "commitment:move-suggested": gettext_lazy("%(who)s suggested %(due)s for “%(what)s”"),
    "commitment:moved": gettext_lazy("%(who)s agreed: “%(what)s” is now due %(due)s"),
    "commitment:date-kept": gettext_lazy("%(who)s kept the date of “%(what)s”, %(due)s"),
    "commitment:delivered": gettext_lazy("%(who)s delivered “%(what)s”"),
    "commitment:answer-moved": gettext_lazy(
        "The time to answer “%(what)s” moved with the pause that was agreed"
    ),
    "commitment:confirmed": gettext_lazy("%(who)s confirmed “%(what)s”"),
    "commitment:disputed": gettext_lazy("%(who)s sent “%(what)s” back and said what is missing"),
    "commitment:let-stand": gettext_lazy(
        "“%(what)s” counts as received: the time to answer passed without a word"
    ),
    "commitment:missed": gettext_lazy("“%(what)s” was due %(due)s and has not arrived"),
    "commitment:dropped": gettext_lazy(
        "“%(what)s” counts as dropped: nothing came for a long time after its date"
    ),
}


def commitment_of(fact: Fact) -> str:
    """Which promise the fact is about; empty for a file."""
    return str(getattr(fact, "commitment", ""))


def tell(facts: Sequence[Fact], names: Names) -> Sequence[Told]:
    """Sentences for these facts; the promises are looked up in one statement."""
    wanted = {commitment_of(fact) for fact in facts}
    rooms = {fact.room for fact in facts}
    rows = Commitment.objects.in_rooms(rooms).filter(pk__in=wanted).select_related("promiser")
    promises: dict[str, Commitment] = {row.id: row for row in rows}
    return [say(fact, names, one=promises.get(commitment_of(fact))) for fact in facts]


def say(fact: Fact, names: Names, *, one: Commitment | None) -> Told:
    """One fact as a sentence."""
    if isinstance(fact, CommitmentsImported):
        said = ngettext(
            "%(who)s brought in one promise from a file",
            "%(who)s brought in %(n)s promises from a file",
            fact.rows,
        )
        return Told(said % {"who": names.who(fact), "n": number_format(fact.rows)}, "commitments")
    pattern = SENTENCES.get(fact.kind)
    if pattern is None or one is None:
        return Told(fact.kind)
    values = {
        "who": names.who(fact),
        "what": one.deliverable,
        "other": names.parties.get(str(getattr(fact, "receiving_party", "")), _("everybody")),
        "due": moment(fact, one),
    }
    return Told(str(pattern) % values, "commitments.one", {"pk": one.id})


def moment(fact: Fact, one: Commitment) -> str:
    """The moment a fact names, on the clock of the promise."""
    due: datetime | None = getattr(fact, "due", None)
    place = one.promiser.place if one.promiser.zone == one.zone else ""
    return on_record(due, known_zone(one.zone), place) if due else ""


TELLER = Teller(nouns=frozenset({"commitment"}), tell=tell)
