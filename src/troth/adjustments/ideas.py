"""The words of the catalogue: what it is called, how it is done, when it suits, what one looks at afterwards."""

from dataclasses import dataclass

from django.utils.functional import Promise as LazyWords
from django.utils.translation import gettext_lazy as _

from troth.foundation.facts.adjustments import Idea

Words = LazyWords | str


@dataclass(frozen=True, kw_only=True)
class Said:
    """One line of the catalogue in words."""

    title: Words
    how: Words
    suits: Words
    look: Words


WORDS: dict[Idea, Said] = {
    Idea.SMALLER_PROMISES: Said(
        title=_("Promise in pieces of a week or less."),
        how=_(
            "What takes longer is cut into parts, each of use by itself and with a date of its own. "
            "Nobody promises the third part before the first is there."
        ),
        suits=_("When large promises come late and small ones come."),
        look=_(
            "Of the promises made since then, how many were for a week or less, and were those kept?"
        ),
    ),
    Idea.DATE_WITH_ROOM: Said(
        title=_("Name a date with room in it."),
        how=_(
            "Before a date is promised, whoever does the work says what would have to go well, and adds "
            "what usually does not. "
            "A later date that holds is worth more to the other side than an early one that moves."
        ),
        suits=_("When dates are missed by a few days, or moved shortly before."),
        look=_("How many days before or after its date did each promise come?"),
    ),
    Idea.FEWER_AT_ONCE: Said(
        title=_("Keep at most three promises open at once."),
        how=_(
            "A fourth one waits until one of the three has come or was moved. "
            "If something is more urgent, both sides choose together what waits for it."
        ),
        suits=_("When much is open at the same time, and some of it is late."),
        look=_(
            "How many promises were open on an ordinary Monday, and how many of them came on their day?"
        ),
    ),
    Idea.HALFWAY_LOOK: Said(
        title=_("Say halfway how it stands."),
        how=_(
            "In the middle of its time, each promise gets one line: on its way, or what is in the way. "
            "There is then still time to help, or to move the date by agreement."
        ),
        suits=_("When a date passes and the other side had no idea."),
        look=_(
            "Of the dates that were not kept, how many were moved by agreement before their day?"
        ),
    ),
    Idea.WORD_BEFORE_THE_DAY: Said(
        title=_("Say it before the day when something will not come."),
        how=_(
            "Whoever sees first that a date will not hold writes one line on the same day, even if it is "
            "not certain yet. "
            "Nobody asks why before they have thanked for the word."
        ),
        suits=_("When something does not come, and nobody says so."),
        look=_("Of what came late, how much was announced before its day?"),
    ),
    Idea.SAY_HOW_SURE: Said(
        title=_("Say with each promise how sure you are."),
        how=_(
            "A promise gets a figure for how sure its side is, and a low one is welcome. "
            "Below seven of ten, both sides say together what would make it surer."
        ),
        suits=_("When promises sound certain and turn out otherwise."),
        look=_("Of the promises that were called nearly certain, how many came?"),
    ),
    Idea.FOUR_LINES: Said(
        title=_("Own a slip within two working days, in four lines."),
        how=_(
            "What happened, what it means for the other side, how it is made good, what comes next. "
            "The other side answers with what it needs, and leaves out whose fault it was."
        ),
        suits=_("When things go wrong and are passed over."),
        look=_(
            "How long did it take until something that went wrong was said, and was it made good?"
        ),
    ),
    Idea.WHAT_WE_DO_NOT_KNOW: Said(
        title=_("Say what you do not know yet."),
        how=_(
            "Every report and every plan ends with two lines: what we know for certain, and what we only assume. "
            "An assumption that turns out wrong is then news, and no surprise."
        ),
        suits=_("When facts turn out to have been guesses."),
        look=_("How often did something turn out otherwise that had been told as certain?"),
    ),
    Idea.DONE_MEANS: Said(
        title=_("Write down what done means before it begins."),
        how=_(
            "Each promise says in two or three lines what will be there and how both can see that it is right. "
            "The receiving side writes the first draft, for it knows what it needs."
        ),
        suits=_("When deliveries are sent back because something is missing."),
        look=_("Of what was delivered since then, how much was right at the first try?"),
    ),
    Idea.FIRST_PIECE_EARLY: Said(
        title=_("Show a first piece after a quarter of the time."),
        how=_(
            "A rough first piece goes to the other side early, with the one question that matters most. "
            "What is misunderstood then costs a day and not a month."
        ),
        suits=_("When it is only seen at the end that two things were meant."),
        look=_("How many first pieces were shown, and what did they change?"),
    ),
    Idea.SECOND_PAIR_OF_EYES: Said(
        title=_("Let a second pair of eyes see it before it leaves."),
        how=_(
            "Nothing goes to the other side before a colleague has looked at it against what was agreed. "
            "Ten minutes are enough, and the colleague is named beside it."
        ),
        suits=_("When what arrives has faults that anybody would have seen."),
        look=_("How much was sent back, and could a second look have seen it?"),
    ),
    Idea.LEARN_FROM_EACH_OTHER: Said(
        title=_("Work side by side on one thing for a day."),
        how=_(
            "Somebody of each side does one piece of the work together, in one place or one call, where "
            "the knowledge is missing. "
            "Afterwards both write down what the other side can do from now on without asking."
        ),
        suits=_("When a side is asked for something that it has never done before."),
        look=_("What can each side do now that it could not do before?"),
    ),
    Idea.SHORT_ANSWER_FIRST: Said(
        title=_("Answer shortly at once, and fully later."),
        how=_(
            "A question gets one line within a working day: yes, no, or until when the answer comes. "
            "The full answer has its own date and may take as long as it needs."
        ),
        suits=_("When questions wait because a good answer takes time."),
        look=_("How long did questions wait for their first word?"),
    ),
    Idea.ANSWER_ROTA: Said(
        title=_("Name each week who answers."),
        how=_(
            "Every Monday each side names one person who sees to it that no question waits, and one who stands in. "
            "They need not know the answer; they see to it that somebody gives one."
        ),
        suits=_("When questions are left because everybody thinks that somebody else will answer."),
        look=_("How many questions had no answer within the agreed time?"),
    ),
    Idea.ONE_PLACE_FOR_QUESTIONS: Said(
        title=_("Ask everything in one place."),
        how=_(
            "Questions between the two sides are asked here and nowhere else; what comes by mail or on the "
            "way is written down here by whoever was asked. "
            "Nothing is then forgotten in somebody’s mailbox."
        ),
        suits=_("When questions come by many ways and some are lost."),
        look=_("How many questions turned up late because they had been asked elsewhere?"),
    ),
    Idea.WEEKLY_QUARTER_HOUR: Said(
        title=_("Talk for a quarter of an hour every week."),
        how=_(
            "On a fixed day, at an hour that is kind to both, each side says what is on its way, what is "
            "stuck and what it waits for. "
            "It ends after a quarter of an hour; what needs longer gets its own time."
        ),
        suits=_("When one hears too late how things are."),
        look=_("How many of these talks took place, and what was heard there first?"),
    ),
    Idea.ASSUMPTIONS_TOGETHER: Said(
        title=_("Write down the assumptions of both sides."),
        how=_(
            "Before something new begins, each side writes five lines that begin with “we take it that”. "
            "Both lists are read aloud; where they differ, it is settled before anybody begins."
        ),
        suits=_("When both sides thought that something was clear, and it was not."),
        look=_("What turned out otherwise since then, and had it stood on a list?"),
    ),
    Idea.SAY_BACK_FIRST: Said(
        title=_("Say back what you heard before you answer."),
        how=_(
            "Where something matters to the other side, its words are said back in one or two sentences, "
            "until it says “yes, that is it”. "
            "Only then comes the answer."
        ),
        suits=_("When a side does not feel heard, or talks go in circles."),
        look=_("How often was something said back, and how often was it right at once?"),
    ),
    Idea.BEGIN_WITH_HOW_IT_IS: Said(
        title=_("Begin every meeting with how it is."),
        how=_(
            "Each person says in a sentence how they come to the table today; nobody comments on it. "
            "It takes three minutes, and whoever is short of strength is then asked for less."
        ),
        suits=_("When people are under strain and the other side learns of it late."),
        look=_("Does each side know what was hard for the other in these weeks?"),
    ),
    Idea.KIND_HOURS: Said(
        title=_("Share the awkward hours."),
        how=_(
            "Meetings go from one side’s good hours to the other’s in turn, and nobody is asked for "
            "anything on the other side’s days off. "
            "Whoever can only come late at night may send three lines instead."
        ),
        suits=_("When the same side always has the early morning or the late evening."),
        look=_("How many hours outside working time did each side give?"),
    ),
    Idea.WHAT_HELPED: Said(
        title=_("Say each month what helped."),
        how=_(
            "Once a month each side tells the other one thing that helped it, with what came of it. "
            "Small things count; it is said in a sentence and needs no answer."
        ),
        suits=_("When only what goes wrong is spoken of."),
        look=_("What did each side hear, and was some of it new?"),
    ),
}
