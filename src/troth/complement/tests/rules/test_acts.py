"""Who may say what to a suggestion and to a risk, and how both stand."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.complement.rules.acts import (
    NeedState,
    NotPossible,
    Reason,
    RiskState,
    may_cover,
    may_let_go,
    may_live_with,
    may_look_after,
    may_set_aside,
    need_state,
    risk_state,
)

parties = st.frozensets(st.sampled_from("LKDH"), max_size=4)


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (lambda: may_cover(asking="K", covering="L"), Reason.COVERING_SIDE),
        (lambda: may_cover(asking=None, covering="L"), Reason.NO_SIDE),
        (lambda: may_set_aside(asking="D", covering="L", needing="K"), Reason.EITHER_SIDE),
        (lambda: may_set_aside(asking=None, covering="L", needing="K"), Reason.NO_SIDE),
        (lambda: may_look_after(asking="L", owner="K"), Reason.LOOKED_AFTER),
        (lambda: may_look_after(asking=None, owner=None), Reason.NO_SIDE),
        (lambda: may_live_with(asking="L", owner="L"), Reason.LOOKED_AFTER),
        (lambda: may_live_with(asking=None, owner=None), Reason.NO_SIDE),
        (lambda: may_let_go(asking="L", owner="K", agreed=()), Reason.LOOKED_AFTER),
        (lambda: may_let_go(asking="L", owner=None, agreed=("K",)), Reason.NOT_OWNED),
        (lambda: may_let_go(asking=None, owner=None, agreed=()), Reason.NO_SIDE),
    ],
)
def test_whoever_it_is_not_for_is_told_why(act: Callable[[], None], reason: Reason) -> None:
    with pytest.raises(NotPossible) as refused:
        act()
    assert refused.value.reason is reason


def test_the_side_it_is_for_may() -> None:
    may_cover(asking="L", covering="L")
    may_set_aside(asking="K", covering="L", needing="K")
    may_look_after(asking="L", owner="L")
    may_live_with(asking="L", owner=None)
    may_let_go(asking="L", owner="L", agreed=())
    may_let_go(asking="L", owner=None, agreed=("L",))


@given(st.integers(0, 3), st.integers(0, 3))
def test_a_need_is_open_only_where_nobody_may_meet_it(confirmed: int, suggested: int) -> None:
    state = need_state(confirmed=confirmed, suggested=suggested)
    assert (state is NeedState.COVERED) == bool(confirmed)
    assert (state is NeedState.OPEN) == (not confirmed and not suggested)


@given(parties, parties)
def test_a_risk_is_accepted_only_when_every_side_has_said_so(
    agreed: frozenset[str], sitting: frozenset[str]
) -> None:
    state = risk_state(owner=None, agreed=agreed, parties=sitting)
    assert (state is RiskState.ACCEPTED) == (bool(sitting) and sitting <= agreed)
    assert risk_state(owner="L", agreed=agreed, parties=sitting) is RiskState.OWNED
