"""What a form came with: also a form that came with nothing was sent."""

from django.test import RequestFactory

from troth.foundation.web.forms import posted, posted_files


def test_a_page_that_is_only_read_brings_no_form() -> None:
    request = RequestFactory().get("/?title=Brought+along")
    assert posted(request) is None
    assert posted_files(request) is None


def test_a_form_sent_without_a_field_was_sent() -> None:
    request = RequestFactory().post("/", {})
    assert posted(request) == {}
    assert posted_files(request) == {}


def test_what_was_typed_is_what_came() -> None:
    found = posted(RequestFactory().post("/", {"title": "Mondays"}))
    assert found is not None
    assert found["title"] == "Mondays"
