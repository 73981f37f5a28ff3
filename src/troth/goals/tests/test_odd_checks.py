"""Whatever is typed about a check is kept as it was typed, runs nowhere, and stands in the public file as it was."""

import json
from html import unescape

import pytest
from django.test import Client

from troth.conftest import Visit
from troth.goals import actions
from troth.goals.actions.measuring import today_of
from troth.goals.models import CheckResult, Goal, SustainabilityCheck
from troth.goals.tests.checked import CHECKS, FOUND, agree, anew, found, public, settle, show
from troth.goals.tests.test_odd_input import KEPT, LONG, REFUSED
from troth.goals.tests.told import GOALS, board
from troth.partnerships.testing import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite]


def proposal(cast: Cast, **more: str) -> dict[str, str]:
    """A form that would be taken."""
    form = {"what": "Nothing is wasted.", "how": "Weighed.", "proof": "measure", "aims": ""}
    return form | {"answering": str(cast.kaveri.id), "due": "2027-01-31"} | more


def result(cast: Cast, check: SustainabilityCheck, **more: str) -> dict[str, str]:
    """A form that would be taken."""
    form = {"outcome": "failed", "words": "Half.", "day": today_of(cast.ravi).isoformat()}
    return form | {"seen": str(anew(check).turn)} | more


def test_odd_words_of_a_check_are_kept_and_run_nowhere(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    client = visit(cast.ravi)
    for name, text in KEPT.items():
        made = client.post(f"{GOALS}{agreed.id}/check/", proposal(cast, what=text, how=text))
        assert made.status_code == 302, name
        one = SustainabilityCheck.objects.latest("id")
        assert one.what == one.how, name
        page = board(client.get(f"{CHECKS}{one.id}/").content.decode())
        assert one.what in unescape(page), name
        assert "<script>" not in page
        assert '" onmouseover="' not in page


def test_odd_words_stand_in_the_public_file_as_they_were(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    texts = []
    for text in KEPT.values():
        one = agree(agreed, cast, what=text, how=text)
        settle(one, cast.ravi, cast.ingrid, words=text)
        texts.append(text.strip())
    showing = show(agreed, (cast.ingrid, cast.ravi))
    file = json.loads(Client().get(public(showing, "results.json")).content)
    assert [one["what"] for one in file["checks"]] == texts
    page = Client().get(public(showing)).content.decode()
    assert "<script>alert" not in page
    for text in texts:
        assert text in unescape(page)


EMPTY = [text for name, text in REFUSED.items() if name != "NUL"]


def test_signs_that_nobody_sees_are_left_out(cast: Cast, visit: Visit, agreed: Goal) -> None:
    form = proposal(cast, what=f"Nothing {REFUSED['NUL']}")
    assert visit(cast.ravi).post(f"{GOALS}{agreed.id}/check/", form).status_code == 302
    assert SustainabilityCheck.objects.get().what.split() == ["Nothing", "a", "b"]


@pytest.mark.parametrize("text", [*EMPTY, LONG])
def test_what_is_no_sentence_is_refused_and_leaves_nothing(
    cast: Cast, visit: Visit, agreed: Goal, text: str
) -> None:
    one = agree(agreed, cast)
    client, turn = visit(cast.ravi), anew(one).turn
    for path, form in (
        (f"{GOALS}{agreed.id}/check/", proposal(cast, what=text)),
        (f"{GOALS}{agreed.id}/check/", proposal(cast, how=text)),
        (f"{CHECKS}{one.id}/result/", result(cast, one, words=text)),
    ):
        assert client.post(path, form).status_code in {400, 413, 422}, path
    assert SustainabilityCheck.objects.count() == 1
    assert (CheckResult.objects.count(), anew(one).turn) == (0, turn)


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "great"},
        {"day": "yesterday"},
        {"day": "2999-01-01"},
        {"again": "2020-01-01"},
        {"seen": "-1"},
        {"seen": "x"},
        {"evidence": "resource"},
        {"evidence": "people:01J00000000000000000000000"},
        {"evidence": "resource:01J00000000000000000000000' or 1=1"},
    ],
)
def test_a_result_that_is_none_is_refused_and_leaves_nothing(
    cast: Cast, visit: Visit, agreed: Goal, wrong: dict[str, str]
) -> None:
    one = agree(agreed, cast)
    answer = visit(cast.ravi).post(f"{CHECKS}{one.id}/result/", result(cast, one, **wrong))
    assert answer.status_code == 422
    assert "Half." in answer.content.decode()
    assert not CheckResult.objects.exists()


@pytest.mark.parametrize("seen", ["", "x", "²", "-1", "9" * 40, "5"])
def test_a_press_that_read_nothing_confirms_nothing(
    cast: Cast, visit: Visit, agreed: Goal, seen: str
) -> None:
    one = agree(agreed, cast)
    made = found(one, by=cast.ravi)
    answer = visit(cast.ingrid).post(f"{FOUND}{made.id}/confirm/", {"seen": seen})
    assert (answer.status_code, "a moment before you" in answer.content.decode()) == (409, True)
    made.refresh_from_db()
    assert made.settled_at is None


def test_a_reason_to_stop_showing_is_read_inside_and_never_outside(
    cast: Cast, agreed: Goal, visit: Visit
) -> None:
    settle(agree(agreed, cast), cast.ravi, cast.ingrid)
    showing = show(agreed, (cast.ingrid, cast.ravi))
    actions.stop_showing(showing, reason=KEPT["html"], by=cast.ravi)
    inside = board(visit(cast.ingrid).get(f"{GOALS}kept/{showing.pk}/").content.decode())
    assert KEPT["html"] in unescape(inside)
    assert "<script>alert" not in inside
    assert KEPT["html"] not in unescape(Client().get(public(showing)).content.decode())
