"""What the tests of every noun can ask for: the cast at its table, and a browser for each of them."""

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import transaction
from django.test import Client

from troth.foundation.web.testing import as_around_a_test
from troth.ledger import highwater
from troth.ledger.kept import Kept
from troth.ledger.models import Checkpoint
from troth.partnerships.models import Seat
from troth.partnerships.rules.refusals import NotPossible, Reason
from troth.partnerships.testing import Cast
from troth.partnerships.tests.kept_table import table_for_a_test
from troth.people.models import Person

Visit = Callable[[Person | Seat | None], Client]
Refused = Callable[[Reason], pytest.RaisesExc[NotPossible]]
Undone = Callable[[], AbstractContextManager[None]]


@pytest.fixture(autouse=True)
def counted_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was worked out in an earlier test is nothing that a later one may read."""
    monkeypatch.setattr("troth.pages.queries.waiting._kept", {})
    for kept in ("files_day", "queries.lists"):
        monkeypatch.setattr(f"troth.commitments.{kept}.known", Kept())


@pytest.fixture
def cast(db: None) -> Cast:
    """Ingrid of Lumen and Ravi of Kaveri at an open table; the others come when a test names them."""
    return table_for_a_test()


@pytest.fixture
def visit() -> Visit:
    """A signed-in browser for a seat or a person; for None nobody is signed in."""

    def browser(who: Person | Seat | None) -> Client:
        client = Client()
        if who is not None:
            client.force_login(who.person if isinstance(who, Seat) else who)
        return client

    return browser


@pytest.fixture
def refused() -> Refused:
    """Expect that an act at the table is refused for exactly one reason."""

    def expect(reason: Reason) -> pytest.RaisesExc[NotPossible]:
        return pytest.RaisesExc(NotPossible, check=lambda error: error.reason is reason)

    return expect


@pytest.fixture
def undone(db: None) -> Undone:
    """What is done inside is taken back at its end, so that one table serves many who try."""

    @contextmanager
    def trying() -> Iterator[None]:
        with as_around_a_test():
            yield
            transaction.set_rollback(True)

    return trying


@pytest.fixture
def seals_go_too(transactional_db: None) -> Iterator[None]:
    """For acts that are committed and sealed: what lies beside the database goes when its rows go after the test."""
    signed = set(Checkpoint.objects.values_list("log", flat=True))
    forget_all_but(signed)
    yield
    forget_all_but(signed)


def forget_all_but(signed: Collection[str]) -> None:
    """Forget what was signed of other logs than these: in another test, or in this one that is over."""
    for log in set(highwater.logs()).difference(signed):
        highwater.path_of(log).unlink()
