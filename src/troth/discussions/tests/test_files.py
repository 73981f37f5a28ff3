"""Files that come with a post: kept in the library of the room, shown beneath the words, gone with them."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from troth.conftest import Visit
from troth.discussions.actions.changing import take_back
from troth.discussions.actions.sharing import share
from troth.discussions.actions.turns import NotPossible
from troth.discussions.actions.writing import Words, begin, write
from troth.discussions.models import Attachment, Post, Topic
from troth.discussions.rules.files import MOST_FILES
from troth.discussions.rules.refusals import Refusal
from troth.discussions.tests.conftest import Say
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.kernel.roles import Role
from troth.foundation.web.testing import statements
from troth.ledger.models import Entry
from troth.partnerships.testing import Cast
from troth.resources.actions.adding import Content, add, add_version, withdraw
from troth.resources.actions.files import keep
from troth.resources.actions.looks import settle
from troth.resources.models import Resource, Version

pytestmark = pytest.mark.django_db
TALK = "/p/lumen-kaveri/talk/"


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Settings) -> Path:
    """The folder of files, empty."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "library"


def content(said: bytes = b"station,reading\n", name: str = "winter.csv") -> Content:
    """A file as somebody would hand it in."""
    return Content(stored=keep([said]), name=name)


def chosen(said: bytes = b"station,reading\n", name: str = "winter.csv") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, said, content_type="text/html")


def reply(client: Client, topic: Topic, *sent: SimpleUploadedFile, **more: str) -> HttpResponse:
    """Reply in a topic, with files."""
    form = {"text": "Here they are.", "asks": "", "attached": list(sent), **more}
    return client.post(f"{TALK}{topic.id}/reply/", form)  # type: ignore[return-value]  # the client's kind of answer


def page(client: Client, topic: Topic) -> str:
    """What the page of a topic says."""
    return client.get(f"{TALK}{topic.id}/").content.decode()


