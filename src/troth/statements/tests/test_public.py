"""What everybody reads: the exact text and its checksum while it may be used; nothing of anything else."""

from hashlib import sha256

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from troth.conftest import Visit
from troth.partnerships.testing import Cast
from troth.statements.actions import using
from troth.statements.models import Statement
from troth.statements.tests.conftest import WORDS, approve, public

pytestmark = pytest.mark.django_db
ABSENT = "01J00000000000000000000000"


@pytest.fixture
def nobody() -> Client:
    """Somebody who never signed in."""
    return Client()


def test_everybody_reads_the_exact_text_its_checksum_and_that_it_may_be_used(
    nobody: Client, note: Statement
) -> None:
    page = nobody.get(public(note)).content.decode()
    assert WORDS in page
    assert sha256(f"{WORDS}\n".encode()).hexdigest() in page
    assert "may be used" in page
    assert "Kaveri Analytics" in page


def test_reading_sets_no_cookie_and_is_kept_for_a_minute_only(
    nobody: Client, note: Statement
) -> None:
    for path in ("", "1/", "1/text/", "1/sha256/"):
        answer = nobody.get(f"{public(note)}{path}")
        assert answer.status_code == 200
        assert not answer.cookies
        assert answer.headers["Cache-Control"] == "public, max-age=60"


def test_whoever_is_signed_in_reads_the_same_and_no_cache_keeps_it(
    cast: Cast, visit: Visit, note: Statement
) -> None:
    answer = visit(cast.ingrid).get(public(note))
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Ingrid" not in answer.content.decode()


def test_the_file_is_what_the_checksum_sums_up(nobody: Client, note: Statement) -> None:
    answer = nobody.get(f"{public(note)}1/text/")
    summed = sha256(answer.content).hexdigest()
    assert nobody.get(f"{public(note)}1/sha256/").content.decode() == (
        f"{summed}  lumen-kaveri-statement-1.txt\n"
    )
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_old_link_stays_and_says_withdrawn(cast: Cast, nobody: Client, note: Statement) -> None:
    using.withdraw(note, reason="A secret reason.", by=cast.ravi)
    for path in ("", "1/"):
        answer = nobody.get(f"{public(note)}{path}")
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "Version 1 was withdrawn on" in page
        assert WORDS not in page
        assert "A secret reason." not in page
    gone = nobody.get(f"{public(note)}1/text/")
    assert gone.status_code == 410
    assert public(note) in gone.content.decode()


def test_a_newer_version_is_what_the_old_link_leads_to(
    cast: Cast, nobody: Client, note: Statement
) -> None:
    using.revise(note.agreement, text="Nine pilots.", why="One left.", seen=1, by=cast.ravi)
    assert "There is no approved version now." in nobody.get(public(note)).content.decode()
    assert "Nine pilots." not in nobody.get(public(note)).content.decode()
    approve(note, cast.ravi, cast.ingrid, version=2)
    assert "Nine pilots." in nobody.get(public(note)).content.decode()
    assert "Please use the new one." in nobody.get(f"{public(note)}1/").content.decode()


def bare(client: Client, path: str) -> tuple[int, bytes]:
    """An answer as it is, whoever asks."""
    answer = client.get(path)
    return answer.status_code, answer.content


def test_what_was_never_public_answers_like_what_never_was(
    cast: Cast, nobody: Client, draft: Statement
) -> None:
    nothing = bare(nobody, f"/public/no-such-table/{ABSENT}/")
    assert nothing[0] == 404
    approve(draft, cast.ingrid)
    for path in ("", "1/", "1/text/", "1/sha256/", "check/", "tell-me/"):
        assert bare(nobody, f"{public(draft)}{path}") == nothing, path
    assert bare(nobody, f"/public/lumen-kaveri/{ABSENT}/") == nothing
    assert bare(nobody, "/public/lumen-kaveri/nonsense%00/") == nothing
    assert bare(nobody, "/public/lumen-kaveri/") == nothing
    assert bare(nobody, "/public/no-such-table/") == nothing


def test_a_statement_is_not_found_under_another_table(
    cast: Cast, nobody: Client, note: Statement
) -> None:
    assert cast.neighbour.partnership.slug == "delta-harbour"
    assert nobody.get(f"/public/delta-harbour/{note.id}/").status_code == 404


def test_a_table_lists_what_may_be_used_and_nothing_else(
    cast: Cast, nobody: Client, note: Statement
) -> None:
    other = using.draft(title="Waits", text="Not yet.", room=cast.shared, by=cast.ravi)
    page = nobody.get("/public/lumen-kaveri/").content.decode()
    assert "Press note" in page
    assert "Waits" not in page
    assert other.id not in page
    using.withdraw(note, reason="Wait.", by=cast.ravi)
    assert nobody.get("/public/lumen-kaveri/").status_code == 404


def test_a_version_that_nobody_approved_is_nothing(nobody: Client, note: Statement) -> None:
    for number in (0, 2, 10**12):
        assert nobody.get(f"{public(note)}{number}/").status_code == 404


@pytest.mark.parametrize(
    ("pasted", "words"),
    [
        (WORDS, "Yes. This is version 1, word for word, and it may be used."),
        (f" {WORDS}\r\n\r\n", "Only blanks or line breaks differ."),
        ("Ten invited customers begin in May.", "…customers begin in May.…"),
        ("<script>alert(1)</script>", "No. This is not a text that was approved."),
        (sha256(f"{WORDS}\n".encode()).hexdigest(), "Yes. This is version 1"),
    ],
)
def test_a_pasted_text_is_compared_with_the_approved_one(
    nobody: Client, note: Statement, pasted: str, words: str
) -> None:
    answer = nobody.post(f"{public(note)}check/", {"text": pasted})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert "<script>alert(1)" not in answer.content.decode()


def test_a_copy_of_a_withdrawn_text_is_known_as_that(
    cast: Cast, nobody: Client, note: Statement
) -> None:
    using.withdraw(note, reason="Wait.", by=cast.ravi)
    page = nobody.post(f"{public(note)}check/", {"text": WORDS}).content.decode()
    assert "These are the words of version 1, which was withdrawn on" in page
    page = nobody.post(f"{public(note)}check/", {"text": "Ten"}).content.decode()
    assert "invited pilots" not in page


@pytest.mark.parametrize("text", ["", "x" * 40_001, "\x00"])
def test_what_cannot_be_compared_is_said_beside_the_field(
    nobody: Client, note: Statement, text: str
) -> None:
    assert nobody.post(f"{public(note)}check/", {"text": text}).status_code == 422


def test_more_versions_ask_no_more_of_the_database(
    cast: Cast, nobody: Client, note: Statement
) -> None:
    nobody.get(public(note))
    with CaptureQueriesContext(connection) as few:
        nobody.get(public(note))
    for number in range(1, 5):
        using.revise(
            note.agreement, text=f"Version {number}.", why="New.", seen=number, by=cast.ravi
        )
        approve(note, cast.ravi, cast.ingrid, version=number + 1)
        note.agreement.refresh_from_db()
    with CaptureQueriesContext(connection) as many:
        nobody.get(public(note))
    assert len(many) == len(few)
