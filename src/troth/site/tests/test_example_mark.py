"""A server that real people began never becomes a place where anybody sits down as anybody."""

import pytest

from troth.people.models import Person
from troth.site.serving.preparing import fill_example


@pytest.mark.django_db
@pytest.mark.parametrize("is_example", [True, False])
def test_only_a_server_that_began_with_the_example_is_one(is_example: bool) -> None:
    Person.objects.create(name="Ada", email="ada@lumen.example", is_example=is_example)
    assert fill_example(print) is is_example
