"""Files that came with a post or by mail are found like any other of the library."""

from pathlib import Path

import pytest
from pytest_django import Settings

from troth.conftest import Visit
from troth.discussions.actions.changing import take_back
from troth.discussions.actions.writing import Words, begin
from troth.ledger.follower import run_pass
from troth.partnerships.testing import Cast
from troth.resources.actions.adding import Content
from troth.resources.actions.files import keep
from troth.resources.models import Resource
from troth.search.follower import SearchFollower

pytestmark = pytest.mark.django_db


def test_a_file_is_found_by_its_name_until_its_post_is_taken_back(
    cast: Cast, visit: Visit, tmp_path: Path, settings: Settings
) -> None:
    settings.MEDIA_ROOT = tmp_path
    file = Content(stored=keep([b"1"]), name="Frostvakt-mai.csv")
    post = begin("Voss", Words(text="Here.", files=(file,)), room=cast.shared, by=cast.tor)
    link = f"/p/lumen-kaveri/talk/library/{Resource.objects.get().id}/"
    for who, finds in ((cast.meera, True), (cast.stranger, False)):
        run_pass([SearchFollower()])
        said = visit(who).get("/search/", {"q": "frostvakt"}).content.decode()
        assert (link in said) is finds, who
    take_back(post, by=cast.tor)
    run_pass([SearchFollower()])
    assert link not in visit(cast.meera).get("/search/", {"q": "frostvakt"}).content.decode()
