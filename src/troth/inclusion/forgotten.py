"""Groups that are often forgotten, in our own words, to be ticked through; `words` are put in by the page."""

from dataclasses import dataclass

from django.utils.functional import Promise as LazyWords
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, kw_only=True)
class Forgotten:
    """One group, and how it is mostly forgotten."""

    id: str
    name: LazyWords | str
    how: LazyWords | str


FORGOTTEN = {
    one.id: one
    for one in (
        Forgotten(
            id="nights",
            name=_("People who work at night or at weekends"),
            how=_("They are asleep when it is decided, and at work when it breaks."),
        ),
        Forgotten(
            id="reading",
            name=_("People who do not read, or not easily"),
            how=_("What is only written down does not reach them."),
        ),
        Forgotten(
            id="wheels",
            name=_("People who use a wheelchair, or cannot climb"),
            how=_("A step or a ladder decides whether they can take part."),
        ),
        Forgotten(
            id="seeing",
            name=_("People who see little or nothing"),
            how=_("A picture or a colour may be all that tells them, and it does not."),
        ),
        Forgotten(
            id="hearing",
            name=_("People who hear little or nothing"),
            how=_("A call or an alarm does not reach them."),
        ),
        Forgotten(
            id="offline",
            name=_("People without a good phone or connection"),
            how=_("What needs an app is not there for them."),
        ),
        Forgotten(
            id="language",
            name=_("People who speak another language at home"),
            how=_("They may follow and still not say what they mean."),
        ),
        Forgotten(
            id="cleaning",
            name=_("People who clean, guard and cook where it happens"),
            how=_("They see everything first and are mostly told last."),
        ),
        Forgotten(
            id="hired",
            name=_("People hired by the day or through an agency"),
            how=_("They stand in no plan and carry much of it out."),
        ),
        Forgotten(
            id="part-time",
            name=_("People who work part of the week, or are on leave"),
            how=_("What is settled on their free day is settled without them."),
        ),
        Forgotten(
            id="maintaining",
            name=_("Whoever looks after it once we have gone"),
            how=_("What is easy to build may be hard to keep."),
        ),
        Forgotten(
            id="replaced",
            name=_("People whose work changes or ends by it"),
            how=_("They hear of it when it is there."),
        ),
        Forgotten(
            id="neighbours",
            name=_("Neighbours of the places where it stands"),
            how=_("Noise, light, traffic and water do not stop at the fence."),
        ),
        Forgotten(
            id="small",
            name=_("Small suppliers and their people"),
            how=_("A new rule costs them most and asks them least."),
        ),
        Forgotten(
            id="data",
            name=_("People whom the data is about"),
            how=_("They are counted without having been asked."),
        ),
        Forgotten(
            id="young-old",
            name=_("The youngest and the oldest who will use it"),
            how=_("It is mostly made for those who make it."),
        ),
        Forgotten(
            id="families",
            name=_("Families of those who do the work"),
            how=_("Travel and long days are paid for at home."),
        ),
        Forgotten(
            id="new-here",
            name=_("Those who begin here next year"),
            how=_("They live with what was decided and were not there yet."),
        ),
    )
}
