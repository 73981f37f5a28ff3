"""Reading messages: nested, broken, huge, in any charset; whatever comes, an answer and no fault."""

from email.message import EmailMessage
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.notices.rules.incoming.cutting import own_words
from troth.notices.rules.incoming.parsing import (
    DECORATION,
    DEEPEST,
    LARGEST,
    LONGEST_TEXT,
    MOST_HEADERS,
    MOST_PARTS,
    File,
    Unreadable,
    parse,
)


def pythons_own() -> list[Path]:
    """The message files of Python's own mail tests, where they are installed."""
    try:
        theirs = import_module("test.test_email")
    except ImportError:
        return []
    return sorted((Path(str(theirs.__file__)).parent / "data").glob("msg_*.txt"))


def message(text: str = "Friday works.") -> EmailMessage:
    one = EmailMessage()
    one["From"] = "Ingrid <Ingrid@Lumen.example>"
    one["To"] = "Someone <Reply+X@troth.example>, other@troth.example"
    one["Message-ID"] = "<1@lumen.example>"
    one.set_content(text)
    return one


@pytest.mark.parametrize("path", pythons_own(), ids=lambda path: path.name)
def test_every_message_of_pythons_own_tests_is_read(path: Path) -> None:
    said = parse(path.read_bytes())
    assert isinstance(own_words(said.text), str)
    assert "\0" not in said.text + said.html + said.sender + "".join(one.name for one in said.files)


def test_text_html_and_files_are_told_apart() -> None:
    one = message()
    one.add_alternative("<p>Friday works.</p>", subtype="html")
    one.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="Prüfplan.pdf")
    said = parse(one.as_bytes())
    assert said.text.strip() == "Friday works."
    assert said.html.strip() == "<p>Friday works.</p>"
    assert said.files == (File("Prüfplan.pdf", b"%PDF"),)
    assert (said.sender, said.message_id) == ("ingrid@lumen.example", "<1@lumen.example>")
    assert said.to == ("reply+x@troth.example", "other@troth.example")


def test_a_message_inside_a_message_is_a_file_and_none_of_its_words_are_read() -> None:
    one = message()
    one.add_attachment(message("Theirs."))
    said = parse(one.as_bytes())
    assert "Theirs" not in said.text
    (inside,) = said.files
    assert inside.name == "message.eml"
    assert b"Theirs." in inside.content


def test_signs_below_a_name_and_signatures_are_nothing_to_keep_and_photos_are() -> None:
    one = message()
    one.add_attachment(b"signed", maintype="application", subtype="pgp-signature")
    one.add_attachment(b"logo", maintype="image", subtype="png", cid="<logo@x>")
    one.add_attachment(bytes(DECORATION), maintype="image", subtype="png", cid="<photo@x>")
    one.add_attachment(b"small", maintype="image", subtype="jpeg")
    names = [(file.name, len(file.content)) for file in parse(one.as_bytes()).files]
    assert names == [("image.png", DECORATION), ("image.jpeg", 5)]


def test_a_file_whose_letters_are_broken_is_an_empty_one() -> None:
    raw = b"Content-Type: image/png\r\nContent-Transfer-Encoding: made-up\r\n\r\nx\xff"
    assert [file.name for file in parse(raw).files] == ["image.png"]


@pytest.mark.parametrize(
    ("charset", "content", "words"),
    [
        ("iso-8859-1", "Grüße".encode("latin-1"), "Grüße"),
        ("windows-1252", "“so”".encode("cp1252"), "“so”"),
        ("utf-8", "Grüße".encode("latin-1"), "Gr\ufffd\ufffde"),
        ("no-such-charset", "Grüße".encode(), "Grüße"),
        ("", "Grüße".encode(), "Grüße"),
        ("utf-8", b"a\x00b", "ab"),
    ],
)
def test_wrong_charsets_cost_signs_and_never_the_message(
    charset: str, content: bytes, words: str
) -> None:
    head = f"From: a@b.example\r\nContent-Type: text/plain; charset={charset}\r\n\r\n".encode()
    assert parse(head + content).text == words


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\r\n",
        b"no header at all",
        b"From\r\n\r\nwords",
        b"From: <\r\nTo: ((((\r\n\r\nwords",
        b"From: =?utf-8?q?=ZZ?= <a@b>\r\nSubject: =?x-none?b?!!!!?=\r\n\r\nwords",
        b"Content-Type: multipart/mixed\r\n\r\nno boundary",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n",
        b"Content-Type: ;;;\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!",
        b"Content-Transfer-Encoding: x-uuencode\r\nContent-Type: text/plain\r\n\r\nbegin 6 x\r\n!!",
        b"Content-Disposition: attachment; filename*=utf-8''%FF%00%\r\n\r\nwords",
        b"Content-Type: text/plain; charset*=x'y'%00\r\n\r\nwords",
        b"From: \xff\xfe\xfd\r\nMessage-ID: \xff\r\n\r\n\xff",
        b"\x00" * 2000,
    ],
)
def test_broken_messages_are_read_as_far_as_they_go(raw: bytes) -> None:
    said = parse(raw)
    assert "\0" not in said.text + said.sender + said.message_id + "".join(
        one.name for one in said.files
    )


def test_flowed_lines_are_put_together_again() -> None:
    head = b"Content-Type: text/plain; format=flowed\r\n\r\n"
    said = parse(head + b"one \r\ntwo\r\nthree\r\n> old \r\n> older\r\n-- \r\nIngrid")
    assert said.text == "one two\nthree\n> old \n> older\n-- \nIngrid"


def nested(depth: int) -> bytes:
    """Multiparts inside multiparts."""
    raw = b"Content-Type: text/plain\r\n\r\nwords"
    for n in range(depth):
        mark = f"b{n}x".encode()
        head = b"Content-Type: multipart/mixed; boundary=" + mark + b"\r\n\r\n"
        raw = head + b"--" + mark + b"\r\n" + raw + b"\r\n--" + mark + b"--"
    return raw


PART = b"--x\r\n\r\nwords\r\n"
NOBODY_WRITES = {
    "deep": nested(DEEPEST + 1),
    "very deep": nested(400),
    "many": b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + PART * MOST_PARTS + b"--x--",
    "headers": b"X-Much: " + b"x" * MOST_HEADERS + b"\r\n\r\nwords",
    "large": b"a" * (LARGEST + 1),
}


@pytest.mark.parametrize("raw", NOBODY_WRITES.values(), ids=NOBODY_WRITES.keys())
def test_what_nobody_writes_is_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        parse(raw)


def test_as_deep_as_may_be_is_read() -> None:
    assert parse(nested(DEEPEST - 1)).text == "words"


def test_very_long_words_are_cut() -> None:
    assert len(parse(b"\r\n" + b"a" * 1_000_000).text) == LONGEST_TEXT


@given(st.binary(max_size=500))
def test_whatever_comes_is_read_or_refused(raw: bytes) -> None:
    try:
        said = parse(raw)
    except Unreadable:
        return
    own_words(said.text).encode()
