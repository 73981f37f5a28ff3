"""The door's marks, whoever stands at it."""

from collections.abc import Callable

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from troth.foundation.access.door import needs, signed_in
from troth.foundation.access.permissions import Permission


@pytest.mark.parametrize("mark", [signed_in, needs(Permission.COMMITMENT_READ)])
@pytest.mark.parametrize("part", ["pk", "room_id"])
def test_a_sign_that_no_database_takes_names_nothing(
    rf: RequestFactory, mark: Callable[..., Callable[..., HttpResponse]], part: str
) -> None:
    @mark
    def view(request: HttpRequest, **address: str) -> HttpResponse:
        return HttpResponse()

    with pytest.raises(Http404):
        view(rf.get("/"), **{part: "01ARZ3NDEK\0"})
