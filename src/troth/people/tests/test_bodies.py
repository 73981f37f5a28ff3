"""Nobody can make the server read a large body before they have come in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from troth.foundation.web.headers import BODY_LIMIT, STRANGERS_LIMIT
from troth.people.models import Person

pytestmark = pytest.mark.django_db
MORE = b"x" * (STRANGERS_LIMIT + 1)


@pytest.mark.parametrize("path", ["/come-in/", "/p/any/commitments/import/", "/nothing/"])
def test_a_stranger_sends_no_files(path: str) -> None:
    answer = Client().post(path, {"file": SimpleUploadedFile("a.csv", MORE)})
    assert answer.status_code == 413
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_somebody_signed_in_may_send_more() -> None:
    client = Client()
    client.force_login(Person.objects.create_user("ingrid@lumen.example", "Ingrid"))
    answer = client.post("/you/", {"file": SimpleUploadedFile("a.csv", MORE)})
    assert answer.status_code == 422  # read, and its form found empty


@pytest.mark.parametrize("length", [str(BODY_LIMIT + 1), "²", "-1", "9" * 5000])
def test_a_length_beyond_all_limits_is_refused_before_it_is_read(length: str) -> None:
    assert Client().get("/come-in/", CONTENT_LENGTH=length).status_code == 413
