"""Kept promises as evidence of something else: only kept ones, only of the same room."""

import pytest

from troth.commitments import actions
from troth.commitments.showing import KEPT_PROMISES
from troth.commitments.tests.conftest import Make
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


def test_a_promise_can_show_something_once_it_is_kept(cast: Cast, delivered: Make) -> None:
    one = delivered()
    assert KEPT_PROMISES.newest(cast.shared.id, 9) == []
    actions.confirm(one, by=cast.ingrid)
    assert KEPT_PROMISES.newest(cast.shared.id, 9) == [(one.id, one.deliverable)]
    assert KEPT_PROMISES.newest(cast.shared.id, 0) == []


def test_a_promise_shows_nothing_in_another_room(cast: Cast, delivered: Make) -> None:
    one = delivered()
    actions.confirm(one, by=cast.ingrid)
    assert KEPT_PROMISES.newest(cast.lumen_side.id, 9) == []
    assert KEPT_PROMISES.titles(cast.lumen_side.id, {one.id}) == {}
    assert KEPT_PROMISES.titles(cast.shared.id, {one.id}) == {one.id: one.deliverable}
