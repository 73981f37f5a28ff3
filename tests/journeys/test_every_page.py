"""Every page that each kind of person can walk to: nothing axe complains about, nothing sideways.

A walk follows links through some pages of every address pattern, then opens one of each wide and light, and once more
narrow and dark; pages of the same pattern differ in their words alone, so that one stands for all of them. What no
walk comes to stands below with its reason.
"""

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Literal
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import BrowserContext, Page
from tests.access import policy
from tests.conftest import Window
from tests.journeys.steps import LIST, TABLE
from tests.serving import Server

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
# Where the walk begins; the rest is found by its links.
START = ("/", TABLE)
OUTSIDE = ("/come-in/", "/server/", "/design/")
# No walk is longer than this, however many pages there will be.
MOST = 190
# So many pages of one pattern are read for their links: not every goal has a measure.
TRIES = 8
FETCH = """async path => {
  const answer = await fetch(path, {headers: {Accept: 'text/html'}});
  const isPage = answer.ok && (answer.headers.get('content-type') ?? '').startsWith('text/html');
  if (!isPage) { await answer.body?.cancel(); return null; }
  return [new URL(answer.url).pathname, await answer.text()]; }"""
LINK = re.compile(r'<a\b[^>]*\shref="([^"]*)"')
FITS = "document.documentElement.scrollWidth <= innerWidth"
CHANGING = "document.getAnimations().length"
LARGER = "size => { document.documentElement.style.fontSize = size }"
# Sent as a browser without its own checks sends it: the server has to say what is missing.
SEND_EMPTY = """() => { const form = document.querySelector('main form[method=post]');
  form.noValidate = true;
  for (const one of form.querySelectorAll('input:not([type=hidden]):not([type=radio]), textarea')) one.value = '';
  HTMLFormElement.prototype.submit.call(form); }"""

Wrong = list[tuple[str, str, str]]
Scheme = Literal["light", "dark"]
LIGHT: Scheme = "light"
DARK: Scheme = "dark"


def kind(path: str) -> str:
    """Pages of one address pattern in one kind of room are one page; empty for what is no page."""
    try:
        found = resolve(path)
    except Resolver404:
        return ""
    where = found.kwargs.get("where", "")
    # A room of a few has the sections of the shared one; what stands nowhere else is looked at there.
    if where == "with" and not found.view_name.startswith("outreach."):
        return ""
    return f"{found.view_name} {where}"


def links(text: str, at: str) -> list[str]:
    """Where one can go from here, at the same host."""
    parts = [urlsplit(urljoin(at, unescape(link))) for link in LINK.findall(text)]
    return [part.path for part in parts if not part.netloc]


def found_pages(page: Page, start: tuple[str, ...], most: int) -> tuple[dict[str, str], set[str]]:
    """One page of every pattern that links lead to, and the names of all addresses that answered with a page."""
    seen: dict[str, str] = {}
    names: set[str] = set()
    tries: Counter[str] = Counter()
    waiting, asked = deque(start), set[str]()
    while waiting and len(seen) < most:
        path = waiting.popleft()
        if not (name := kind(path)) or path in asked or tries[name] >= TRIES:
            continue
        asked.add(path)
        tries[name] += 1
        if (answer := page.evaluate(FETCH, path)) is None:
            continue
        stands, text = answer
        seen.setdefault(kind(stands), stands)
        names |= {name.partition(" ")[0], kind(stands).partition(" ")[0]}
        waiting += links(text, stands)
    return seen, names


def walk(
    page: Page, start: tuple[str, ...] = START, most: int = MOST
) -> tuple[set[str], list[str], Wrong]:
    """Look at one page of every pattern; which addresses it knows, where it went, and what was wrong there."""
    host = urlsplit(page.url).netloc
    found, names = found_pages(page, start, most)
    paths = list(found.values())
    wrong: Wrong = []
    wear(page, LIGHT)
    for path in paths:
        page.goto(f"http://{host}{path}")
        wrong += looked_at(page, path)
    return names, paths, wrong


