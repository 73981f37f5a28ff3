"""What people write is shown as they mean it, and never as code of theirs on our page."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.discussions.models import LONGEST_TEXT
from troth.discussions.rendering import clean, plain, render
from troth.discussions.rules.mentions import names_of

NAMES = names_of([("Siri", ("seat", "s")), ("Kaveri", ("party", "k"))])
EVIL = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](  JaVaScRiPt:alert(1))",
    "![x](https://tracker.example/p.png)",
    "<a href='https://x' style='position:fixed'>x</a>",
    'https://x.example/"onmouseover=alert(1)',
    "<svg/onload=alert(1)>",
    "<style>*{display:none}</style>",
    '<b class="mention">@Siri</b>',
    "{{ 7*7 }} {% raw %}",
    "=cmd|' /C calc'!A0",
    "\u202egnp.exe",
)


def test_it_looks_as_it_is_meant() -> None:
    html, _calls = render(
        "# Beta\n\n**All** `20`\n- one\n- two\n\n| a | b |\n|-|-|\n| 1 | 2 |\n\n~~no~~"
    )
    for part in ("<h3", "<strong>All</strong>", "<code>20</code>", "<li", "<table", "<s>no</s>"):
        assert part in html


def test_line_ends_stay_and_addresses_are_links() -> None:
    html, _calls = render("one\ntwo https://troth.example/a?b=1.")
    assert "one<br>" in html
    assert '<a href="https://troth.example/a?b=1"' in html
    assert "</a>." in html


def test_words_in_another_direction_have_their_own() -> None:
    html, _calls = render("Hello\n\nمرحبا\n\n```\ncode\n```")
    assert html.count('<p dir="auto">') == 2
    assert '<pre tabindex="0" dir="ltr">' in html


def test_an_empty_table_is_a_table() -> None:
    assert "<table" in render("| | |\n|-|-|\n| | |")[0]


def test_a_call_is_marked_where_it_is_one() -> None:
    html, calls = render("@Siri and a@siri.example and `@Kaveri` and @Sirius", NAMES)
    assert html.count("mention") == 1
    assert calls.found == [("seat", "s")]


@pytest.mark.parametrize("evil", EVIL)
def test_nothing_that_runs_or_loads_comes_through(evil: str) -> None:
    for text in (evil, f"> {evil}", f"**{evil}**", f"| {evil} |\n|-|\n"):
        html = render(text, NAMES)[0]
        tags = re.findall(r"<[^>]*>", html)
        for tag in tags:
            assert not re.match(r"<(script|img|svg|style|iframe|object|form|input)", tag), tag
            assert not re.search(r"\son\w+=|style=|javascript:|data:", tag), tag


@given(st.text(max_size=400))
def test_whatever_is_written_is_rendered_and_clean(text: str) -> None:
    html = render(text, NAMES)[0]
    assert clean(html) == html
    assert "<script" not in html


@pytest.mark.parametrize(
    "piece", ["[", "*a ", "@Siri ", "> ", "`", "![", "<", "|a", "~~", "[a](<", "x\n"]
)
def test_the_worst_text_is_rendered_within_a_second_and_a_half(piece: str) -> None:
    text = (piece * LONGEST_TEXT)[:LONGEST_TEXT]
    before = time.process_time()
    render(text, NAMES)
    assert time.process_time() - before < 1.5


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("**What that means:** the API is written", "What that means: the API is written"),
        ("- one\n- two", "one two"),
        ("| station | now |\n|---|---|\n| Voss | 1/min |", "station now Voss 1/min"),
        ("```\n04:00 ok\n04:01 ok\n```\nThree in a row", "04:00 ok 04:01 ok Three in a row"),
        ("# Heading\nwith words", "Heading with words"),
        ("[the file](https://lumen.example/file)", "the file"),
        ("3 < 4 & 5 > 4", "3 < 4 & 5 > 4"),
        ("snake_case and 5 * 4", "snake_case and 5 * 4"),
    ],
)
def test_beside_an_answer_of_the_search_stand_words_and_no_marks(written: str, said: str) -> None:
    assert plain(render(written)[0]) == said


@given(st.text("ab *_|#`>-\n", max_size=80))
def test_plain_words_hold_every_letter_that_was_shown(written: str) -> None:
    html = render(written)[0]
    assert [one for one in plain(html) if one in "ab"] == [
        one for one in shown_words(html) if one in "ab"
    ]


def shown_words(html: str) -> str:
    """What a browser would show of it."""
    return re.sub(r"<[^>]*>", "", html)
