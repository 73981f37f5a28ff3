"""Files that come with mail: kept beneath the words, in the library of the room, as far as they can be."""

import socket
from email.message import EmailMessage
from pathlib import Path

import pytest
from pytest_django import Settings

from troth.conftest import Visit
from troth.discussions.actions.reading import follow
from troth.discussions.models import Attachment, Post, Topic
from troth.discussions.rules.files import MOST_FILES
from troth.discussions.rules.reach import Follow
from troth.ledger.follower import run_pass
from troth.notices.actions.arriving import Outcome, arrive
from troth.notices.follower import InboxFollower
from troth.notices.models import Notice
from troth.notices.tests.writing import address, letter, said
from troth.partnerships.testing import Cast
from troth.resources.actions.adding import Content, add
from troth.resources.models import Resource, Version
from troth.resources.rules.looks import Look
from troth.site.files import file_storages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_comes_in")]


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Settings) -> Path:
    """The folder of files, empty."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "library"


def with_files(one: EmailMessage, *given: tuple[str, bytes]) -> bytes:
    """The message with files in it, as it comes."""
    for name, content in given:
        one.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return one.as_bytes()


def test_files_are_kept_beneath_the_words_and_belong_to_the_senders_side(
    cast: Cast, topic: Topic, visit: Visit
) -> None:
    raw = with_files(letter(address(cast.ingrid, topic), "See here."), ("plan.pdf", b"%PDF-1.4"))
    assert arrive(raw) is Outcome.POSTED
    assert said(topic) == [("Ingrid", "See here.")]
    one = Resource.objects.get()
    assert (one.party, one.seat, one.room) == (cast.lumen, cast.ingrid, cast.shared)
    assert one.versions.get().look == Look.WAITING
    page = visit(cast.ravi).get(f"/p/lumen-kaveri/talk/{topic.id}/").content.decode()
    assert "<bdi>plan.pdf</bdi>" in page
    taken = visit(cast.ravi).get(f"/p/lumen-kaveri/talk/library/{one.id}/files/1/")
    assert taken.getvalue() == b"%PDF-1.4"


def test_whoever_is_told_of_a_post_is_not_told_of_each_of_its_files(
    cast: Cast, topic: Topic
) -> None:
    follow(topic, Follow.FOLLOWS, person=cast.ravi.person)
    many = [(f"{n}.pdf", b"%d" % n) for n in range(3)]
    arrive(with_files(letter(address(cast.ingrid, topic), "See here."), *many))
    add("Winter", Content(address="https://lumen.example/"), room=cast.shared, by=cast.siri)
    while run_pass([InboxFollower()]):
        pass
    told = Notice.objects.filter(person=cast.ravi.person).order_by("idx")
    kinds = [one for one in told.values_list("kind", flat=True) if one != "seat:taken"]
    assert kinds[-2:] == ["post:written", "resource:added"]


def test_nothing_is_made_of_the_names_of_files(
    cast: Cast, topic: Topic, settings: Settings
) -> None:
    settings.FILES_QUOTA = 1
    name = "plan @everyone [x](http://evil.example).pdf"
    raw = with_files(letter(address(cast.ingrid, topic), "See here."), (name, b"%PDF"))
    assert arrive(raw) is Outcome.POSTED
    ((_who, text),) = said(topic)
    assert "Came with a file that could not be kept: plan everyone x(httpevil.example).pdf" in text
    assert "<a " not in Post.objects.latest("number").html


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("in\u202evoice\u202cfdp.exe", "invoicefdp.exe"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie: x.txt"),
    ],
)
def test_a_name_that_misleads_is_cleaned(cast: Cast, topic: Topic, name: str, kept: str) -> None:
    one = letter(address(cast.ingrid, topic), "See here.")
    one.add_attachment(b"x", maintype="application", subtype="pdf")
    part = next(one.iter_attachments())
    part.set_param("name", name.replace("\r\n", " "))
    arrive(one.as_bytes())
    assert Version.objects.get().name.replace(" ", "") == kept.replace(" ", "")


def test_files_without_words_are_named_in_their_place(cast: Cast, topic: Topic) -> None:
    raw = with_files(letter(address(cast.ingrid, topic), ""), ("plan.pdf", b"1"), ("b.pdf", b"2"))
    assert arrive(raw) is Outcome.POSTED
    assert said(topic) == [("Ingrid", "(Came with plan.pdf, b.pdf)")]
    assert Attachment.objects.count() == 2


def test_what_there_is_no_room_for_is_named_and_the_rest_is_kept(
    cast: Cast, topic: Topic, settings: Settings, files: Path
) -> None:
    settings.FILES_QUOTA = 10
    raw = with_files(
        letter(address(cast.ingrid, topic), "See here."),
        ("large.pdf", b"x" * 11),
        ("small.pdf", b"x" * 10),
        ("empty.pdf", b""),
    )
    assert arrive(raw) is Outcome.POSTED
    ((_who, text),) = said(topic)
    assert text.endswith("(Came with files that could not be kept: large.pdf, empty.pdf)")
    assert Resource.objects.get().title == "small.pdf"
    assert len(list(files.iterdir())) == 1


def test_more_files_than_a_post_carries_are_named(cast: Cast, topic: Topic) -> None:
    many = [(f"{n}.pdf", b"%d" % n) for n in range(MOST_FILES + 1)]
    arrive(with_files(letter(address(cast.ingrid, topic), "See here."), *many))
    assert Attachment.objects.count() == MOST_FILES
    assert "could not be kept: 10.pdf" in said(topic)[0][1]


@pytest.mark.slow  # nobody answers, and that takes its time
def test_while_files_cannot_be_kept_the_mail_server_is_asked_to_come_again(
    cast: Cast, topic: Topic, settings: Settings, files: Path
) -> None:
    raw = with_files(letter(address(cast.ingrid, topic), "See here."), ("plan.pdf", b"1"))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        gone = f"http://127.0.0.1:{taken.getsockname()[1]}"
    here = settings.STORAGES
    settings.STORAGES = {**here, **file_storages(f"s3://k:s@b?region=r&endpoint={gone}")}
    assert arrive(raw) is Outcome.LATER
    assert not said(topic)
    assert not list(files.iterdir())
    settings.STORAGES = here
    assert arrive(raw) is Outcome.POSTED
    assert said(topic) == [("Ingrid", "See here.")]


def test_the_same_message_again_keeps_nothing_twice(cast: Cast, topic: Topic, files: Path) -> None:
    raw = with_files(letter(address(cast.ingrid, topic), "See here."), ("plan.pdf", b"1"))
    assert [arrive(raw), arrive(raw)] == [Outcome.POSTED, Outcome.AGAIN]
    assert (Resource.objects.count(), len(list(files.iterdir()))) == (1, 1)


def test_of_words_that_cannot_be_posted_no_file_stays(
    cast: Cast, topic: Topic, files: Path
) -> None:
    too_long = letter(address(cast.ingrid, topic), "x " * 15_000)
    assert arrive(with_files(too_long, ("plan.pdf", b"1"))) is Outcome.ANSWERED
    assert not Resource.objects.exists()
    assert not list(files.iterdir())


def test_the_other_sides_files_belong_to_the_other_side(cast: Cast, topic: Topic) -> None:
    one = letter(address(cast.ravi, topic), sender=cast.ravi.person.email)
    assert arrive(with_files(one, ("a.pdf", b"1"))) is Outcome.POSTED
    assert Resource.objects.get().party == cast.kaveri