def looked_at(page: Page, where: str) -> Wrong:
    """What is wrong with the page that is open: wide and light, at other widths, narrow and dark."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    wrong = complaints(page, f"{where} {LIGHT}") + sideways(page, where)
    wear(page, DARK)
    settle(page)
    wrong += complaints(page, f"{where} {DARK}")
    wear(page, LIGHT)
    return wrong


def wear(page: Page, scheme: Scheme) -> None:
    """How pages look from now on, the open one as well: wide and light, or narrow and dark."""
    page.set_viewport_size({"width": 1280 if scheme == LIGHT else 390, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")


def settle(page: Page) -> None:
    """Wait until no colour is on its way to another; what inherits one begins when that has arrived."""
    for _ in range(40):
        if not page.evaluate(CHANGING):
            return
        page.wait_for_timeout(50)


def complaints(page: Page, where: str) -> Wrong:
    """What axe says about the page that is open, once it is in it."""
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [(where, one["id"], one["nodes"][0]["html"][:120]) for one in found]


def sideways(page: Page, where: str) -> Wrong:
    """Whether something stands out from a small phone to a wide screen, or with letters twice as large."""
    wrong: Wrong = []
    for width, size in ((1280, "200%"), (1920, ""), (768, ""), (360, "")):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(LARGER, size)
        if not fits(page):
            wrong.append((where, "sideways", f"{width} px {size}"))
    page.evaluate(LARGER, "")
    return wrong


def fits(page: Page) -> bool:
    """Whether nothing stands out once the page has settled; what it is asked in, its own rules allow."""
    for _ in range(20):
        if page.evaluate(FITS):
            return True
        page.wait_for_timeout(100)
    return False


def told(wrong: Wrong) -> str:
    """A line for each."""
    return "\n".join(" · ".join(one) for one in wrong)


# Addresses that no link of the example leads to, by why; whoever may open one, Ingrid may as well.
NOT_WALKED = {
    "parts of a page, fetched alone": (
        *("commitments.board", "commitments.body", "commitments.reading", "talk.since"),
        *("kickoff.line", "talk.translation"),
    ),
    "files, and what machines ask": (
        *(
            "commitments.import.wrong",
            "mfa_download_recovery_codes",
            "public.digest",
            "public.kept.file",
            "public.text",
        ),
        *("record.checkpoint", "record.proof", "talk.library.file", "talk.library.preview"),
        *("talk.library.upload", "trust.pair-pdf", "trust.review-pdf"),
    ),
    "they lead on to another page": ("people.consent", "talk.questions"),
    "for whoever has not come in, or proves again who they are": (
        *("account_complete_password_reset", "account_confirm_login_code", "account_inactive"),
        *("account_confirm_password_reset_code", "account_email_verification_sent"),
        *("account_login", "account_logout", "account_password_reset_completed"),
        *("account_reauthenticate", "account_reset_password", "account_signup"),
        *("come-in.password", "mfa_authenticate", "mfa_login_webauthn", "mfa_reauthenticate"),
        *("mfa_reauthenticate_webauthn", "prove.code", "guest", "invitation", "invitation.decline"),
    ),
    "nobody in the example has a second factor": (
        *("mfa_deactivate_totp", "mfa_edit_webauthn", "mfa_generate_recovery_codes"),
        *("mfa_remove_webauthn", "mfa_view_recovery_codes"),
    ),
    "buttons that act at once; a page of their own only says why not": (
        *("commitments.accept", "commitments.agree-move", "commitments.confirm"),
        *("commitments.decline", "people.ask_again", "people.take_away", "talk.correct"),
    ),
    "there while a wish of this or the last week waits for an answer": ("checkins.answer",),
    "nothing in the example is at that point for her": (
        *("commitments.import.preview", "commitments.share", "commitments.widen"),
        *("commitments.keep-date", "commitments.suggest-date", "commitments.send-back"),
        *("decisions.revise", "goals.share", "launch.read", "people.consent.one"),
        "goals.check.differ",
        *("imbalance.offered", "imbalance.one", "imbalance.say"),
        "public.table",
    ),
    "the workshop of the look, which whoever has not come in walks to": ("design",),
}


def may_open(who: str) -> set[str]:
    """Names of all pages this role may open somewhere."""
    names = (name for name, row in policy.TABLE.items() if "GET" in row.takes)
    return {
        name
        for name in names
        for room in (policy.WHO_ENTERS if name in policy.INSIDE_A_TABLE else ("",))
        if policy.expected(name, who, "GET", room=room) is policy.Answer.DONE
    }


def test_what_anybody_may_open_an_admin_may_open_as_well() -> None:
    ours = may_open("lumen admin")
    assert [who for who in policy.ALL if may_open(who) - ours] == []


def test_what_no_walk_comes_to_is_there() -> None:
    named = [name for names in NOT_WALKED.values() for name in names]
    assert len(named) == len(set(named))
    assert set(named) <= may_open("lumen admin")


def test_a_member_finds_nothing_that_axe_complains_about_and_nothing_sideways(
    window: Window,
) -> None:
    names, paths, wrong = walk(window("Ingrid of Lumen"))
    assert not wrong, told(wrong)
    assert len(paths) < MOST, paths
    reasons = {name for some in NOT_WALKED.values() for name in some}
    assert may_open("lumen admin") - names - reasons == set()


def test_the_other_side_finds_the_same(window: Window) -> None:
    _names, paths, wrong = walk(window("Ravi of Kaveri"), (TABLE, "/"), most=20)
    assert len(paths) == 20, paths
    assert not wrong, told(wrong)


# A guest, a facilitator and a member have pages of their own kind; they come in by a link of the operator.
SEAT = """
from datetime import UTC, datetime, timedelta
from troth.foundation.kernel.roles import Role
from troth.partnerships.actions.arriving import accept
from troth.partnerships.actions.inviting import invite_guest
from troth.partnerships.models import Room, Seat
from troth.people.actions.people import register
from django.db import transaction
from troth.partnerships.actions.sitting import take_seat
room = Room.objects.get(partnership__slug="lumen-kaveri", kind="shared")
ingrid = Seat.objects.get(partnership=room.partnership, person__name="Ingrid", ended_at=None)
until = datetime.now(UTC) + timedelta(days=30)
greta = register("greta@guest.example", name="Greta", zone="Europe/Oslo")
letter = invite_guest(greta.email, by=ingrid, role=Role.GUEST_READ, rooms=[room.pk], until=until)
accept(letter.token, by=greta)
farah = register("farah@guest.example", name="Farah", zone="Europe/Oslo")
with transaction.atomic():
    take_seat(room.partnership, farah, role=Role.FACILITATOR, invited_by=ingrid.party)
