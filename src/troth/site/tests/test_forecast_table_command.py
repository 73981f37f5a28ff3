"""`troth forecast table`: sums over partnerships, nothing of one of them, and exit codes 0 and 2."""

from datetime import timedelta

import pytest
from django.db import connection

from troth.foundation.web.clock import now
from troth.foundation.web.ids import new_ulid
from troth.ledger.follower import catch_up
from troth.ledger.queries import head
from troth.partnerships.models import Partnership, Room
from troth.partnerships.rules.rooms import RoomKind
from troth.site.cli import measuring
from troth.site.cli.measuring import WORDS, cells, gained, told
from troth.site.example import fill
from troth.site.tests.conftest import Command
from troth.trust.follower import EvidenceFollower
from troth.trust.models import Evidence
from troth.trust.queries.worth import Measured, tables_with_evidence
from troth.trust.rules.table import TABLE, VERSION, Kind
from troth.trust.rules.worth import Gain, Gains, Verdict, Worth, worths

GAIN = Gain(0.01234, 0.0012)
SURE = Worth(
    kind=Kind.KEPT,
    tables=30,
    directions=60,
    pieces=12_345,
    later=1_000,
    gains=Gains(
        left_in=GAIN, half=Gain(-0.002, 0.001), twice=Gain(0.0, 0.001), half_in=GAIN, little_in=GAIN
    ),
)


def table(number: int) -> None:
    """A table at which something was understood and answered by turns."""
    made = Partnership.objects.create(
        name=f"Secret {number}", slug=f"secret-{number}", phase="open"
    )
    room = Room.objects.create(partnership=made, kind=RoomKind.SHARED)
    about, towards = new_ulid(), new_ulid()
    Evidence.objects.bulk_create(
        Evidence(
            room=room,
            idx=place,
            kind=(Kind.UNDERSTOOD, Kind.ANSWERED)[place % 2],
            about=about,
            towards=towards,
            at=now() - timedelta(days=100 - place),
            subject=new_ulid(),
        )
        for place in range(40)
    )


def line_of(out: str, kind: Kind) -> str:
    """The row of a kind."""
    return next(one for one in out.splitlines() if one.startswith(f"{kind.value} "))


@pytest.mark.django_db
def test_an_empty_server_says_that_there_is_nothing_to_tell(command: Command) -> None:
    ran = command("forecast", "table")
    assert ran.code == 0
    assert "Fewer than 5 partnerships have evidence, so there is nothing to tell yet." in ran.out
    assert f"version {VERSION}." in ran.out
    assert ran.out.count("not enough yet") == len(TABLE)
    assert "Measuring" in ran.err


@pytest.mark.django_db
def test_five_partnerships_are_told_of_as_one_and_named_nowhere(command: Command) -> None:
    for number in range(5):
        table(number)
    ran = command("forecast", "table")
    assert ran.code == 0
    assert "Measured on the evidence of 5 partnerships." in ran.out
    assert line_of(ran.out, Kind.UNDERSTOOD).split()[:4] == ["understood", "100", "5", "100"]
    assert "ecret" not in ran.out + ran.err
    assert not any(str(key) in ran.out for key in Room.objects.values_list("pk", flat=True))


@pytest.mark.django_db
def test_four_partnerships_show_not_even_how_many_pieces(command: Command) -> None:
    for number in range(4):
        table(number)
    ran = command("forecast", "table")
    assert "Fewer than 5 partnerships" in ran.out
    assert line_of(ran.out, Kind.UNDERSTOOD).split() == [
        "understood",
        *"––––––",
        "not",
        "enough",
        "yet",
    ]


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.django_db
def test_the_example_is_measured_and_has_too_few_partnerships(command: Command) -> None:
    fill(lambda _line: None)
    for room in Room.objects.filter(kind=RoomKind.SHARED):
        while (catch_up(EvidenceFollower(), room.id) or 0) < head(room.id):
            pass
    assert tables_with_evidence()
    ran = command("forecast", "table")
    assert ran.code == 0
    assert "Fewer than 5 partnerships" in ran.out
    assert "Lumen" not in ran.out + ran.err


@pytest.mark.django_db
def test_a_database_that_cannot_be_used_is_one_plain_line(command: Command) -> None:
    with connection.cursor() as rows:
        rows.execute("ALTER TABLE trust_evidence RENAME TO trust_gone")
    ran = command("forecast", "table")
    assert ran.code == 2
    assert ran.err.splitlines()[-1].startswith("troth: The database cannot be used.")


def test_every_verdict_has_its_words() -> None:
    assert set(WORDS) == set(Verdict)
    assert len(set(WORDS.values())) == len(Verdict)


def test_a_row_says_how_much_with_its_error_and_what_follows() -> None:
    assert cells(SURE) == (
        *("kept", "12,345", "60", "1,000"),
        *("+12.3 ± 1.2", "-2.0 ± 1.0", "+0.0 ± 1.0"),
        "forecasts what comes later",
    )
    assert gained(Gain(-0.0123, 0.1)) == "-12.3 ± 100.0"


def test_the_columns_stand_below_their_headings() -> None:
    lines = list(told(Measured(tables=30, worths=[SURE, *worths([])])))
    heading = next(one for one in lines if one.startswith("kind"))
    row, empty = (line_of("\n".join(lines), kind) for kind in (Kind.KEPT, Kind.MISSED))
    for name in ("pieces", "directions", "left in", "half", "twice"):
        end = heading.index(name) + len(name)
        assert row[end - 1].isdigit()
        assert empty[end - 1] == measuring.UNTOLD
        assert row[end] == empty[end] == " "
    assert heading.index("what follows") == row.index("forecasts") == empty.index("not enough")


def test_the_help_says_what_is_read_and_what_follows(command: Command) -> None:
    ran = command("forecast", "table", "--help")
    assert ran.code == 0
    assert "troth forecast table > worth.txt" in ran.out
    assert "at least five" in " ".join(ran.out.split())


def test_it_takes_no_file(command: Command) -> None:
    ran = command("forecast", "table", "IN.csv")
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)
