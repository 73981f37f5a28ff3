"""Every role at every address of slips, and what it leaves behind."""

import pytest

from troth.conftest import Undone, Visit
from troth.ledger.queries import head
from troth.partnerships.models.seats import Phase
from troth.partnerships.testing import Cast
from troth.slips import actions
from troth.slips.models import Slip
from troth.slips.tests.conftest import HERE, LINES, MakePromise, Own

# Everybody at every door: make test-all has the time for it, on one database.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite]
SIDES = ("ingrid", "tor", "ravi", "meera")
LUMEN, KAVERI = {"ingrid", "tor"}, {"ravi", "meera"}
VISITORS = ("guest", "contributor", "facilitator")
OUTSIDE = ("ex_member", "ex_guest", "neighbour", "stranger")
# Of Lumen's slip towards Kaveri: who may say what.
MAY = {
    "acknowledge": KAVERI,
    "answer": KAVERI,
    "confirm": KAVERI,
    "add": LUMEN,
    "repaired": LUMEN,
    "take-back": LUMEN,
}


@pytest.mark.parametrize("way", MAY)
def test_every_role_at_every_word(
    cast: Cast, visit: Visit, undone: Undone, own: Own, way: str
) -> None:
    slip = own()
    if way == "confirm":
        actions.say_repaired(slip, by=cast.ingrid)
    browsers = {who: visit(getattr(cast, who)) for who in (*SIDES, *VISITORS, *OUTSIDE)}
    size = head(cast.shared.id)
    for who, browser in browsers.items():
        with undone():
            answer = browser.post(f"{HERE}{slip.id}/{way}/", {"words": "Thank you."})
            done = who in MAY[way]
            assert answer.status_code == (302 if done else 404 if who in OUTSIDE else 403), who
            assert head(cast.shared.id) == size + done, who


def test_every_role_at_the_form(cast: Cast, visit: Visit, undone: Undone) -> None:
    browsers = {who: visit(getattr(cast, who)) for who in (*SIDES, *VISITORS, *OUTSIDE)}
    for who, browser in browsers.items():
        wanted = 302 if who in SIDES else 404 if who in OUTSIDE else 403
        with undone():
            assert browser.post(f"{HERE}new/", LINES).status_code == wanted, who
            assert Slip.objects.exists() is (who in SIDES), who


@pytest.mark.parametrize(
    ("who", "status"),
    [
        *[(who, 200) for who in (*SIDES, "facilitator")],
        ("guest", 403),
        ("contributor", 403),
        *[(who, 404) for who in OUTSIDE],
    ],
)
def test_who_reads_what_was_said(cast: Cast, visit: Visit, own: Own, who: str, status: int) -> None:
    slip, browser = own(), visit(getattr(cast, who))
    for path in (HERE, f"{HERE}{slip.id}/"):
        answer = browser.get(path)
        assert answer.status_code == status, path
        assert status == 200 or LINES["what"] not in answer.content.decode()


def test_nobody_signed_in_is_led_to_the_door(cast: Cast, visit: Visit, own: Own) -> None:
    slip = own()
    for path in (HERE, f"{HERE}{slip.id}/", f"{HERE}new/"):
        assert visit(None).get(path).status_code == 302


@pytest.mark.parametrize("way", MAY)
def test_words_are_sent_and_never_only_opened(cast: Cast, visit: Visit, own: Own, way: str) -> None:
    assert visit(cast.ravi).get(f"{HERE}{own().id}/{way}/").status_code == 405


def test_a_closed_table_reads_and_says_no_more(
    cast: Cast, visit: Visit, own: Own, promise: MakePromise
) -> None:
    slip = own(commitment=promise())
    type(cast.table).objects.filter(pk=cast.table.pk).update(phase=Phase.CLOSED)
    size = head(cast.shared.id)
    for seat, way in ((cast.ravi, "acknowledge"), (cast.ingrid, "repaired")):
        assert visit(seat).post(f"{HERE}{slip.id}/{way}/").status_code == 403
    assert visit(cast.ingrid).post(f"{HERE}new/", LINES).status_code == 403
    seen = visit(cast.ravi).get(f"{HERE}{slip.id}/").content.decode()
    assert LINES["repair"] in seen
    assert "Acknowledge</button>" not in seen
    assert head(cast.shared.id) == size


@pytest.mark.parametrize("key", ["nonsense", "01J00000000000000000000000", "x" * 200])
def test_a_slip_that_is_not_there_is_nothing(cast: Cast, visit: Visit, key: str) -> None:
    browser = visit(cast.ravi)
    assert browser.get(f"{HERE}{key}/").status_code == 404
    assert browser.post(f"{HERE}{key}/acknowledge/").status_code == 404


@pytest.mark.parametrize("words", ["\x00", "x\x00y", "\ud83d\ude00", "\u202e \u200b", "x" * 2001])
def test_odd_words_do_no_harm(cast: Cast, visit: Visit, own: Own, words: str) -> None:
    said = words.encode("utf-16", "surrogatepass").decode("utf-16")
    answer = visit(cast.ravi).post(f"{HERE}{own().id}/answer/", {"words": said})
    assert answer.status_code in {302, 422}
    odd = dict.fromkeys(LINES, said)
    assert visit(cast.ingrid).post(f"{HERE}new/", odd).status_code in {302, 422}
