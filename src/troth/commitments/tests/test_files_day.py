"""Of which day the figures of a room speak that come from files."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from troth.commitments import actions
from troth.commitments.actions.importing import show
from troth.commitments.actions.promising import Promise
from troth.commitments.files_day import FilesDay, as_of_words, files_day
from troth.commitments.tests.files import KEPT, LATE, many, read, text
from troth.conftest import Visit
from troth.foundation.web.clock import now
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
OLD, NEWER = date(2011, 6, 30), date(2011, 12, 31)


def promise(cast: Cast, *, accept: bool) -> None:
    said = Promise(
        deliverable="A sensor",
        due=now() + timedelta(days=3),
        zone="UTC",
        receiver=cast.lumen,
        holder=cast.ravi.person,
    )
    one = actions.propose(said, room=cast.shared, by=cast.ravi)
    if accept:
        actions.accept(one, by=cast.ingrid)


def test_without_files_no_day_is_said(cast: Cast) -> None:
    promise(cast, accept=True)
    assert files_day(cast.shared.id) is None
    assert as_of_words(cast.shared.id) == ""


def test_a_file_that_is_not_shown_yet_says_nothing(cast: Cast) -> None:
    batch = read(text(KEPT, LATE), cast.shared, by=cast.ingrid, as_of=OLD)
    assert files_day(cast.shared.id) is None
    show(batch, by=cast.ingrid)
    assert files_day(cast.shared.id) == FilesDay(OLD, alone=True)


def test_of_several_files_the_newest_day_is_said(cast: Cast) -> None:
    show(read(many(20), cast.shared, as_of=NEWER), by=None)
    show(read(many(20, start=20), cast.shared, as_of=OLD), by=None)
    assert files_day(cast.shared.id) == FilesDay(NEWER, alone=True)


def test_a_file_without_a_day_beside_it_speaks_of_today(cast: Cast) -> None:
    show(read(many(20), cast.shared, as_of=NEWER), by=None)
    show(read(many(20, start=20), cast.shared), by=None)
    assert files_day(cast.shared.id) == FilesDay(NEWER, alone=False)
    assert as_of_words(cast.shared.id).startswith("Some of this comes from a file")


def test_a_promise_counts_beside_a_file_once_it_was_accepted(cast: Cast) -> None:
    show(read(many(20), cast.shared, as_of=NEWER), by=None)
    promise(cast, accept=False)
    assert as_of_words(cast.shared.id) == "As of 31 December 2011, the day of the file."
    promise(cast, accept=True)
    assert files_day(cast.shared.id) == FilesDay(NEWER, alone=False)


def test_the_day_is_looked_up_once_for_each_state_of_the_record(
    cast: Cast, django_assert_num_queries: Callable[[int], Any]
) -> None:
    show(read(many(20), cast.shared, as_of=NEWER), by=None)
    files_day(cast.shared.id)
    with django_assert_num_queries(1):
        assert files_day(cast.shared.id) == FilesDay(NEWER, alone=True)


def test_another_room_of_the_same_table_has_no_day(cast: Cast) -> None:
    show(read(many(20), cast.shared, as_of=NEWER), by=None)
    assert files_day(cast.lumen_side.id) is None


@pytest.mark.parametrize("vendors", [1, 9])
def test_the_overview_says_the_day_as_a_sentence_of_its_own(
    cast: Cast, visit: Visit, vendors: int
) -> None:
    """With a figure for each organisation, and with too many for that."""
    show(read(many(vendors), cast.shared, as_of=NEWER), by=None)
    page = visit(cast.ingrid).get("/p/lumen-kaveri/").content.decode()
    promises = " ".join(page.partition('id="promises"')[2].partition("</section>")[0].split())
    assert ". As of 31 December 2011, the day of the file." in promises
    assert ("organisations have promised here" in promises) is (vendors > 8)
