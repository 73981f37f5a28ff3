"""Two people act on the same thing at the same moment: one wins, the other is told, nothing is half done."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, connections

from troth.foundation.kernel.roles import Role
from troth.ledger.models import Entry
from troth.organisations.models import Membership
from troth.partnerships.actions.arriving import accept
from troth.partnerships.actions.founding import Founder, Proposal, propose
from troth.partnerships.actions.motions import assent
from troth.partnerships.actions.proposing import ask_to_change_rule
from troth.partnerships.actions.seating import change_role, end_seat
from troth.partnerships.models import Invitation, Partnership, Party, Seat
from troth.partnerships.rules.refusals import NoInvitation, NotPossible, Reason
from troth.partnerships.testing import DELTA, KAVERI, LUMEN, Cast, person

pytestmark = pytest.mark.django_db(transaction=True)
Act = Callable[[], Any]
Together = Callable[..., list[Any]]


def run(acts: tuple[Act, ...]) -> list[Any]:
    """Let every act begin at the same moment, each on its own connection; what came of each."""
    start = Barrier(len(acts))
    came: list[Any] = [None] * len(acts)

    def one(place: int, act: Act) -> None:
        start.wait()
        try:
            came[place] = act()
        except Exception as error:  # noqa: BLE001  # whatever was raised is what the test looks at
            came[place] = error
        finally:
            connections.close_all()

    threads = [Thread(target=one, args=item) for item in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return came


@pytest.fixture
def together() -> Iterator[Together]:
    """Run acts at once. On SQLite they work on a copy of the test database in a real file."""
    with tempfile.TemporaryDirectory() as folder:
        shape = connections.settings["default"]
        was, path = shape["NAME"], str(Path(folder) / "copy.sqlite3")

        def on_copy(*acts: Act) -> list[Any]:
            if connection.vendor != "sqlite":
                return run(acts)
            if not Path(path).exists():
                connection.cursor().execute("vacuum into %s", [path])
            shape["NAME"] = path
            try:
                return run(acts)
            finally:
                shape["NAME"] = was

        yield on_copy


def errors(came: list[Any]) -> list[Exception]:
    """What was refused."""
    return [one for one in came if isinstance(one, Exception)]


def test_two_who_open_one_invitation_do_not_both_sit_down(cast: Cast, together: Together) -> None:
    hanna, invited = cast.holder
    other = cast.stranger
    came = together(
        lambda: accept(invited.token, by=hanna),
        lambda: accept(invited.token, by=other, other_address=True),
    )
    assert [type(one) for one in errors(came)] == [NoInvitation]
    ((seats,),) = (together(lambda: Seat.objects.filter(person__in=[hanna, other]).count()),)
    assert seats == 1


def test_the_last_two_admins_cannot_step_back_together(cast: Cast, together: Together) -> None:
    anna = cast.colleague("Anna", cast.ingrid, Role.ADMIN)
    came = together(
        lambda: change_role(anna, Role.MEMBER, by=cast.ingrid),
        lambda: change_role(cast.ingrid, Role.MEMBER, by=anna),
    )
    refused = errors(came)
    assert len(refused) == 1
    assert isinstance(refused[0], NotPossible)
    (admins,) = together(
        lambda: Seat.objects.filter(party=cast.lumen, role="admin", ended_at=None).count()
    )
    assert admins == 1


def test_a_seat_ends_once_and_the_second_is_told_who_did_it(cast: Cast, together: Together) -> None:
    anna, tor = cast.colleague("Anna", cast.ingrid, Role.ADMIN), cast.tor
    came = together(lambda: end_seat(tor, by=cast.ingrid), lambda: end_seat(tor, by=anna))
    (refused,) = errors(came)
    assert isinstance(refused, NotPossible)
    assert refused.reason is Reason.SOMEBODY_WAS_QUICKER
    assert refused.values["who"] in {"Ingrid", "Anna"}
    (ends,) = together(lambda: Entry.objects.filter(log=cast.shared.id, kind="seat:ended").count())
    assert ends == 1


def test_a_motion_is_carried_out_once(cast: Cast, together: Together) -> None:
    motion = ask_to_change_rule("all-but-one", by=cast.ingrid, reason="Quicker.").motion
    came = together(
        lambda: assent(motion, by=cast.ravi, yes=True),
        lambda: assent(motion, by=cast.ravi, yes=True),
    )
    (refused,) = errors(came)
    assert isinstance(refused, NotPossible)
    assert (refused.reason, refused.values["who"]) == (Reason.ALREADY_SETTLED, "Ravi")
    (set_again,) = together(
        lambda: Entry.objects.filter(log=cast.shared.id, kind="terms:set").count()
    )
    assert set_again == 2  # when the table opened, and now


def test_two_founders_who_accept_at_once_get_two_colours_and_one_opening(
    together: Together,
) -> None:
    founders = (
        Founder(name="Kaveri Analytics", email="ravi@kaveri.example"),
        Founder(name="Delta Freight", email="otto@delta.example"),
    )
    proposed = propose(
        Proposal(name="Three", founders=founders), by=person("Ingrid", LUMEN), house=LUMEN
    )
    ravi, otto = person("Ravi", KAVERI), person("Otto", DELTA)
    first, second = (invited.token for invited in proposed.invited)
    came = together(
        lambda: accept(first, by=ravi, house=KAVERI), lambda: accept(second, by=otto, house=DELTA)
    )
    assert errors(came) == []
    phase, colours, opened = together(
        lambda: Partnership.objects.get().phase,
        lambda: sorted(Party.objects.values_list("colour", flat=True)),
        lambda: Entry.objects.filter(kind="partnership:opened").count(),
    )
    assert (phase, colours, opened) == ("open", [1, 2, 3], 1)


def test_nothing_half_done_remains_of_the_one_who_lost(cast: Cast, together: Together) -> None:
    hanna, invited = cast.holder
    other = cast.stranger
    together(
        lambda: accept(invited.token, by=hanna),
        lambda: accept(invited.token, by=other, other_address=True),
    )
    members, taken, used = together(
        lambda: Membership.objects.filter(person__in=[hanna, other]).count(),
        lambda: Entry.objects.filter(log=cast.shared.id, kind="seat:taken").count(),
        lambda: Invitation.objects.filter(pk=invited.invitation.pk, accepted_at=None).count(),
    )
    assert (members, taken, used) == (1, 3, 0)
