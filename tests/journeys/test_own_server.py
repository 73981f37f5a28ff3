"""A server of one's own, empty: the first person, the first table, the first partner by mail."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.journeys.steps import SOON, day_in, promise, story
from tests.serving import Letters, Server, code_in, link_in, mailbox, served

pytestmark = pytest.mark.browser
Room = Callable[..., BrowserContext]
INGRID, RAVI = "ingrid@lumen.example", "ravi@kaveri.example"


@pytest.fixture(scope="module")
def letters() -> Iterator[Letters]:
    """Where the server's mail goes."""
    with mailbox() as kept:
        yield kept


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, letters: Letters) -> Iterator[Server]:
    """A server that nobody is at yet."""
    with served(
        tmp_path_factory.mktemp("own"),
        MAIL_URL=letters.url,
        WEB_PUSH="yes",
        WEB_PUSH_CONTACT="mailto:it@lumen.example",
    ) as running:
        yield running


def begin(page: Page, own: Server) -> None:
    """Ingrid opens the link from the terminal and proposes a table to Kaveri."""
    page.goto(own.first_link)
    page.get_by_label("Your name").fill("Ingrid")
    page.get_by_label("Your e-mail address").fill(INGRID)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url(f"{own.url}/")
    page.goto(f"{own.url}/p/new/")
    page.get_by_label("Name of the partnership").fill("Sensor beta")
    page.get_by_label("What for").fill("Twelve weeks to a calibrated sensor.")
    page.get_by_label("Name of the other organisation").fill("Kaveri Analytics")
    page.get_by_label("E-mail address of its first person").fill(RAVI)
    page.get_by_label("Name of your organisation").fill("Lumen Sensors")
    page.get_by_role("button", name="Invite").last.click()
    page.wait_for_url(re.compile(r"/p/sensor-beta"))


def test_from_an_empty_server_to_the_first_promise(
    own: Server, letters: Letters, room_for: Room
) -> None:
    stranger = room_for().new_page()
    stranger.goto(own.url)
    expect(stranger.get_by_role("main")).to_contain_text("terminal")
    ingrid = room_for().new_page()
    begin(ingrid, own)
    table = re.sub(r"(/p/[^/]+/).*", r"\1", ingrid.url)
    ingrid.goto(table)
    expect(ingrid.get_by_role("main")).to_contain_text("Kaveri")
    ingrid.goto(f"{table}commitments/")
    expect(ingrid.get_by_role("main")).to_contain_text("nothing here for you to see")

    ravi = room_for().new_page()
    accept_by_mail(ravi, letters)
    ravi.wait_for_url(table)
    ingrid.goto(f"{table}commitments/")
    promise(ingrid, f"the first promise, by {day_in(7)} 17:00")
    ravi.goto(f"{table}commitments/")
    ravi.get_by_role("button", name="Accept").click()
    expect(story(ingrid)).to_contain_text("Ravi accepted.", timeout=SOON)


def accept_by_mail(ravi: Page, letters: Letters) -> None:
    """Ravi, who is new here, opens the link in his letter and accepts for his organisation."""
    ravi.goto(link_in(letters.to(RAVI), "/invitations/"))
    expect(ravi.get_by_role("heading", level=1)).to_contain_text("Lumen Sensors")
    ravi.get_by_role("button", name="I am new here").click()
    ravi.get_by_label("Your name").fill("Ravi")
    ravi.get_by_role("button", name="Begin with this address").click()
    expect(ravi.get_by_role("heading", level=1)).to_contain_text("Sensor beta")
    ravi.get_by_role("button", name="Accept for our organisation").click()


def test_the_link_from_the_terminal_opened_one_door_once(own: Server, room_for: Room) -> None:
    page = room_for().new_page()
    answer = page.goto(own.first_link)
    assert answer is not None
    assert answer.status == 404


def test_one_comes_in_again_by_a_code_from_a_mail(
    own: Server, letters: Letters, room_for: Room
) -> None:
    page = room_for().new_page()
    come_in(page, own, letters)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ingrid")


def come_in(page: Page, own: Server, letters: Letters) -> None:
    """Ingrid, by a code from a mail."""
    before = len(letters.kept)
    page.goto(f"{own.url}/come-in/")
    page.get_by_label("Your e-mail address").fill(INGRID)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label(re.compile("code", re.IGNORECASE)).first.fill(
        code_in(letters.to(INGRID, after=before))
    )
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_url(f"{own.url}/")


# No push service can be reached from here: what it would give to the browser is given in its place.
GIVEN = """PushManager.prototype.subscribe = async () => ({ toJSON: () => ({
    endpoint: "https://push.example.net/wake/1",
    keys: { auth: "BTBZMqHH6r4Tts7J_aSIgg", p256dh:
      "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4" },
}) });"""
SAID = {"sentence": "Ravi accepted.", "url": "/inbox/", "tag": "1", "lang": "en-gb", "dir": "ltr"}
REFUSED = "navigator.serviceWorker.register('/static/troth/troth.js').catch(String)"
SHOWN = """navigator.serviceWorker.ready.then((one) => one.getNotifications())
    .then((all) => all.map((one) => [one.body, one.lang, one.dir, one.data]))"""


def test_a_browser_shows_notifications_under_the_policy_of_our_pages(
    own: Server, letters: Letters, room_for: Room
) -> None:
    page = room_for(permissions=["notifications"]).new_page()
    come_in(page, own, letters)
    page.goto(f"{own.url}/you/letters/")
    assert "a script that is not ours was refused" in page.evaluate(REFUSED)
    inside = page.context.new_cdp_session(page)
    workers: list[dict[str, str]] = []
    registered = "ServiceWorker.workerRegistrationUpdated"
    inside.on(registered, lambda said: workers.extend(said["registrations"]))
    inside.send("ServiceWorker.enable")
    page.evaluate(GIVEN)
    page.get_by_role("button", name="Show notifications here").click()
    expect(page.get_by_role("main")).to_contain_text("this one")
    message = {
        "origin": own.url,
        "registrationId": workers[0]["registrationId"],
        "data": json.dumps(SAID),
    }
    inside.send("ServiceWorker.deliverPushMessage", message)
    page.wait_for_function(f"{SHOWN}.then((all) => all.length)")
    assert page.evaluate(SHOWN) == [["Ravi accepted.", "en-gb", "ltr", "/inbox/"]]
    page.get_by_role("button", name="Stop on this device").click()
    expect(page.get_by_role("button", name="Show notifications here")).to_be_visible()
