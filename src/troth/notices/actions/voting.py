"""A mail becomes a vote: about the wording it answers, with the sender's own voice, and is said to be counted."""

from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _

from troth.decisions.actions.voting import Said, vote
from troth.decisions.models import LONGEST_ARGUMENT, Wording
from troth.decisions.rules.refusals import NotPossible, Reason
from troth.foundation.web.letters import send
from troth.notices.actions.refusing import Kept, Why
from troth.notices.ballots import WORDS, every_word
from troth.notices.queries.ballots import own_place
from troth.notices.rules.incoming.ballots import voted
from troth.partnerships.models import Seat

WHY_KEPT: Final = {
    Reason.VOTING_OVER: Why.VOTE_OVER,
    Reason.NEW_WORDS: Why.NEW_WORDS,
    Reason.CHOICE_UNKNOWN: Why.NO_VOTE,
    Reason.REASON_NEEDED: Why.REASON_NEEDED,
    Reason.SOMEBODY_WAS_QUICKER: Why.COLLEAGUE_VOTED,
}


def vote_by_mail(one: Wording, text: str, *, by: Seat) -> None:
    """Count it as the vote of the sender's own voice. Raises `Kept`."""
    said = voted(text, every_word())
    if said is None:
        raise Kept(Why.NO_VOTE, method=one.decision.method)
    if len(said.argument) > LONGEST_ARGUMENT:
        raise Kept(Why.LONG)
    place = own_place(one, by)
    if place is None:
        raise Kept(Why.NO_VOICE)
    if place.seat_id not in {None, by.id}:
        # The mail was written without knowing what a colleague has said with this voice.
        raise Kept(Why.COLLEAGUE_VOTED)
    words = Said(
        place=place.id,
        choice=said.choice,
        version=one.number,
        seen=place.turn,
        argument=said.argument,
    )
    try:
        vote(one.decision, words, by=by)
    except NotPossible as refused:
        why = WHY_KEPT.get(refused.reason, Why.NO_VOICE)
        raise Kept(why, method=one.decision.method) from refused


def say_counted(one: Wording, *, by: Seat, path: str) -> None:
    """Tell the voter by mail that it was counted, and as what; no answer is expected, and none is needed."""
    place = own_place(one, by)
    if place is None or place.said is None:
        return
    with translation.override(by.person.language or None):
        values = {
            "word": WORDS[place.said],
            "question": one.question,
            "party": place.party.name,
        }
        send(
            by.person.email,
            subject=_("Your vote is counted"),
            template="notices/mail/answer",
            context={
                "sentence": _("You said “%(word)s” to “%(question)s”, for %(party)s.") % values,
                "words": "",
                "path": path,
            },
            headers={"Auto-Submitted": "auto-replied"},
        )
