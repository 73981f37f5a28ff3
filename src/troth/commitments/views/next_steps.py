"""What comes next for a promise, for one reader: whose turn it is, what that means, what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from troth.commitments.rules.states import Act, Side, State
from troth.commitments.views.acts import ORDER, button_words, means_words
from troth.commitments.views.cards import Card, receiver_name
from troth.partnerships.models import Seat

ASKED_FOR = (Act.AGREE_MOVE, Act.ACCEPT, Act.CONFIRM, Act.DELIVER)
# Done by a button at once; the others have words or a day, and so a page of their own.
AT_ONCE = frozenset({Act.ACCEPT, Act.CONFIRM, Act.AGREE_MOVE})


@dataclass(frozen=True)
class Step:
    """One thing the reader can do."""

    act: Act
    words: str

    @property
    def at_once(self) -> bool:
        """Whether the button does it, instead of leading to a form."""
        return self.act in AT_ONCE


@dataclass(frozen=True, kw_only=True)
class Next:
    """The end of a promise's story, as one reader finds it."""

    heading: str
    means: str
    ours: bool
    main: Step | None
    others: Sequence[Step]


def next_of(card: Card, seat: Seat) -> Next | None:
    """What comes next; None where nothing waits, or where nobody here can say so."""
    turn = card.waits
    if turn is None or card.commitment.room.kind == "side":
        return None
    steps = [
        Step(act, button_words(act, card.commitment)) for act in sorted(card.acts, key=ORDER.index)
    ]
    ours = seat.party_id is not None and turn is side_of(card, seat)
    main = next((one for one in steps if ours and one.act in ASKED_FOR), None)
    return Next(
        heading=_("Now it waits for %(who)s.") % {"who": name_of(card, turn)},
        means=means_words(main.act, card.commitment) if main else waiting_words(card),
        ours=ours,
        main=main,
        others=[one for one in steps if one is not main],
    )


def side_of(card: Card, seat: Seat) -> Side:
    """On which side of this promise the reader sits."""
    return Side.PROMISER if card.commitment.promiser_id == seat.party_id else Side.RECEIVER


def name_of(card: Card, side: Side) -> str:
    """The short name of a side."""
    one = card.commitment
    return one.promiser.short if side is Side.PROMISER else receiver_name(one)


def waiting_words(card: Card) -> str:
    """What the side whose turn it is will do, to whoever waits for it."""
    one = card.commitment
    names = {"promiser": one.promiser.short, "receiver": receiver_name(one), "due": card.due}
    if one.ask_by and card.waits is not Side(one.ask_by):
        names["who"] = name_of(card, card.waits or Side.RECEIVER)
        return (
            _(
                "%(who)s can agree to the new day, keep the date or suggest another. Without a word, the date stands."
            )
            % names
        )
    sentences = {
        State.PROPOSED: _("It counts once it is accepted."),
        State.ACCEPTED: _(
            "Due %(due)s. Once it is delivered, %(receiver)s confirms it or says what is missing."
        ),
        State.DELIVERED: _("%(receiver)s confirms that it has arrived, or says what is missing."),
        State.DISPUTED: _(
            "%(promiser)s delivers what is missing, or asks for more time before it is due."
        ),
    }
    return sentences.get(one.stands, "") % names
