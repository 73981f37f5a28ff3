"""A slip is owned while a file is shown in the same room, on PostgreSQL: neither waits for the other in a ring."""

import pytest

from troth.commitments.actions import importing
from troth.commitments.tests.files import KEPT, read, text
from troth.foundation.web.testing import meanwhile
from troth.partnerships.testing import Cast
from troth.slips.models import Slip
from troth.slips.tests.conftest import Own

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("seals_go_too"),
]


def test_whoever_shows_a_file_waits_for_nobody_who_owns_a_slip_at_that_moment(
    cast: Cast, own: Own
) -> None:
    batch = read(text(KEPT), cast.shared)
    came = meanwhile(
        lambda: importing.hold(batch),
        own,
        then=lambda: importing.make_visible(batch, by=cast.ravi),
    )
    assert isinstance(came, Slip), came
    batch.refresh_from_db()
    assert batch.visible_at
