"""The words for groups, endings and questions, and why something cannot be done."""

from django.utils.translation import gettext_lazy as _

from troth.foundation.facts.kickoff import Ending, Group
from troth.foundation.facts.launch import Question
from troth.kickoff.rules.phases import Refusal
from troth.kickoff.rules.settling import CheckRefusal

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
    Refusal.UNNAMED_NOT_AGREED: _(
        "Your working agreement says that everything is said with a name, so nothing was written. "
        "Your words are kept here."
    ),
}

QUESTIONS = {
    Question.DONE: _("What counts as done?"),
    Question.WHOM: _("For whom is it?"),
    Question.WHEN: _("By when?"),
    Question.DECIDES: _("Who decides?"),
    Question.COST: _("What does it cost us?"),
    Question.STOP: _("What would make us stop?"),
}
WHY_HELD = {
    CheckRefusal.NO_LAUNCH_DAY: _("This goal has no launch day, so there is nothing to launch."),
    CheckRefusal.WITHOUT_PARTY: _(
        "You sit here without an organisation; the organisations do this."
    ),
    CheckRefusal.OPENED: _(
        "The answers have been opened, so nothing can be answered unseen any more. Your words are kept here."
    ),
    CheckRefusal.ANSWER_MISSING: _(
        "An answer is still missing. Nothing opens and nothing is launched before every organisation has answered."
    ),
    CheckRefusal.NOT_OPENED: _("The answers have not been opened yet."),
    CheckRefusal.NOT_IN_IT: _(
        "Your organisation did not answer this check before it was opened; it reads what the others agree."
    ),
    CheckRefusal.READ_ALREADY: _("Your organisation has said that already."),
    CheckRefusal.NOT_DIFFERENT: _(
        "On this question nothing differs, or not everybody has read it."
    ),
    CheckRefusal.SETTLED: _("This difference has been settled."),
    CheckRefusal.CHANGED_MEANWHILE: _(
        "Somebody proposed another wording a moment before you. Read it, then decide again."
    ),
    CheckRefusal.HELD: _(
        "The launch is held: something still differs. Agree on one wording, or let every organisation record why "
        "it goes on."
    ),
    CheckRefusal.HELD_ELSEWHERE: _(
        "Something else still holds the launch. What it is stands below, with the way to settle it."
    ),
    CheckRefusal.LAUNCHED: _("It has been launched."),
    CheckRefusal.NOT_AGREED: _(
        "The goal itself is not agreed: every organisation signs it before it is launched."
    ),
}
