"""From rows to what the rules think about."""

from datetime import timedelta

from troth.commitments.models import Commitment
from troth.commitments.rules.acts import Ask, Standing
from troth.commitments.rules.life import Delivery, Life, Move
from troth.commitments.rules.states import Side
from troth.foundation.kernel.ulid import Ulid


def ask_of(commitment: Commitment) -> Ask | None:
    """The wish to move that waits, if there is one."""
    if not commitment.ask_by or commitment.ask_due is None:
        return None
    return Ask(by=Side(commitment.ask_by), due=commitment.ask_due)


def standing_of(commitment: Commitment) -> Standing:
    """What the rules need to say who may do what."""
    return Standing(
        state=commitment.stands,
        promiser=Ulid(commitment.promiser_id),
        receiver=commitment.receiver_ulid,
        due=commitment.due,
        ask=ask_of(commitment),
        answer_by=commitment.answer_by,
    )


def life_of(commitment: Commitment) -> Life:
    """The life of one promise, from its rows; two small statements unless they were fetched before."""
    moves = sorted(commitment.moves.all(), key=lambda one: one.agreed_at)
    deliveries = sorted(commitment.deliveries.all(), key=lambda one: one.at)
    return Life(
        promised_at=commitment.proposed_at,
        due=commitment.first_due,
        accepted_at=commitment.accepted_at,
        withdrawn_at=commitment.withdrawn_at,
        moves=tuple(Move(agreed_at=one.agreed_at, due=one.due) for one in moves),
        deliveries=tuple(
            Delivery(
                at=one.at,
                answer_by=one.answer_by,
                confirmed_at=one.confirmed_at,
                disputed_at=one.disputed_at,
            )
            for one in deliveries
        ),
        silence=timedelta(days=commitment.silence_days),
    )
