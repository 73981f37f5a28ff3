"""A statement among the agreements: approved, withdrawn, approved again; the list never says more than is true."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from troth.agreements import actions as agreements
from troth.conftest import Visit
from troth.foundation.web import clock
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast
from troth.statements.actions import using
from troth.statements.models import Statement
from troth.statements.offers import ended
from troth.statements.tests.conftest import LIST, approve

pytestmark = pytest.mark.django_db
AGREEMENTS = "/p/lumen-kaveri/agreements/"
HUB = 'id="hub-statements"'


def line(visit: Visit, who: Seat) -> str:
    """The list of agreements, without the blocks below it."""
    page = visit(who).get(AGREEMENTS).content.decode()
    return page[: page.index(HUB)]


def test_what_every_side_approved_is_signed_by_all(
    cast: Cast, visit: Visit, note: Statement
) -> None:
    assert "version 1, signed by all" in line(visit, cast.ravi)


def test_what_one_side_withdrew_is_said_to_be_withdrawn_and_since_when(
    cast: Cast, visit: Visit, note: Statement
) -> None:
    with clock.at(datetime.now(UTC)):
        using.withdraw(note, reason="The customer asked us to wait.", by=cast.ravi)
    seen = line(visit, cast.ingrid)
    assert "version 1, withdrawn on" in seen
    assert "signed by all" not in seen
    assert "no longer holds" in seen


def test_a_new_version_that_waits_is_no_withdrawn_agreement(
    cast: Cast, visit: Visit, note: Statement
) -> None:
    using.revise(note.agreement, text="Nine pilots.", why="One left.", seen=1, by=cast.ravi)
    seen = line(visit, cast.ingrid)
    assert "waits for" in seen
    assert "withdrawn on" not in seen


def test_approved_again_it_holds_again(cast: Cast, visit: Visit, note: Statement) -> None:
    using.revise(note.agreement, text="Nine pilots.", why="One left.", seen=1, by=cast.ravi)
    approve(note, cast.ravi, cast.ingrid, version=2)
    seen = line(visit, cast.ingrid)
    assert "version 2, signed by all" in seen
    assert "withdrawn on" not in seen


def test_a_text_of_another_kind_is_never_said_to_be_withdrawn(
    cast: Cast, visit: Visit, note: Statement
) -> None:
    rule = agreements.draft(title="Answering", text="Soon.", room=cast.shared, by=cast.ingrid)
    for seat in (cast.ingrid, cast.ravi):
        agreements.sign(rule, version=1, by=seat)
    using.withdraw(note, reason="Wait.", by=cast.ingrid)
    assert set(ended([rule.id, note.id], cast.ravi.person)) == {note.id}
    seen = line(visit, cast.ravi)
    assert "version 1, signed by all" in seen
    assert "version 1, withdrawn on" in seen


def test_nothing_asked_is_nothing_said(cast: Cast) -> None:
    assert ended([], cast.ravi.person) == {}
    assert ended(["0" * 26], cast.ravi.person) == {}


def cost(visit: Visit, who: Seat, path: str) -> int:
    """How many questions a page asks the database."""
    browser = visit(who)
    browser.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize("path", [AGREEMENTS, LIST])
def test_many_statements_cost_what_one_costs(
    cast: Cast, visit: Visit, note: Statement, path: str
) -> None:
    using.withdraw(note, reason="Wait.", by=cast.ingrid)
    one = cost(visit, cast.ravi, path)
    for number in range(12):
        made = using.draft(title=f"Note {number}", text="x", room=cast.shared, by=cast.ingrid)
        if number % 3:
            approve(made, cast.ingrid, cast.ravi)
        if number % 3 == 2:
            using.withdraw(made, reason="Wait.", by=cast.ravi)
    assert cost(visit, cast.ravi, path) == one


# ------------------------------------------------------------------------------ the block


def block(visit: Visit, who: Seat) -> str:
    """What the page of agreements says of statements."""
    page = visit(who).get(AGREEMENTS).content.decode()
    found = page[page.index(HUB) :]
    return found[: found.index("</section>")]


def test_with_nothing_for_the_outside_the_block_says_what_it_is_for(
    cast: Cast, visit: Visit
) -> None:
    seen = block(visit, cast.tor)
    assert "What you say together, in words every side has approved." in seen
    assert "Write something for the outside" in seen


def test_the_block_counts_what_may_be_used_and_what_waits(
    cast: Cast, visit: Visit, note: Statement
) -> None:
    assert "One statement may be used." in block(visit, cast.ravi)
    using.draft(title="A second", text="Two.", room=cast.shared, by=cast.ravi)
    assert "One statement may be used, one waits for an approval." in block(visit, cast.ravi)


def test_the_block_shows_three_of_many_the_newest_first(cast: Cast, visit: Visit) -> None:
    for number in range(5):
        using.draft(title=f"Note {number}", text="x", room=cast.shared, by=cast.ingrid)
    seen = block(visit, cast.ravi)
    assert seen.index("Note 4") < seen.index("Note 3") < seen.index("Note 2")
    assert "Note 1" not in seen
    assert "5 wait for an approval" in seen


def test_the_block_says_withdrawn_of_what_was_withdrawn(
    cast: Cast, visit: Visit, note: Statement
) -> None:
    using.withdraw(note, reason="Wait.", by=cast.ingrid)
    assert ">withdrawn<" in block(visit, cast.ravi)


@pytest.mark.parametrize("who", ["guest", "contributor", "facilitator"])
def test_whoever_agrees_to_nothing_reads_no_draft_in_the_block(
    cast: Cast, visit: Visit, draft: Statement, who: str
) -> None:
    assert "Press note" not in block(visit, getattr(cast, who))
    approve(draft, cast.ingrid, cast.ravi)
    assert "Press note" in block(visit, getattr(cast, who))


def test_side_rooms_have_no_statements(cast: Cast, visit: Visit, note: Statement) -> None:
    page = visit(cast.ingrid).get("/p/lumen-kaveri/side/agreements/").content.decode()
    assert HUB not in page
    assert "Press note" not in page
