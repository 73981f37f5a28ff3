"""One line to promise, in the languages people speak."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from troth.commitments.reading import read_line
from troth.commitments.rules.promise_line import LineProblem, LineRead

BERGEN = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 3, 12, 12, 10, tzinfo=UTC)  # a Thursday


def read(text: str, *languages: str) -> LineRead:
    return read_line(text, now=NOW, zone=BERGEN, languages=languages)


def local(found: LineRead) -> str:
    assert found.due is not None
    return f"{found.due.astimezone(BERGEN):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("language", "text", "what", "due"),
    [
        ("de", "Pilotvertrag bis Freitag", "Pilotvertrag", "2026-03-13 17:00"),
        ("de-AT", "Pilotvertrag bis Freitag 12 Uhr", "Pilotvertrag", "2026-03-13 12:00"),
        ("de", "Pilotvertrag bis zum 20. März um 9:30", "Pilotvertrag", "2026-03-20 09:30"),
        ("de", "Pilotvertrag bis übermorgen", "Pilotvertrag", "2026-03-14 17:00"),
        (
            "nb",
            "Pilotkontrakt innen fredag 20. mars kl. 15.30",
            "Pilotkontrakt",
            "2026-03-20 15:30",
        ),
        ("fr", "le contrat avant vendredi 20 mars à 17h", "le contrat", "2026-03-20 17:00"),
        ("es", "el contrato antes del 20 de marzo", "el contrato", "2026-03-20 17:00"),
        ("fr", "le contrat d’ici au 20 mars", "le contrat", "2026-03-20 17:00"),
        ("es", "el contrato a más tardar el 20 de marzo", "el contrato", "2026-03-20 17:00"),
        ("sw", "ripoti ya uwanja, ifikapo 2026-03-20", "ripoti ya uwanja", "2026-03-20 17:00"),
        ("ar", "عقد التجربة، قبل الجمعة 17:00", "عقد التجربة", "2026-03-13 17:00"),
        ("de", "Pilotvertrag by Friday noon", "Pilotvertrag", "2026-03-13 12:00"),
    ],
)
def test_people_promise_in_their_own_words(language: str, text: str, what: str, due: str) -> None:
    found = read(text, language)
    assert (found.deliverable, local(found), found.problem) == (what, due, None)


@pytest.mark.parametrize(
    "text", ["Vertrag bis März", "Vertrag bis nächste Woche", "Vertrag bis 7 4"]
)
def test_what_names_no_day_is_asked_for(text: str) -> None:
    assert read(text, "de").problem is LineProblem.NO_DATE


@pytest.mark.parametrize("text", ["Vertrag bis Montag 20. März", "Vertrag bis Freitag 17"])
def test_a_weekday_that_does_not_fit_is_in_doubt(text: str) -> None:
    assert read(text, "de").problem is LineProblem.WEEKDAY_DIFFERS


@pytest.mark.parametrize("languages", [("en",), (), ("tlh",), ("",), ("en-GB", "xx-YY")])
def test_english_always_works_and_unknown_languages_do_no_harm(languages: tuple[str, ...]) -> None:
    assert local(read("contract by Friday 20 March 17:00", *languages)) == "2026-03-20 17:00"
    assert read("contract bis Freitag", *languages).problem is LineProblem.NO_DATE


def test_an_hour_that_no_clock_shows_is_no_hour() -> None:
    assert read("Vertrag bis Freitag 25 Uhr", "de").due is None


def test_very_long_dates_are_not_tried() -> None:
    assert read(f"Vertrag bis {'Freitag ' * 9}", "de").problem is LineProblem.NO_DATE
