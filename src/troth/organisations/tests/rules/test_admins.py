"""Who an organisation cannot do without."""

from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.kernel.ulid import Ulid
from troth.organisations.rules import leaves_no_admin

ANNE, INGRID, TOR = (Ulid(letter) for letter in "AIT")
people = st.frozensets(st.sampled_from([ANNE, INGRID, TOR]), min_size=1)


def test_the_only_admin_cannot_go_while_others_stay() -> None:
    assert leaves_no_admin(INGRID, members=[INGRID, TOR], admins=[INGRID])


def test_with_another_admin_one_may_go() -> None:
    assert not leaves_no_admin(INGRID, members=[INGRID, TOR], admins=[INGRID, TOR])


def test_a_member_may_always_go() -> None:
    assert not leaves_no_admin(TOR, members=[INGRID, TOR], admins=[INGRID])


def test_the_last_of_all_may_turn_off_the_light() -> None:
    assert not leaves_no_admin(INGRID, members=[INGRID], admins=[INGRID])


@given(members=people, data=st.data())
def test_whoever_stays_has_somebody_to_decide(
    members: frozenset[Ulid], data: st.DataObject
) -> None:
    admins = data.draw(st.frozensets(st.sampled_from(sorted(members)), min_size=1))
    leaver = data.draw(st.sampled_from(sorted(members)))
    stay = members - {leaver}
    assert leaves_no_admin(leaver, members=members, admins=admins) == bool(
        stay and not admins & stay
    )