def test_a_reply_carries_files_and_the_other_side_takes_them_along(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    topic = begun().topic
    answer = reply(visit(cast.tor), topic, chosen(), chosen(b"%PDF-1.4", "..\\in\u202efdp.exe"))
    assert answer.status_code == 302
    first, second = Resource.objects.order_by("id")
    assert (first.title, second.title) == ("winter.csv", "infdp.exe")
    assert {first.party, second.party} == {cast.tor.party}
    said = page(visit(cast.meera), topic)
    assert f'href="{TALK}library/{first.id}/"><bdi>winter.csv</bdi>' in said
    assert "16\xa0bytes" in said
    taken = visit(cast.meera).get(f"{TALK}library/{first.id}/files/1/")
    assert taken.getvalue() == b"station,reading\n"


def test_a_topic_begins_with_a_file(cast: Cast, visit: Visit) -> None:
    form = {"title": "Customs", "text": "The paper.", "asks": "", "attached": [chosen()]}
    assert visit(cast.meera).post(f"{TALK}new/", form).status_code == 302
    assert Attachment.objects.get().post == Post.objects.get()
    assert "winter.csv" in page(visit(cast.tor), Topic.objects.get())


def test_a_question_carries_a_file(cast: Cast, visit: Visit, begun: Say) -> None:
    topic = begun().topic
    assert reply(visit(cast.siri), topic, chosen(), asks=cast.kaveri.id).status_code == 302
    fact = Entry.objects.get(kind="question:asked")
    assert Resource.objects.get().id.encode() in bytes(fact.entry_bytes)


def test_the_record_says_which_files_came_with_a_post(cast: Cast, begun: Say) -> None:
    post = write(
        begun().topic, Words(text="Here.", files=(content(),)), room=cast.shared, by=cast.tor
    )
    kinds = list(
        Entry.objects.filter(log=cast.shared.id).order_by("idx").values_list("kind", flat=True)
    )
    assert kinds[-2:] == ["resource:added", "post:written"]
    fact = Entry.objects.filter(kind="post:written").order_by("idx").last()
    assert fact is not None
    assert post.attachments.get().version.resource_id.encode() in bytes(fact.entry_bytes)


def test_a_picture_stands_small_beneath_the_words_once_it_was_drawn(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    topic = begun().topic
    reply(visit(cast.tor), topic, chosen(b"\x89PNG\r\n\x1a\n", "mast.png"))
    version = Version.objects.get()
    said = page(visit(cast.meera), topic)
    assert "/preview/" not in said
    assert f'id="files-2" hx-get="{TALK}posts/{Post.objects.get(number=2).id}/"' in said
    settle(version, b"there 30 20\nRIFF    WEBP")
    source = f"{TALK}library/{version.resource_id}/files/1/preview/"
    said = page(visit(cast.meera), topic)
    assert f'<img src="{source}" width="30" height="20"' in said
    assert 'id="files-2">' in said


def test_the_page_of_a_file_leads_to_the_posts_it_came_with(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    topic = begun().topic
    reply(visit(cast.tor), topic, chosen())
    reply(visit(cast.ravi), topic, chosen(), text="And again.")
    url = f"{TALK}library/{Resource.objects.get().id}/"
    said = visit(cast.meera).get(url).content.decode()
    assert f'href="{TALK}{topic.id}/?at=2#post-2"' in said
    assert f'href="{TALK}{topic.id}/?at=3#post-3"' in said
    take_back(Post.objects.get(number=3), by=cast.ravi)
    assert "#post-3" not in visit(cast.meera).get(url).content.decode()


def test_the_very_same_file_lies_in_the_library_once(
    cast: Cast, visit: Visit, begun: Say, files: Path
) -> None:
    topic = begun().topic
    there = add("Winter readings", content(), room=cast.shared, by=cast.ravi)
    assert reply(visit(cast.tor), topic, chosen(), chosen(name="again.csv")).status_code == 302
    attached = Attachment.objects.get()
    assert (attached.version.resource, attached.brought) == (there, False)
    assert Resource.objects.count() == 1
    assert f'library/{there.id}/"' in page(visit(cast.meera), topic)


def test_copies_of_what_is_there_already_leave_nothing_on_the_disk(
    cast: Cast, begun: Say, files: Path, django_capture_on_commit_callbacks: object
) -> None:
    topic = begun().topic
    add("Winter readings", content(), room=cast.shared, by=cast.ravi)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # its type is private
        write(topic, Words(text="Here.", files=(content(),)), room=cast.shared, by=cast.tor)
    assert len(list(files.iterdir())) == 1


def test_what_is_refused_keeps_the_words_and_nothing_of_the_files(
    cast: Cast, visit: Visit, begun: Say, settings: Settings, files: Path
) -> None:
    settings.FILES_QUOTA = 20
    topic = begun().topic
    answer = reply(visit(cast.tor), topic, chosen(), chosen(b"x" * 30, "film.mp4"))
    assert answer.status_code == 409
    said = answer.content.decode()
    assert "Your organisation has room for" in said
    assert "Here they are.</textarea>" in said
    assert (Resource.objects.count(), Post.objects.count()) == (0, 1)
    assert not list(files.iterdir())


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ([chosen(b"", "empty.txt")], "“empty.txt” is empty: 0 bytes."),
        ([chosen(b"%d" % n) for n in range(MOST_FILES + 1)], "more than 10 files"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_the_field(
    cast: Cast, visit: Visit, begun: Say, sent: list[SimpleUploadedFile], words: str
) -> None:
    answer = reply(visit(cast.tor), begun().topic, *sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert '<details class="attach" open>' in answer.content.decode()
    assert 'class="file-input"' in answer.content.decode()
    assert not Resource.objects.exists()


def test_files_without_words_come_back_with_a_word_that_they_were_not_kept(
    cast: Cast, visit: Visit, begun: Say, files: Path
) -> None:
    answer = reply(visit(cast.tor), begun().topic, chosen(), text=" ")
    assert answer.status_code == 422
    assert "Please choose the files once more" in answer.content.decode()
    assert not files.exists() or not list(files.iterdir())


def test_a_large_file_that_came_in_pieces_is_named_by_the_form_and_only_by_its_sender(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    topic = begun().topic
    film = add("film.mp4", content(b"film"), room=cast.shared, by=cast.tor)
    other = add("other.mp4", content(b"other"), room=cast.shared, by=cast.ravi)
    hidden = add("side.mp4", content(b"side"), room=cast.lumen_side, by=cast.tor)
    keys = f"{film.id} {other.id} {hidden.id} nothing"
    back = reply(visit(cast.tor), topic, text="", carried=keys)
    assert back.status_code == 422
    assert f'name="carried" value="{film.id} "' in back.content.decode()
    assert reply(visit(cast.tor), topic, carried=keys).status_code == 302
    assert Attachment.objects.get().version.resource == film


def test_an_unnamed_post_carries_no_file_and_its_page_says_so(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    topic = begun().topic
    words = Words(text="Are we late?", unnamed=True, files=(content(),))
    with pytest.raises(NotPossible) as refused:
        write(topic, words, room=cast.shared, by=cast.tor)
    assert refused.value.reason is Refusal.UNNAMED_WITH_FILES
    said = visit(cast.tor).get(f"{TALK}{topic.id}/unnamed/").content.decode()
    assert 'type="file"' not in said


def test_taking_a_post_back_withdraws_what_came_with_it(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    topic = begun().topic
    reply(visit(cast.tor), topic, chosen())
    post = Post.objects.get(number=2)
    asked = visit(cast.tor).get(f"{TALK}posts/{post.id}/take-back/")
    assert "The file that came with it is withdrawn" in asked.content.decode()
    take_back(post, by=cast.tor)
    assert Resource.objects.get().withdrawn_at is not None
    assert "winter.csv" not in page(visit(cast.meera), topic)


def test_what_is_used_elsewhere_stays_when_the_post_is_taken_back(cast: Cast, begun: Say) -> None:
    topic = begun().topic
    first, second, third = (
        write(topic, Words(text="Here.", files=(content(said),)), room=cast.shared, by=cast.tor)
        for said in (b"quoted", b"renewed", b"gone already")
    )
    write(topic, Words(text="Yes.", files=(content(b"quoted"),)), room=cast.shared, by=cast.ravi)
    renewed = second.attachments.get().version.resource
    add_version(renewed, content(b"newer"), by=cast.ravi)
    withdraw(third.attachments.get().version.resource, by=cast.tor)
    for post in (first, second, third):
        take_back(post, by=cast.tor)
    titles = Resource.objects.filter(withdrawn_at=None).values_list("id", flat=True)
    assert len(titles) == 2
    assert renewed.id in titles


def test_what_was_there_before_the_post_stays(cast: Cast, begun: Say) -> None:
    there = add("Winter", content(), room=cast.shared, by=cast.tor)
    words = Words(text="Here.", files=(content(),))
    take_back(write(begun().topic, words, room=cast.shared, by=cast.tor), by=cast.tor)
    there.refresh_from_db()
    assert there.withdrawn_at is None


def test_a_file_withdrawn_from_the_library_is_named_as_withdrawn_beneath_the_post(
    cast: Cast, visit: Visit, begun: Say
) -> None:
    topic = begun().topic
    reply(visit(cast.tor), topic, chosen())
    withdraw(Resource.objects.get(), by=cast.tor)
    said = page(visit(cast.meera), topic)
    assert "was withdrawn from the library" in said
    assert "library/" + Resource.objects.get().id not in said


def test_words_shared_out_of_a_side_room_leave_their_files_there(cast: Cast, begun: Say) -> None:
    words = Words(text="Our price.", files=(content(b"price"),))
    post = begin("Price", words, room=cast.lumen_side, by=cast.tor)
    share(post, text="Our price.", origin=cast.lumen_side, wider=cast.shared, by=cast.tor)
    assert not Resource.objects.in_rooms([cast.shared.id]).exists()
    assert Attachment.objects.count() == 1


def test_a_side_rooms_files_are_nowhere_for_the_others(cast: Cast, visit: Visit) -> None:
    words = Words(text="Our price.", files=(content(b"price", "price.csv"),))
    begin("Price", words, room=cast.lumen_side, by=cast.tor)
    one = Resource.objects.get()
    for url in (f"{TALK}library/{one.id}/", f"/p/lumen-kaveri/side/talk/library/{one.id}/"):
        assert visit(cast.ravi).get(url).status_code == 404
    assert visit(cast.ingrid).get(f"/p/lumen-kaveri/side/talk/library/{one.id}/").status_code == 200


def test_whoever_may_speak_may_bring_files() -> None:
    for role in Role:
        assert granted(role, Permission.TALK_WRITE) == granted(role, Permission.RESOURCE_ADD), role


def test_many_files_ask_the_database_as_often_as_one(cast: Cast, visit: Visit, begun: Say) -> None:
    topic = begun().topic
    reply(visit(cast.tor), topic, chosen(b"first"))
    client = visit(cast.meera)
    client.get(f"{TALK}{topic.id}/")
    one = statements(client, f"{TALK}{topic.id}/")
    for n in range(3):
        many = tuple(content(f"{n} {m}".encode()) for m in range(MOST_FILES))
        write(topic, Words(text="More.", files=many), room=cast.shared, by=cast.tor)
    assert statements(client, f"{TALK}{topic.id}/") <= one
