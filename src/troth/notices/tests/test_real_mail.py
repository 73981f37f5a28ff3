"""Mail as it really comes, well formed or not: never a fault of ours, and never a message lost."""

from pathlib import Path

import pytest
from django.core import mail
from pytest_django import Settings

from troth.discussions.models import Topic
from troth.notices.actions.arriving import Outcome, arrive
from troth.notices.models import Arrival
from troth.notices.rules.incoming.parsing import LARGEST, MOST_HEADERS, Unreadable, parse
from troth.notices.tests.writing import address, said
from troth.partnerships.testing import Cast

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("mail_comes_in"),
    pytest.mark.slow,
    pytest.mark.sqlite,
]
OURS = Path(__file__).parents[4] / "tests" / "data" / "mail"
SAMPLES = sorted(OURS.glob("*.eml"))
# Python's own messages for its mail parser, as they are.
PYTHONS = sorted((OURS / "python").glob("msg_*.txt"))
POSTED, ANSWERED = Outcome.POSTED, Outcome.ANSWERED
BECOMES = {
    "auto-reply": Outcome.MACHINE,
    "bounce": Outcome.BOUNCED,
    # Nobody can tell who sent it: the owner of the address gets the words.
    "broken-headers": ANSWERED,
    "bounce-of-an-old-server": Outcome.BOUNCED,
    "list": Outcome.MACHINE,
    "loop": Outcome.MACHINE,
    "no-words": ANSWERED,
    "nothing": ANSWERED,
    "only-words": ANSWERED,
    "vacation-of-old": Outcome.MACHINE,
}
WORDS = {
    "cut-in-the-middle": "Friday works.",
    "eight-bit-without-charset": "Fredag g",
    "flowed": "Friday works, and so does the week after.",
    "gmail": "Friday works.",
    "invitation": "Bench test, Friday at ten.",
    "japanese": "金曜日で大丈夫です。",
    "line-ends": "Fredag går fint.",
    "made-up-charset": "Friday works.",
    "nested": "Friday works.",
    "no-date-no-id": "Friday works.",
    "outlook-html": "Fredag går fint…",
    "passed-on": "See below.",
    "plain": "Fredag går fint.",
    "right-to-left": "يوم الجمعة مناسب.",
    "signed": "Friday works.",
    "winmail": "Friday works.",
    "zeros": "Friday works.",
}


@pytest.fixture(autouse=True)
def here(settings: Settings, tmp_path: Path) -> None:
    """Our own host, and a place for files that come along."""
    settings.BASE_URL, settings.MEDIA_ROOT = "http://localhost:8000", tmp_path


def is_kept(outcome: Outcome, topic: Topic) -> bool:
    """Whether something of the message is there for somebody to find."""
    if outcome is POSTED:
        return bool(said(topic))
    if outcome is ANSWERED:
        return [one.to for one in mail.outbox] == [["ingrid@lumen.example"]]
    return Arrival.objects.filter(outcome=outcome.value).exists()


def sample(path: Path, to: str) -> bytes:
    """A message of ours, to this address."""
    return path.read_bytes().replace(b"REPLY-ADDRESS", to.encode())


def test_there_are_samples_of_every_kind() -> None:
    assert {one.stem for one in SAMPLES} >= BECOMES.keys() | WORDS.keys()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda one: one.stem)
def test_each_becomes_what_it_should_and_none_is_lost(cast: Cast, topic: Topic, path: Path) -> None:
    to = address(cast.ingrid, topic)
    outcome = arrive(sample(path, to), to=to)
    assert outcome is BECOMES.get(path.stem, POSTED)
    assert is_kept(outcome, topic)
    assert outcome is POSTED or said(topic) == []


@pytest.mark.parametrize("name", WORDS)
def test_the_words_are_those_that_were_written(cast: Cast, topic: Topic, name: str) -> None:
    to = address(cast.ingrid, topic)
    arrive(sample(OURS / f"{name}.eml", to), to=to)
    ((_who, words),) = said(topic)
    assert words.startswith(WORDS[name])
    assert "Does Friday work?" not in words


@pytest.mark.parametrize("path", SAMPLES, ids=lambda one: one.stem)
def test_brought_twice_nothing_happens_twice(cast: Cast, topic: Topic, path: Path) -> None:
    to = address(cast.ingrid, topic)
    arrive(sample(path, to), to=to)
    before = said(topic), len(mail.outbox), Arrival.objects.count()
    arrive(sample(path, to), to=to)
    assert (said(topic), len(mail.outbox), Arrival.objects.count()) == before


@pytest.mark.parametrize("name", ["auto-reply", "bounce", "list", "loop", "vacation-of-old"])
def test_no_machine_is_answered(cast: Cast, topic: Topic, name: str) -> None:
    to = address(cast.ingrid, topic)
    arrive(sample(OURS / f"{name}.eml", to), to=to)
    assert mail.outbox == []


def test_all_of_pythons_messages_are_here() -> None:
    assert len(PYTHONS) == 48


@pytest.mark.parametrize("path", PYTHONS, ids=lambda one: one.stem)
def test_pythons_own_messages_are_kept_whatever_is_wrong_with_them(
    cast: Cast, topic: Topic, path: Path
) -> None:
    """As they are from somebody else, and as if Ingrid had sent them."""
    raw, to = path.read_bytes(), address(cast.ingrid, topic)
    outcome = arrive(raw, to=to)
    assert outcome in {ANSWERED, Outcome.MACHINE, Outcome.BOUNCED}
    assert is_kept(outcome, topic)
    mail.outbox.clear()
    hers = b"From: ingrid@lumen.example\nMessage-ID: <hers@lumen.example>\n" + raw
    outcome = arrive(hers, to=to)
    assert outcome in {POSTED, ANSWERED, Outcome.MACHINE, Outcome.BOUNCED}
    assert is_kept(outcome, topic)


@pytest.mark.parametrize(
    "head",
    [
        b"X: " + b"x" * (MOST_HEADERS + 1),
        b"".join(b"X-%d: y\n" % n for n in range(9000)),
        b"To: " + b"a@b.example, " * 6000,
    ],
    ids=["one", "many", "addresses"],
)
def test_headers_without_end_are_refused_while_their_sender_waits(
    cast: Cast, topic: Topic, head: bytes
) -> None:
    to = address(cast.ingrid, topic)
    assert arrive(head + b"\n\nFriday works.\n", to=to) is Outcome.UNREADABLE


def test_a_large_header_within_the_limit_is_read(cast: Cast, topic: Topic) -> None:
    to = address(cast.ingrid, topic)
    head = b"From: ingrid@lumen.example\nX: " + b"x" * (MOST_HEADERS - 100)
    assert arrive(head + b"\n\nFriday works.\n", to=to) is POSTED


def test_more_than_a_message_may_be_is_refused_while_its_sender_waits() -> None:
    with pytest.raises(Unreadable):
        parse(b"Subject: x\n\n" + b"x" * LARGEST)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda one: one.stem)
def test_cut_anywhere_it_is_still_read_or_refused(path: Path) -> None:
    whole = path.read_bytes()
    for end in range(0, len(whole), max(1, len(whole) // 40)):
        try:
            parse(whole[:end])
        except Unreadable:
            continue
