"""What web tells the live process: which rooms a browser may hear, and until when."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from troth.conftest import Visit
from troth.foundation.live.key import HEADER, internal_key
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _run_folder(settings: Settings, tmp_path: Path) -> None:
    """The key lies where a server would have put it."""
    settings.TROTH_RUN = tmp_path


def ask(browser: Client, rooms: str, key: str | None = None) -> tuple[int, dict[str, object]]:
    """The answer to the live process, or to whoever pretends to be it."""
    right = internal_key(settings.TROTH_RUN)
    headers = {HEADER: right if key is None else key}
    answer = browser.get("/internal/live-access", {"rooms": rooms}, headers=headers)
    return answer.status_code, answer.json() if answer.status_code == 200 else {}


def test_a_browser_hears_the_rooms_it_may_enter_and_no_others(cast: Cast, visit: Visit) -> None:
    wanted = f"{cast.shared.id},{cast.kaveri_side.id},{cast.lumen_side.id}"
    status, told = ask(visit(cast.ingrid), wanted)
    assert (status, told["rooms"]) == (200, sorted([cast.shared.id, cast.lumen_side.id]))
    assert ask(visit(cast.ingrid), cast.kaveri_side.id)[0] == 404
    assert ask(visit(cast.stranger), cast.shared.id)[0] == 404
    assert ask(visit(None), cast.shared.id)[0] == 401


@pytest.mark.parametrize("key", ["", "wrong", "schlüssel"])
def test_nobody_else_may_ask(cast: Cast, visit: Visit, key: str) -> None:
    assert ask(visit(cast.ingrid), cast.shared.id, key=key)[0] == 404


def test_a_guest_is_heard_until_their_last_moment(cast: Cast, visit: Visit) -> None:
    soon = timezone.now() + timedelta(minutes=2)
    Seat.objects.filter(pk=cast.guest.pk).update(until=soon)
    _status, told = ask(visit(cast.guest), cast.shared.id)
    assert told["until"] == soon.timestamp()
