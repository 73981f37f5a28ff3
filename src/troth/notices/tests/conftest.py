"""Promises of Kaveri's with dates that come near, and the clock of reminders at any moment."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from pytest_django import Settings

from troth.commitments import actions
from troth.commitments.actions.promising import Promise
from troth.commitments.models import Commitment
from troth.discussions.actions.writing import Words, begin
from troth.discussions.models import Topic
from troth.foundation.web import clock
from troth.foundation.web.tests.far import Far, certificate_in
from troth.notices.tests.browser import SERVICE
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast
from troth.site.secret import new_push_key

KOLKATA = ZoneInfo("Asia/Kolkata")
# A Friday in Bengaluru, far enough ahead that seats taken now hold then.
FRIDAY = datetime(2031, 3, 14, 17, 0, tzinfo=KOLKATA)
WEEKS_BEFORE = FRIDAY - timedelta(days=30)
Due = Callable[..., Commitment]


@pytest.fixture
def due_on(cast: Cast) -> Due:
    """Kaveri promised Lumen something for this moment, and Lumen accepted."""

    def make(
        due: datetime = FRIDAY, *, by: Seat | None = None, accepted: datetime = WEEKS_BEFORE
    ) -> Commitment:
        seat = by or cast.ravi
        promise = Promise(
            deliverable="Calibration API v1",
            due=due,
            zone="Asia/Kolkata",
            receiver=cast.lumen,
            holder=seat.person,
        )
        with clock.at(accepted):
            one = actions.propose(promise, room=cast.shared, by=seat)
            return actions.accept(one, by=cast.ingrid)

    return make


@pytest.fixture
def mail_comes_in(settings: Settings) -> None:
    settings.MAIL_IN_HOST = "troth.example"


@pytest.fixture
def topic(cast: Cast) -> Topic:
    """Ravi asked when to meet."""
    post = begin("Bench test", Words(text="Does Friday work?"), room=cast.shared, by=cast.ravi)
    mail.outbox.clear()
    return post.topic


@pytest.fixture
def push_is_on(settings: Settings) -> None:
    settings.WEB_PUSH, settings.WEB_PUSH_CONTACT = True, "mailto:it@lumen.example"
    settings.WEB_PUSH_KEY = new_push_key()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of the push service of these tests."""
    return certificate_in(tmp_path_factory.mktemp("far"), urlsplit(SERVICE).hostname or "")


@pytest.fixture
def service(certificate: Path) -> Iterator[Far]:
    """The push service of the browsers of these tests."""
    far = Far(certificate)
    yield far
    far.close()
