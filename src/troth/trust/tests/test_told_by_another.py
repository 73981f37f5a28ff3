"""Nobody writes another side's past: what only a file of theirs says counts in no figure."""

import io
from collections.abc import Callable

import pytest
from django.test import Client

from troth.commitments.actions.importing import Source, begin, show
from troth.commitments.incoming import file_hash, read_all
from troth.commitments.models import Batch, Commitment
from troth.commitments.queries.lists import tallies
from troth.foundation.web.clock import now
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast
from troth.people.models import Person
from troth.trust.queries.promises import promises

pytestmark = pytest.mark.django_db
Visit = Callable[[Person | Seat | None], Client]
HEADER = "event_id,party,counterparty,promised_at,due_at,kept_at\n"


def rows(prefix: str) -> bytes:
    lines = [
        f"{prefix}{n},Kaveri Analytics,Lumen Sensors,2025-01-0{n},2025-02-0{n},"
        for n in range(1, 8)
    ]
    return (HEADER + "\n".join(lines) + "\n").encode()


def bring_in(cast: Cast, by: Seat | None, prefix: str) -> Batch:
    stream = io.BytesIO(rows(prefix))
    batch = begin(Source(name="past.csv", hash=file_hash(stream)), room=cast.shared, by=by)
    read_all(stream, batch)
    show(batch, by=by)
    return batch


@pytest.mark.parametrize("who", ["ingrid", "the server's operator"])
def test_lumens_file_says_nothing_about_kaveris_reliability(cast: Cast, who: str) -> None:
    bring_in(cast, cast.ingrid if who == "ingrid" else None, "a")
    assert promises(cast.shared, now=now()) == []
    assert tallies(cast.shared.id) == []


def test_kaveris_own_file_does(cast: Cast) -> None:
    bring_in(cast, cast.ravi, "b")
    assert {one.promiser for one in promises(cast.shared, now=now())} == {cast.kaveri.id}


def test_the_page_of_such_a_promise_says_so(cast: Cast, visit: Visit) -> None:
    bring_in(cast, cast.ingrid, "c")
    one = Commitment.objects.first()
    assert one is not None
    page = visit(cast.ravi).get(f"/p/lumen-kaveri/commitments/{one.id}/").content.decode()
    assert "counts in no figure until Kaveri has brought it in itself" in page
