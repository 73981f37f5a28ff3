"""The preview, the page of the proposal and the record, side by side: one reads the same three times."""

import re
from datetime import datetime
from html import unescape

import pytest
from django.test import Client

from troth.checkins.rules.pauses import Days
from troth.commitments import actions as promised
from troth.commitments.models import Commitment
from troth.conftest import Visit
from troth.foundation.web.clock import now
from troth.foundation.web.testing import hidden, statements
from troth.ledger.queries import head
from troth.outreach import actions
from troth.outreach.actions.asking import Asked
from troth.outreach.actions.changing import Dates
from troth.outreach.models import Change, Exchange
from troth.outreach.queries.signals import shared_room
from troth.outreach.tests.conftest import DAY, QUESTION, AskPrivately, MakePromise
from troth.outreach.tests.three import promised_by, read_since, three_sides
from troth.partnerships.testing import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def listed(browser: Client, path: str, given: dict[str, str] | None = None) -> list[str]:
    """The sentences that a page announces, as they are read."""
    answer = browser.post(path, given) if given else browser.get(path)
    found = re.search(r'<ol class="ahead">(.*?)</ol>', answer.content.decode(), re.DOTALL)
    assert found
    return [unescape(one) for one in re.findall(r"<li[^>]*>(.*?)</li>", found[1], re.DOTALL)]


def at(one: Exchange, way: str = "") -> str:
    """The page of an exchange, or of an act in it."""
    room = f"/p/{one.asker.partnership.slug}/with/{one.room_id}/trust/outreach/{one.id}/"
    return f"{room}{way}/" if way else room


def test_the_preview_the_proposal_and_the_record_are_the_same_words(
    cast: Cast, visit: Visit, ask: AskPrivately, promise: MakePromise
) -> None:
    one, what = ask(), promise("Drift <run> & “log”")
    ravi, ingrid = visit(cast.ravi), visit(cast.ingrid)
    given = {f"date-{what.id}": (what.due + 7 * DAY).date().isoformat()}
    preview = listed(ravi, at(one, "dates"), given)
    ravi.post(at(one, "dates"), given | {"sure": "yes"})
    proposed = [listed(browser, at(one)) for browser in (ravi, ingrid)]
    size = head(cast.shared.id)
    ingrid.post(at(one, "agree"), {"seen": Change.objects.get().id})
    assert preview == proposed[0] == proposed[1]
    assert preview == read_since(size, room=cast.shared, reader=cast.ingrid)
    for browser in (ravi, ingrid):
        record = unescape(browser.get("/p/lumen-kaveri/record/").content.decode())
        assert all(words in record for words in preview)
        settled = browser.get(at(one)).content.decode()
        assert '<ol class="ahead">' not in settled, "what is settled is announced no more"


def test_a_previewed_pause_says_to_whom_it_is_only_proposed(
    visit: Visit,
) -> None:
    ingrid, ravi, _otto = three_sides()
    promised_by(ingrid, ravi, shared_room(ingrid.partnership_id))
    one = actions.begin(Asked(person=ingrid, words=QUESTION), by=ravi)
    days = {"first": (now() + DAY).date().isoformat(), "last": (now() + 2 * DAY).date().isoformat()}
    preview = visit(ravi).post(at(one, "pause"), days).content.decode()
    assert "to them the pause is only proposed" in preview
    assert "Which side asked and which agreed can be read by everybody." in preview
    assert "its dates moved" not in preview


def test_at_a_table_of_two_nobody_else_is_spoken_of(
    cast: Cast, visit: Visit, ask: AskPrivately, promise: MakePromise
) -> None:
    one = ask()
    promise()
    days = {"first": (now() + DAY).date().isoformat(), "last": (now() + 2 * DAY).date().isoformat()}
    preview = visit(cast.ravi).post(at(one, "pause"), days).content.decode()
    assert "only proposed" not in preview
    assert "its dates moved" in preview


def test_a_waiting_change_takes_the_same_statements_however_many_promises(
    cast: Cast, visit: Visit, ask: AskPrivately, promise: MakePromise
) -> None:
    one, ingrid = ask(), visit(cast.ingrid)
    counts = []
    for often in (1, 5):
        some = [promise(f"Run {number}") for number in range(often)]
        due: dict[str, datetime] = {each.id: each.due + DAY for each in some}
        change = actions.propose(one, Dates(due=due), by=cast.ravi)
        ingrid.get(at(one))
        counts.append(statements(ingrid, at(one)))
        actions.take_back(one, seen=change.id, by=cast.ravi)
    assert counts[0] == counts[1]


def test_a_page_that_announced_other_words_agrees_to_nothing(
    cast: Cast, visit: Visit, ask: AskPrivately, promise: MakePromise
) -> None:
    one, done, ingrid = ask(), promise("Logger"), visit(cast.ingrid)
    what = promise()
    days = Days((now() + DAY).date(), (now() + 3 * DAY).date())
    promised.deliver(done, by=cast.ingrid)
    change = actions.propose(one, Dates(pause=days), by=cast.ravi)
    page = ingrid.get(at(one)).content.decode()
    assert "The time to answer “Logger”" in page
    # By now it is answered: nothing of it would be read.
    promised.confirm(Commitment.objects.with_parties().get(pk=done.pk), by=cast.ravi)
    answer = ingrid.post(at(one, "agree"), {"seen": change.id, "read": hidden(page, "read")})
    again = answer.content.decode()
    assert answer.status_code == 409
    assert "Nothing was moved; look at how it stands now." in again
    assert "The time to answer" not in again
    assert Commitment.objects.get(pk=what.pk).due == what.due
    seen = {"seen": change.id, "read": hidden(again, "read")}
    assert ingrid.post(at(one, "agree"), seen).status_code == 302
    assert Commitment.objects.get(pk=what.pk).due > what.due
