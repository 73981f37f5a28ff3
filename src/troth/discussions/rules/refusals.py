"""Why something cannot be said or done in talk: a closed list of reasons, each with its sentence."""

from enum import StrEnum

from troth.discussions.rules.words import gettext_noop as _


class Refusal(StrEnum):
    """Why an act is not possible, or not possible for this person, now."""

    NOT_THE_AUTHOR = "not-the-author"
    NOBODY_IS_NAMED = "nobody-is-named"
    TAKEN_BACK = "taken-back"
    CHANGED_MEANWHILE = "changed-meanwhile"
    SAME_WORDS = "same-words"
    NOT_A_QUESTION = "not-a-question"
    NOT_OPEN = "not-open"
    OPEN_ALREADY = "open-already"
    NOT_ASKED_NOR_ASKER = "not-asked-nor-asker"
    ONLY_THE_ASKER = "only-the-asker"
    NO_ANSWER_THERE = "no-answer-there"
    OWN_WORDS = "own-words"
    ASKED_ALREADY = "asked-already"
    ANSWERED_ALREADY = "answered-already"
    UNNAMED_NOT_AGREED = "unnamed-not-agreed"
    NOT_IN_THIS_ROOM = "not-in-this-room"
    OWN_SIDE_ASKED = "own-side-asked"
    CALLS_EVERYBODY = "calls-everybody"
    CALLS_TOO_MANY = "calls-too-many"
    UNNAMED_WITH_FILES = "unnamed-with-files"
    TOO_LONG_TO_TRANSLATE = "too-long-to-translate"
    TRANSLATED_OFTEN = "translated-often"


# Values a sentence may name: who (the author, the asker or the asked side).
SENTENCES: dict[Refusal, str] = {
    Refusal.NOT_THE_AUTHOR: _("These are the words of %(who)s, so only %(who)s can do that."),
    Refusal.NOBODY_IS_NAMED: _(
        "This was said unnamed. Troth has not kept who said it, so nobody can change it or be asked about it."
    ),
    Refusal.TAKEN_BACK: _("This was taken back by its author a moment ago."),
    Refusal.CHANGED_MEANWHILE: _(
        "This was changed a moment before you. Your words are kept here; read the new ones, then decide again."
    ),
    Refusal.SAME_WORDS: _("Nothing is different yet."),
    Refusal.NOT_A_QUESTION: _("This is not a question."),
    Refusal.NOT_OPEN: _("This question has been answered already."),
    Refusal.OPEN_ALREADY: _("This question is open already."),
    Refusal.NOT_ASKED_NOR_ASKER: _(
        "Whoever asked, or the side that was asked, says what the answer is."
    ),
    Refusal.ONLY_THE_ASKER: _("Only the side that asked can say that it is still open."),
    Refusal.NO_ANSWER_THERE: _("That post cannot be the answer: it is gone, or stands elsewhere."),
    Refusal.OWN_WORDS: _("These are your own words. You can edit them instead."),
    Refusal.ASKED_ALREADY: _(
        "Somebody asks this already. It is best answered before it is asked again."
    ),
    Refusal.ANSWERED_ALREADY: _("This was answered a moment before you."),
    Refusal.UNNAMED_NOT_AGREED: _(
        "Your working agreement does not provide for unnamed posts, so nothing was sent."
    ),
    Refusal.UNNAMED_WITH_FILES: _(
        "A file belongs to an organisation, and that would tell. Nothing was sent."
    ),
    Refusal.TOO_LONG_TO_TRANSLATE: _(
        "This is too long to be translated by machine. The words stand here as they were written."
    ),
    Refusal.TRANSLATED_OFTEN: _(
        "You have had many posts translated within this hour. Please wait a while before the next one."
    ),
    Refusal.NOT_IN_THIS_ROOM: _("That organisation is not in this room."),
    Refusal.CALLS_EVERYBODY: _(
        "This goes to the inbox of everybody here. "
        "On the page of a topic you are asked once more; write it there."
    ),
    Refusal.CALLS_TOO_MANY: _("This calls many people by name. To call all, write @everybody."),
    Refusal.OWN_SIDE_ASKED: _("That is your own organisation. In your side room you can ask it."),
}
