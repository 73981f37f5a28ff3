"""The words for groups, endings, and why something cannot be done."""

from django.utils.translation import gettext_lazy as _

from troth.foundation.facts.kickoff import Ending, Group
from troth.kickoff.rules.phases import Refusal

GROUPS = {
    Group.GOAL: _("Goals"),
    Group.EXPECTATION: _("Expectations"),
    Group.CONCERN: _("Concerns"),
}
ENDINGS = {
    Ending.GOAL: _("became a goal"),
    Ending.EXPECTATION: _("we expect this of each other"),
    Ending.OWNED: _("became a promise"),
    Ending.PARKED: _("parked"),
}
WHY_NOT = {
    Refusal.ALREADY_OPENED: _(
        "The lines have been opened, so nothing can be written unseen any more. Your words are kept here; "
        "you can add them openly."
    ),
    Refusal.NOT_OPENED_YET: _("The lines have not been opened yet."),
    Refusal.ALREADY_CLOSED: _("This kickoff has been closed; everything in it has its ending."),
    Refusal.STILL_WRITING: _(
        "Somebody is still writing. All lines open together once every organisation says it has written."
    ),
    Refusal.ALREADY_READY: _(
        "Your organisation has said that it has written. To write more, take that back first."
    ),
    Refusal.NOT_READY: _("Your organisation has not said that it has written."),
    Refusal.WITHOUT_PARTY: _("You sit here without an organisation; the organisations do this."),
    Refusal.ANOTHER_IS_RUNNING: _("Another kickoff is going on here. Finish that one first."),
    Refusal.TOO_MANY_LINES: _("That is more than 40 lines from one person. Three are plenty."),
    Refusal.FULL: _("This kickoff holds as many lines as anybody could read."),
    Refusal.ENDED_ALREADY: _("Somebody gave this line its ending a moment before you."),
    Refusal.WORDS_MISSING: _("Please say why, in a word or two. The others will read it."),
    Refusal.NOT_TO_ITSELF: _("A line cannot be put to itself."),
    Refusal.ALREADY_JOINED: _("That line has itself been put to another."),
    Refusal.MOMENT_HAS_PASSED: _("That moment has passed. Choose one still to come."),
}
