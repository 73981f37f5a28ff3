"""The facts of decisions as sentences for the record, the inbox and mail."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from troth.decisions.models import Decision, State
from troth.decisions.rules.count import Counts, Result, result
from troth.decisions.rules.rule import Rule, read_share
from troth.decisions.words import CHOICE_WORDS, result_words
from troth.foundation.facts import decisions as facts
from troth.foundation.facts.decisions import Choice, Method
from troth.foundation.facts.fact import Fact
from troth.foundation.web.offers import Names, Teller, Told, kept_back

Values = dict[str, object]


def reached(fact: Fact, one: Decision, values: Values) -> str:
    """What came out, with its numbers."""
    if not isinstance(fact, facts.DecisionReached):
        return ""
    return _("“%(what)s”: %(result)s") % (values | {"result": result_words(of_fact(fact, one))})


def of_fact(fact: facts.DecisionReached, one: Decision) -> Result:
    """The result that the fact keeps the numbers of."""
    counts = Counts(
        yes=fact.yes,
        no=fact.no,
        aside=fact.aside,
        objections=fact.objections,
        silent=fact.silent,
    )
    rule = Rule(method=Method(one.method), quorum=one.quorum, share=read_share(one.share))
    return result(rule, counts)


def voted(fact: Fact, _one: Decision, values: Values) -> str:
    """A voice spoke, or spoke otherwise."""
    if getattr(fact, "again", False):
        return _("%(party)s changed its vote on “%(what)s”: %(choice)s") % values
    return _("%(party)s voted on “%(what)s”: %(choice)s") % values


def plain(words: Callable[[], str]) -> Callable[[Fact, Decision, Values], str]:
    """A sentence whose values are always the same ones."""
    return lambda _fact, _one, values: words() % values


SENTENCES: dict[str, Callable[[Fact, Decision, Values], str]] = {
    "decision:proposed": plain(lambda: _("%(who)s put to the vote: “%(what)s”")),
    "decision:revised": plain(
        lambda: _("%(who)s put “%(what)s” in other words; earlier votes no longer count")
    ),
    "decision:voted": voted,
    "decision:proxy-given": plain(lambda: _("%(party)s lets %(proxy)s speak for it on “%(what)s”")),
    "decision:proxy-ended": plain(lambda: _("%(party)s speaks for itself again on “%(what)s”")),
    "decision:roll-changed": plain(
        lambda: _("A voice of %(party)s no longer counts on “%(what)s”: whoever had it has left")
    ),
    "decision:reached": reached,
    "decision:withdrawn": plain(lambda: _("%(who)s took “%(what)s” back")),
}


def tell(told: Sequence[Fact], names: Names) -> Sequence[Told]:
    """Sentences for these facts; questions are looked up in one statement."""
    wanted = {str(getattr(fact, "decision", "")) for fact in told}
    rooms = {fact.room for fact in told}
    rows = Decision.objects.in_rooms(rooms).filter(pk__in=wanted)
    found: dict[str, Decision] = {str(row.id): row for row in rows}
    return [say(fact, names, one=found.get(str(getattr(fact, "decision", "")))) for fact in told]


def say(fact: Fact, names: Names, *, one: Decision | None) -> Told:
    """One fact as a sentence."""
    write = SENTENCES.get(fact.kind)
    if write is None or one is None:
        return Told(fact.kind)
    if names.for_visitor and not is_for_guests(fact, one):
        return kept_back()
    choice = getattr(fact, "choice", None)
    values: Values = {
        "who": names.who(fact),
        "what": one.question,
        "party": party_name(fact, names, field="party"),
        "proxy": party_name(fact, names, field="proxy"),
        "choice": CHOICE_WORDS[Choice(choice)] if choice else "",
    }
    return Told(write(fact, one, values), "decisions.one", {"pk": str(one.id)})


def is_for_guests(fact: Fact, one: Decision) -> bool:
    """As on its page: they read what was decided, not what is open, nor how it came to it."""
    decided = one.state not in {State.OPEN, State.WITHDRAWN}
    return decided and fact.kind in {"decision:proposed", "decision:reached"}


def party_name(fact: Fact, names: Names, *, field: str) -> str:
    """What the organisation in that field is called."""
    return names.parties.get(str(getattr(fact, field, "")), _("an organisation"))


TELLER = Teller(nouns=frozenset({"decision"}), tell=tell)
