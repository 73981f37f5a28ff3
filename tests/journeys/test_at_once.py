"""Two people at once, a line that breaks, a form sent twice: one effect, and nothing is lost."""

import re

import pytest
from playwright.sync_api import Page, Route, expect
from tests.conftest import Window, go
from tests.journeys.steps import LIST, SOON, card, day_in, press, promised, story

pytestmark = pytest.mark.browser


def test_the_second_of_two_is_told_what_happened_and_keeps_the_words(window: Window) -> None:
    ravi = window("Ravi of Kaveri")
    address = promised(window("Ingrid of Lumen"), "an answer for two")
    meera = window("Meera of Kaveri", java_script_enabled=False)
    go(meera, f"{address}decline/")
    meera.get_by_label("Why").fill("We wanted to ask first.")
    go(ravi, address)
    press(ravi, "Accept")
    expect(story(ravi)).to_contain_text("Ravi accepted.")
    meera.get_by_role("button", name=re.compile("^Decline")).click()
    said = meera.inner_text("main")
    assert "accepted" in said or "a moment before you" in said
    go(ravi, address)
    expect(story(ravi)).not_to_contain_text("We wanted to ask first.")


def test_a_dropped_connection_keeps_the_words_and_trying_again_promises_once(
    window: Window,
) -> None:
    ingrid = window("Ingrid of Lumen")
    what = "a promise on a bad line"
    go(ingrid, LIST)
    field = ingrid.get_by_label("What, and by when").first
    field.fill(f"{what}, by {day_in(5)} 17:00")
    ingrid.context.set_offline(True)
    ingrid.get_by_role("button", name="Promise it").first.click()
    expect(ingrid.get_by_text(re.compile("the connection dropped at"))).to_be_visible(timeout=SOON)
    assert field.input_value().startswith(what)
    ingrid.context.set_offline(False)
    ingrid.get_by_role("button", name="Try again").click()
    expect(ingrid.get_by_role("heading", level=1)).to_have_text(what, timeout=SOON)
    go(ingrid, LIST)
    expect(card(ingrid, what)).to_have_count(1)


def test_an_answer_that_got_lost_on_its_way_is_not_promised_twice(window: Window) -> None:
    """The server did it, the browser never heard: sending again leads to what is there."""
    tor = window("Tor of Lumen")
    what = "a promise whose answer got lost"
    go(tor, LIST)
    tor.get_by_label("What, and by when").first.fill(f"{what}, by {day_in(5)} 17:00")
    lose_one_answer(tor)
    tor.get_by_role("button", name="Promise it").first.click()
    tor.get_by_role("button", name="Try again").click(timeout=SOON)
    expect(tor.get_by_role("heading", level=1)).to_have_text(what, timeout=SOON)
    go(tor, LIST)
    expect(card(tor, what)).to_have_count(1)


def lose_one_answer(page: Page) -> None:
    """Let the next promise reach the server, and its answer get lost."""
    lost: list[str] = []

    def once(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append("gone")
        route.fetch(max_redirects=0)
        route.abort("connectionreset")

    page.route("**/commitments/promise/", once)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_button_that_is_pressed_twice_promises_once(window: Window, scripts: bool) -> None:
    ingrid = window("Ingrid of Lumen", java_script_enabled=scripts)
    what = f"a promise pressed twice {scripts}"
    go(ingrid, LIST)
    ingrid.get_by_label("What, and by when").first.fill(f"{what}, by {day_in(5)} 17:00")
    ingrid.get_by_role("button", name="Promise it").first.dblclick()
    expect(ingrid.get_by_role("heading", level=1)).to_have_text(what, timeout=SOON)
    go(ingrid, LIST)
    expect(card(ingrid, what)).to_have_count(1)
