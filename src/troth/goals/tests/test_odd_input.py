"""Whatever is typed about a goal is kept as it was typed or answered in plain words, and runs nowhere."""

from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from troth.conftest import Visit
from troth.goals import actions
from troth.goals.models import Goal, Obstacle, Reading
from troth.goals.queries.plans import latest
from troth.goals.testing import fresh
from troth.goals.tests.told import GOALS, board, nothing_written
from troth.partnerships.testing import Cast

# Everybody at every door: make test-all has the time for it, on one database.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite]
KEPT = {
    "right to left": "عشرون جهازًا في تشيناي",
    "two directions": "Beta אבג 20 units",
    "emoji": "👩‍🔬🚢🎉",
    "combining": "e\u0301a\u0308 z\u0335",
    "many scripts": "数据 данные ಮಾಹಿತಿ",
    "formula": "=cmd|' /C calc'!A0",
    "template": "{{ 7*7 }} {% raw %} ${7*7}",
    "sql": "'; drop table goals_goal; --",
    "percent": "100 % of %(start)s and %s",
    "html": "<b>bold</b><script>alert(1)</script>",
    "attribute": '" onmouseover="alert(1)',
    "long word": "Kalibrierung" * 8,
}
REFUSED = {"empty": "", "spaces": "   \t", "no-break spaces": "\u00a0\u2003", "NUL": "a\x00b"}
FORM = {"by_when": "2027-03-31", "launch_on": "", "m0_name": "Units", "m0_target": "20"}
LONG = "a line of a log\n" * 100_000


def test_odd_names_and_words_of_a_goal_are_kept_as_they_were_written(
    cast: Cast, visit: Visit
) -> None:
    browser = visit(cast.ravi)
    for name, text in KEPT.items():
        sent = FORM | {"title": text, "words": text, "m0_name": text[:100], "m0_unit": text[:20]}
        made = browser.post(f"{GOALS}new/", sent)
        assert made.status_code == 302, name
        goal = Goal.objects.latest("id")
        plan = latest(goal)
        assert (goal.title, plan.words) == (text, text), name
        page = board(browser.get(f"{GOALS}{goal.id}/").content.decode())
        assert text in unescape(page), name
        assert "<script>alert" not in page
        assert 'onmouseover="alert' not in page
    page = board(browser.get(GOALS).content.decode())
    assert "<script>alert" not in page
    assert KEPT["template"] in unescape(page), "nothing is calculated"


def test_what_is_nothing_is_no_name_and_no_words(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.ravi)
    for name, text in REFUSED.items():
        for field in ("title", "words"):
            sent = FORM | {"title": "Kept title", "words": "Kept words.", field: text}
            with nothing_written():
                answered = browser.post(f"{GOALS}new/", sent)
            page = answered.content.decode()
            assert answered.status_code == 422, (name, field)
            assert ("Kept title" in page) or ("Kept words." in page)


