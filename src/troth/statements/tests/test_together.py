"""A statement is taken back while another version is written, on PostgreSQL: one after the other."""

import pytest

from troth.agreements.models import Agreement
from troth.foundation.web.testing import meanwhile
from troth.partnerships.testing import Cast
from troth.statements.actions import using
from troth.statements.models import Publication, Statement

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("seals_go_too"),
]


def test_whoever_takes_the_approval_back_comes_after_whoever_is_writing_another_version(
    cast: Cast, note: Statement
) -> None:
    agreement = Agreement.objects.select_related("room").get(pk=note.pk)
    came = meanwhile(
        lambda: Agreement.objects.select_for_update(no_key=True).get(pk=note.pk),
        lambda: using.withdraw(note, reason="A wrong number.", by=cast.ravi),
        then=lambda: using.revise(
            agreement, text="Twelve pilots.", why="Two more.", seen=1, by=cast.ingrid
        ),
    )
    assert isinstance(came, using.NotInUse), came
    assert Publication.objects.get().how == "changed"
