"""Letting a browser show notifications: one's own choice, off until the operator and the person say yes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from troth.foundation.web.testing import statements
from troth.notices.actions.devices import MOST_DEVICES, show_on
from troth.notices.models import Device, Nudge
from troth.notices.push.sealing import to_text
from troth.notices.push.vouching import public_text
from troth.notices.tests.browser import SERVICE, Browser
from troth.notices.views import devices as script
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast
from troth.people.actions.sessions import end_session, end_sessions
from troth.people.models import Person, Session
from troth.people.sessions import SessionStore

pytestmark = pytest.mark.django_db
Visit = Callable[[Person | Seat | None], Client]
PAGE, ADD, SCRIPT = "/you/letters/", "/you/letters/devices/", "/notifier.js"
WORDS = "On this device"


def stop_at(device: Device) -> str:
    return f"{ADD}{device.id}/stop/"


# ------------------------------------------------------------------------------- off by itself


def test_until_the_operator_says_yes_nothing_of_it_is_there(cast: Cast, visit: Visit) -> None:
    client = visit(cast.ingrid)
    assert WORDS not in client.get(PAGE).content.decode()
    assert client.post(ADD, Browser.new().form).status_code == 404
    assert client.post(f"{ADD}01J00000000000000000000000/stop/").status_code == 404
    assert client.get(SCRIPT).status_code == 404
    assert not Device.objects.exists()


def test_whoever_has_not_come_in_is_led_to_the_door(push_is_on: None) -> None:
    assert Client().post(ADD, Browser.new().form).status_code == 302
    assert not Device.objects.exists()


def test_a_form_that_is_not_ours_changes_nothing(
    cast: Cast, push_is_on: None, settings: Settings
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ingrid.person)
    assert client.post(ADD, Browser.new().form).status_code == 403
    assert not Device.objects.exists()


# ------------------------------------------------------------------------------------ the page


def test_the_page_offers_it_with_the_key_of_this_server_and_says_who_carries_it(
    cast: Cast, visit: Visit, push_is_on: None, settings: Settings
) -> None:
    said = visit(cast.ingrid).get(PAGE).content.decode()
    assert WORDS in said
    assert f'key="{public_text(settings.WEB_PUSH_KEY)}"' in said
    assert settings.WEB_PUSH_KEY not in said
    assert "learns that one came" in said


def test_without_scripts_there_is_no_button_and_a_sentence_instead(
    cast: Cast, visit: Visit, push_is_on: None
) -> None:
    said = visit(cast.ingrid).get(PAGE).content.decode()
    assert f'action="{ADD}" data-plain hidden' in said
    assert "<noscript>" in said
    assert "Notifications need scripts to be on" in said


def test_a_browser_that_says_yes_is_listed_and_can_be_stopped(
    cast: Cast, visit: Visit, push_is_on: None
) -> None:
    client, browser = visit(cast.ingrid), Browser.new()
    answer = client.post(ADD, browser.form, follow=True)
    said = answer.content.decode()
    assert "Notifications show here from now on." in said
    assert "this one" in said
    assert "push-here" not in said, "what is on already is not offered once more"
    device = Device.objects.get()
    assert (device.person_id, device.endpoint) == (cast.ingrid.person_id, SERVICE + "abc")
    assert SERVICE not in said, "the way to a browser is shown to nobody"
    said = client.post(stop_at(device), follow=True).content.decode()
    assert "No notifications show there any more." in said
    assert "push-here" in said
    assert not Device.objects.exists()


def test_another_browser_of_the_same_person_stands_beside_it(
    cast: Cast, visit: Visit, push_is_on: None
) -> None:
    visit(cast.ingrid).post(ADD, Browser.new("one").form)
    here = visit(cast.ingrid)
    said = here.get(PAGE).content.decode()
    assert said.count("Stop on this device") == 1
    assert "push-here" in said
    here.post(ADD, Browser.new("two").form)
    said = here.get(PAGE).content.decode()
    assert said.count("Stop on this device") == 2
    assert said.count("this one") == 1


def test_nobody_sees_or_stops_the_devices_of_somebody_else(
    cast: Cast, visit: Visit, push_is_on: None
) -> None:
    visit(cast.ingrid).post(ADD, Browser.new().form)
    device = Device.objects.get()
    for other in (cast.ravi, cast.tor):
        client = visit(other)
        assert "Stop on this device" not in client.get(PAGE).content.decode()
        assert client.post(stop_at(device)).status_code == 404
    assert Client().post(stop_at(device)).status_code == 302
    assert Device.objects.filter(pk=device.pk).exists()


@pytest.mark.parametrize("key", ["x", "01J00000000000000000000000", "%00", "x" * 300, "٣"])
def test_a_device_that_is_none_is_not_found(
    cast: Cast, visit: Visit, push_is_on: None, key: str
) -> None:
    assert visit(cast.ingrid).post(f"{ADD}{key}/stop/").status_code == 404


def test_the_page_asks_the_same_however_many_devices_there_are(
    cast: Cast, visit: Visit, push_is_on: None
) -> None:
    here = visit(cast.ingrid)
    here.post(ADD, Browser.new("here").form)
    few = statements(here, PAGE)
    for n in range(4):
        visit(cast.ingrid).post(ADD, Browser.new(str(n)).form)
    assert statements(here, PAGE) == few


def test_what_it_adds_to_the_page_is_one_statement(
    cast: Cast, visit: Visit, push_is_on: None, settings: Settings
) -> None:
    here = visit(cast.ingrid)
    on = statements(here, PAGE)
    settings.WEB_PUSH = False
    assert on == statements(here, PAGE) + 1


# ------------------------------------------------------------------------- what a browser gives


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(
            ("endpoint", value)
            for value in ("", " ", "x", "http://push.example.net/x", "ftp://x/y")
        ),
        ("endpoint", "https://push.example.net:8443/x"),
        ("endpoint", "https://me:word@push.example.net/x"),
        ("endpoint", "https://push.example.net/" + "x" * 2048),
        ("endpoint", "https://push.example.net/a b"),
        ("endpoint", "https://push.example.net/\r\nHost: x"),
        ("endpoint", "https://push.example.net/\0"),
        ("endpoint", "https://püsh.example.net/x"),
        ("endpoint", "javascript:alert(1)"),
        *(("p256dh", value) for value in ("", "x", "A" * 87, "A" * 5000, "\0", "ü" * 87, "=" * 8)),
        ("p256dh", to_text(b"\x04" + bytes(64))),
        *(("auth", value) for value in ("", "x", "A" * 21, "A" * 5000, "\0", "!" * 22)),
    ],
)
def test_what_is_no_subscription_is_refused_in_a_sentence(
    cast: Cast, visit: Visit, push_is_on: None, field: str, value: str
) -> None:
    answer = visit(cast.ingrid).post(ADD, Browser.new().form | {field: value})
    assert answer.status_code == 422
    assert "This browser gave no address to send to." in answer.content.decode()
    assert not Device.objects.exists()


def test_a_missing_field_is_refused_too(cast: Cast, visit: Visit, push_is_on: None) -> None:
    client = visit(cast.ingrid)
    for name in ("endpoint", "p256dh", "auth"):
        form = {key: value for key, value in Browser.new().form.items() if key != name}
        assert client.post(ADD, form).status_code == 422
    assert client.post(ADD).status_code == 422


def test_it_can_only_be_posted(cast: Cast, visit: Visit, push_is_on: None) -> None:
    client = visit(cast.ingrid)
    client.post(ADD, Browser.new().form)
    assert client.get(ADD).status_code == 405
    assert client.get(stop_at(Device.objects.get())).status_code == 405
    assert client.post(SCRIPT).status_code == 405


def test_asked_again_a_browser_replaces_what_it_gave(
    cast: Cast, visit: Visit, push_is_on: None
) -> None:
    client = visit(cast.ingrid)
    for name in ("old", "new", "new"):
        assert client.post(ADD, Browser.new(name).form).status_code == 302
    assert Device.objects.get().endpoint == SERVICE + "new"


def test_a_browser_that_signed_in_anew_stands_there_once(
    cast: Cast, visit: Visit, push_is_on: None
) -> None:
    browser = Browser.new()
    for _time in range(2):
        visit(cast.ingrid).post(ADD, browser.form)
    assert Device.objects.count() == 1


def test_what_one_person_gives_takes_nothing_from_another(
    cast: Cast, visit: Visit, push_is_on: None
) -> None:
    browser = Browser.new()
    visit(cast.ingrid).post(ADD, browser.form)
    visit(cast.ravi).post(ADD, Browser.new().form | {"endpoint": browser.form["endpoint"]})
    kept = Device.objects.get(person=cast.ingrid.person)
    assert (kept.p256dh, kept.auth) == (browser.form["p256dh"], browser.form["auth"])


def test_nobody_has_more_than_ten(cast: Cast, visit: Visit, push_is_on: None) -> None:
    for n in range(MOST_DEVICES):
        assert visit(cast.ingrid).post(ADD, Browser.new(str(n)).form).status_code == 302
    here = visit(cast.ingrid)
    answer = here.post(ADD, Browser.new("one more").form | {"endpoint": f"{SERVICE}more"})
    assert answer.status_code == 422
    assert "show on 10 devices already. Stop one first." in answer.content.decode()
    here.post(stop_at(Device.objects.earliest("at")))
    assert here.post(ADD, Browser.new("more").form).status_code == 302
    assert here.post(ADD, Browser.new("anew").form).status_code == 302, "the tenth may ask again"
    assert Device.objects.count() == MOST_DEVICES


# ------------------------------------------------------------------------- gone with the session


def test_signing_out_ends_it(cast: Cast, visit: Visit, push_is_on: None) -> None:
    client = visit(cast.ingrid)
    client.post(ADD, Browser.new().form)
    client.logout()
    assert not Device.objects.exists()


def test_a_browser_that_is_signed_out_from_elsewhere_shows_nothing_more(
    cast: Cast, visit: Visit, push_is_on: None
) -> None:
    for name in ("one", "two", "three"):
        visit(cast.ingrid).post(ADD, Browser.new(name).form)
    one = Device.objects.get(endpoint=SERVICE + "one")
    assert end_session(cast.ingrid.person, one.session_id)
    assert set(Device.objects.values_list("endpoint", flat=True)) == {
        SERVICE + "two",
        SERVICE + "three",
    }
    end_sessions(cast.ingrid.person)
    assert not Device.objects.exists()


def test_somebody_else_who_signs_in_there_gets_nothing_of_it(
    cast: Cast, visit: Visit, push_is_on: None
) -> None:
    client = visit(cast.ingrid)
    client.post(ADD, Browser.new().form)
    client.force_login(cast.tor.person)
    assert not Device.objects.exists()


def test_a_browser_that_is_signed_out_while_it_says_yes_is_not_kept(cast: Cast) -> None:
    show_on(cast.ingrid.person, Browser.new().form, session_key="signed out already")
    assert not Device.objects.exists()


def test_a_session_that_has_run_out_is_not_listed_and_goes(
    cast: Cast, visit: Visit, push_is_on: None
) -> None:
    visit(cast.ingrid).post(ADD, Browser.new().form)
    Session.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "Stop on this device" not in visit(cast.ingrid).get(PAGE).content.decode()
    SessionStore.clear_expired()
    assert not Device.objects.exists()


def test_a_fresh_proof_of_who_one_is_leaves_it_as_it_is(
    cast: Cast, visit: Visit, push_is_on: None
) -> None:
    client = visit(cast.ingrid)
    client.post(ADD, Browser.new().form)
    before = Device.objects.get().session_id
    store = client.session
    store.cycle_key()
    store.save()
    device = Device.objects.get()
    assert device.session_id != before
    assert device.session.person_id == cast.ingrid.person_id
    assert not Session.objects.filter(pk=before).exists()


def test_with_the_person_goes_all_of_it(cast: Cast, visit: Visit, push_is_on: None) -> None:
    visit(cast.stranger).post(ADD, Browser.new().form)
    assert Device.objects.exists()
    Person.objects.filter(pk=cast.stranger.pk).delete()
    assert not Device.objects.exists()
    assert not Nudge.objects.exists()


# ---------------------------------------------------------------------------------- the script


def test_the_script_stands_at_the_root_as_a_script(
    push_is_on: None, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not script.SCRIPT.is_file():
        pytest.skip("not run: the browser part is not built (make setup)")
    answer = Client().get(SCRIPT)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/javascript")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert b"showNotification" in answer.content
    assert b"fetch" not in answer.content, "it takes no part in how pages are loaded"


def test_the_policy_of_pages_is_as_strict_with_it(
    cast: Cast, visit: Visit, push_is_on: None, settings: Settings
) -> None:
    client = visit(cast.ingrid)

    def policy() -> str:
        said = client.get(PAGE)["Content-Security-Policy"]
        return " ".join(part for part in said.split() if not part.startswith("'nonce-"))

    on = policy()
    settings.WEB_PUSH = False
    assert on == policy()