def test_odd_obstacles_and_reasons_are_kept_or_answered(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    browser = visit(cast.meera)
    for name, text in KEPT.items():
        sent = {"what": text, "opens": text}
        assert browser.post(f"{GOALS}{agreed.id}/obstacle/", sent).status_code == 302, name
        met = Obstacle.objects.latest("id")
        assert (met.what, met.opens) == (text, text)
        closed = browser.post(f"{GOALS}obstacles/{met.id}/close/", {"why": text})
        assert closed.status_code == 302, name
    page = board(browser.get(f"{GOALS}{agreed.id}/").content.decode())
    assert "<script>alert" not in page
    met = actions.log_obstacle(agreed, what="Rain.", by=cast.tor)
    for name, text in REFUSED.items():
        with nothing_written():
            named = browser.post(f"{GOALS}{agreed.id}/obstacle/", {"what": text})
            closed = browser.post(f"{GOALS}obstacles/{met.id}/close/", {"why": text})
        assert (named.status_code, closed.status_code) == (422, 422), name


def test_odd_notes_of_a_reading_are_kept_and_shown_as_words(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    browser, measure = visit(cast.tor), agreed.measures.get()
    for n, (name, text) in enumerate(KEPT.items(), start=1):
        sent = {"value": str(n), "day": f"2026-03-{n:02}", "note": text}
        answered = browser.post(f"{GOALS}measures/{measure.id}/reading/", sent)
        assert answered.status_code == 302, name
        assert Reading.objects.get(day=date(2026, 3, n)).note == text, name
    page = board(browser.get(f"{GOALS}measures/{measure.id}/").content.decode())
    assert "<script>alert" not in page
    for text in KEPT.values():
        assert text in unescape(page)


def test_odd_reasons_for_a_change_are_kept_or_answered(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    browser, seen = visit(cast.ravi), 1
    for name, text in KEPT.items():
        sent = FORM | {"words": f"Words {seen}", "why": text, "seen": str(seen)}
        sent |= {"launch_on": "2027-03-15"}
        assert browser.post(f"{GOALS}{agreed.id}/change/", sent).status_code == 302, name
        seen += 1
    assert fresh(agreed).agreement.latest == len(KEPT) + 1
    for name, text in REFUSED.items():
        sent = FORM | {"words": "Words still kept.", "why": text, "seen": str(seen)}
        with nothing_written():
            answered = browser.post(f"{GOALS}{agreed.id}/change/", sent)
        assert answered.status_code == 422, name
        assert "Words still kept." in answered.content.decode()


def test_a_hundred_thousand_lines_are_answered_in_every_field(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    browser, measure = visit(cast.tor), agreed.measures.get()
    met = actions.log_obstacle(agreed, what="Rain.", by=cast.tor)
    one = actions.read_measure(measure, value=Decimal(1), day=date(2026, 3, 2), by=cast.tor)
    ok = FORM | {"title": "T", "words": "W", "why": "x", "seen": "1"}
    fields: list[tuple[str, dict[str, str]]] = [
        ("new/", ok | {"title": LONG}),
        ("new/", ok | {"words": LONG}),
        ("new/", ok | {"m0_name": LONG}),
        ("new/", ok | {"m0_unit": LONG}),
        ("new/", ok | {"m0_target": "9" * 100_000}),
        ("new/", ok | {"by_when": LONG}),
        (f"{agreed.id}/change/", ok | {"why": LONG}),
        (f"{agreed.id}/obstacle/", {"what": LONG}),
        (f"{agreed.id}/obstacle/", {"what": "Rain.", "opens": LONG}),
        (f"obstacles/{met.id}/close/", {"why": LONG}),
        (f"readings/{one.id}/take-back/", {"why": LONG}),
        (f"measures/{measure.id}/reading/", {"value": "1", "day": "2026-03-03", "note": LONG}),
        (f"measures/{measure.id}/import/", {"text": LONG, "confirm": "yes"}),
    ]
    for path, sent in fields:
        with nothing_written():
            assert browser.post(f"{GOALS}{path}", sent).status_code == 422, path


def test_hidden_fields_that_were_tampered_with_change_nothing(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    browser = visit(cast.ravi)
    for seen in ("", "0", "-1", "x", "²", "9" * 40):
        sent = FORM | {"words": "Else.", "why": "x", "seen": seen}
        with nothing_written():
            answered = browser.post(f"{GOALS}{agreed.id}/change/", sent)
        assert answered.status_code in {409, 422}, seen
    other = actions.draft_goal(title="Other", words="W", room=cast.shared, by=cast.ravi)
    foreign = actions.log_obstacle(other, what="Of the other goal.", by=cast.ravi)
    sent = FORM | {"words": "Else.", "launch_on": "2027-03-15", "why": "x", "seen": "1"}
    for key in ("x", "9" * 26, foreign.id):
        page = browser.get(f"{GOALS}{agreed.id}/change/", {"obstacle": key}).content.decode()
        assert "Of the other goal." not in page
    assert (
        browser.post(f"{GOALS}{agreed.id}/change/", sent | {"obstacle": foreign.id}).status_code
        == 302
    )
    foreign.refresh_from_db()
    assert foreign.is_open


@pytest.mark.parametrize("key", ["x", "0" * 26, "'", "..", "9" * 500, "😀"])
def test_an_address_that_names_nothing_is_not_found(cast: Cast, visit: Visit, key: str) -> None:
    browser = visit(cast.tor)
    for path in (f"{key}/", f"{key}/change/", f"measures/{key}/", f"measures/{key}/import/"):
        assert browser.get(f"{GOALS}{path}").status_code == 404
    for path in (f"{key}/sign/", f"obstacles/{key}/close/", f"readings/{key}/take-back/"):
        assert browser.post(f"{GOALS}{path}", {"why": "x"}).status_code in {403, 404}


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(50),
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
        b"\xff\xfe=\x00c\x00m\x00d\x00",
        b'"2026-03-02,1',
        b"2026-03-02," + b"9" * 10_000,
        b"\xf0\x9f\x98\x80,\xf0\x9f\x98\x80",
        b"\r\r\r\r",
        b"," * 50_000,
        b"2026-03-02,1" + b",x" * 1000,
        "２０２６-03-02,1".encode(),
    ],
)
def test_a_file_that_is_something_else_brings_nothing_in(
    cast: Cast, visit: Visit, agreed: Goal, data: bytes
) -> None:
    browser, measure = visit(cast.tor), agreed.measures.get()
    for more in ({}, {"confirm": "yes"}):
        file = SimpleUploadedFile("../../readings.csv", data)
        with nothing_written():
            answered = browser.post(f"{GOALS}measures/{measure.id}/import/", {"file": file, **more})
        assert answered.status_code == 422
        assert "<h1" in answered.content.decode()