"""


@pytest.fixture(scope="module")
def _visitors(server: Server) -> None:
    """Greta, a guest who reads, and Farah, whom both sides have asked to sit here."""
    server.troth("manage", "shell", "-v", "0", "-c", SEAT)


@pytest.fixture
def visiting(
    server: Server, room_for: Callable[..., BrowserContext], _visitors: None
) -> Callable[[str], Page]:
    """Somebody who came in by a link of the operator."""

    def come_in(email: str) -> Page:
        page = room_for().new_page()
        page.goto(server.troth("people", "let-in", email).strip())
        page.get_by_role("button", name=re.compile("^Come in as")).click()
        page.wait_for_url("**/you/")
        return page

    return come_in


@pytest.mark.parametrize("email", ["greta@guest.example", "farah@guest.example"])
def test_a_visitor_finds_the_same(visiting: Callable[[str], Page], email: str) -> None:
    _names, paths, wrong = walk(visiting(email), (TABLE, "/"), most=15)
    assert sum(path.startswith(TABLE) for path in paths) >= 6, paths
    assert not wrong, told(wrong)


def test_whoever_has_not_come_in_finds_the_same(
    room_for: Callable[..., BrowserContext], server: Server
) -> None:
    page = room_for().new_page()
    page.goto(f"{server.url}/come-in/")
    _names, paths, wrong = walk(page, OUTSIDE, most=12)
    assert len(paths) >= 4, paths
    for path in ("/let-in/gone/", "/start/gone/", "/invitations/gone/", "/none/"):
        page.goto(f"{server.url}{path}")
        wrong += looked_at(page, path)
    assert not wrong, told(wrong)


FORMS = (
    f"{LIST}new/",
    f"{TABLE}agreements/new/",
    f"{TABLE}consent/propose/add-party/",
    f"{TABLE}consent/propose/close/",
    f"{TABLE}people/rooms/new/",
    f"{LIST}import/",
    "/p/new/",
)


def sent_empty(page: Page, host: str) -> Iterator[str]:
    """Forms as they come back from the server with what is missing."""
    for path in FORMS:
        page.goto(f"http://{host}{path}")
        with page.expect_navigation():
            page.evaluate(SEND_EMPTY)
        assert page.locator("main [aria-invalid=true], main .wrong").count(), path
        yield f"{path} with errors"


def refused(page: Page, host: str) -> Iterator[str]:
    """Pages that say no: nothing there, and not for this role."""
    for path, status in ((f"{TABLE}none/", 404), (f"{LIST}import/", 403)):
        answer = page.goto(f"http://{host}{path}")
        assert answer is not None
        assert answer.status == status, path
        yield f"{path} {status}"


@pytest.mark.parametrize(
    ("name", "pages"), [("Ingrid of Lumen", sent_empty), ("Siri of Lumen", refused)]
)
def test_so_it_is_with_forms_that_come_back_and_with_a_no(
    window: Window, name: str, pages: Callable[[Page, str], Iterator[str]]
) -> None:
    page = window(name)
    host = urlsplit(page.url).netloc
    wrong: Wrong = []
    for where in pages(page, host):
        wrong += looked_at(page, where)
    assert not wrong, told(wrong)
