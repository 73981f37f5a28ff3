"""Rows read and written without the ORM are what the ORM would have made, on either database."""

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.db import connection, models

from troth.commitments import actions
from troth.commitments.actions.importing import Source, begin
from troth.commitments.actions.promising import Promise
from troth.commitments.models import Batch, Commitment
from troth.foundation.web.clock import now
from troth.foundation.web.rows import columns, defaults, instance, moment, names, plain
from troth.partnerships.models import Partnership, Party, Room, Seat
from troth.partnerships.testing import Cast
from troth.people.models import Person

pytestmark = pytest.mark.django_db
READ = (Partnership, Party, Room, Seat, Person, Commitment, Batch)


@pytest.fixture
def filled(cast: Cast) -> Cast:
    """At least one row of each, with dates, flags, JSON and empty columns among them."""
    promise = Promise(
        deliverable="A report", due=now() + timedelta(days=5), zone="UTC", receiver=None, sure=80
    )
    actions.accept(actions.propose(promise, room=cast.shared, by=cast.ravi), by=cast.ingrid)
    begin(Source(name="old.csv", hash="h"), room=cast.shared, by=cast.ingrid)
    return cast


@pytest.mark.parametrize("model", READ, ids=lambda model: model.__name__)
def test_an_instance_from_a_row_is_the_one_of_the_orm(
    filled: Cast, model: type[models.Model]
) -> None:
    with connection.cursor() as cursor:
        table = model._meta.db_table
        cursor.execute(f"select {columns(model, 't')} from {table} t order by t.id")
        found = [instance(model, row) for row in cursor.fetchall()]
    expected = list(model._default_manager.order_by("pk"))
    assert found == expected
    assert found != []
    for one, other in zip(found, expected, strict=True):
        assert [getattr(one, name) for name in names(model)] == [
            getattr(other, name) for name in names(model)
        ]
        assert not one._state.adding
        assert one._state.db == "default"


def test_an_instance_can_be_saved_again(filled: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"select {columns(Seat, 's')} from partnerships_seat s limit 1")
        seat = instance(Seat, cursor.fetchone())
    seat.title = "Engineer"
    seat.save(update_fields=["title"])
    assert Seat.objects.get(pk=seat.pk).title == "Engineer"


def test_now_is_written_as_the_orm_writes_it(filled: Cast) -> None:
    def begun_by(when: object) -> int:
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from partnerships_seat where since <= %s", [when])  # type: ignore[list-item]  # as the database takes it
            return int(cursor.fetchone()[0])

    assert begun_by(moment()) == Seat.objects.count()
    assert begun_by(plain(datetime(2001, 1, 1, tzinfo=UTC))) == 0


@pytest.mark.parametrize("model", list(apps.get_app_config("commitments").get_models()))
def test_what_a_new_row_holds_is_what_a_new_instance_holds(model: type[models.Model]) -> None:
    fresh = model()
    for name, value in defaults(model).items():
        if name != "id":
            assert value == getattr(fresh, name), name


@pytest.mark.parametrize("value", ["words", 5, None, True])
def test_only_moments_need_another_form(value: object) -> None:
    assert plain(value) is value
