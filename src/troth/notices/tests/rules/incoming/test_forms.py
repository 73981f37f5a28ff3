"""Forms of mail services, taken apart to the byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.notices.rules.incoming.forms import MOST_PARTS, NoForm, fields_in

TYPE = "multipart/form-data; boundary=X9"


def form(*parts: tuple[str, bytes]) -> bytes:
    """A form as a service writes it."""
    body = b"".join(
        b"--X9\r\nContent-Disposition: form-data; " + head.encode() + b"\r\n\r\n" + words + b"\r\n"
        for head, words in parts
    )
    return body + b"--X9--\r\n"


def test_fields_and_files_are_told_apart() -> None:
    plain, file = fields_in(
        TYPE, form(('name="to"', b"a@b"), ('name="f"; filename="plan.pdf"', b"%PDF"))
    )
    assert (plain.name, plain.filename, plain.content) == ("to", None, b"a@b")
    assert (file.name, file.filename, file.content) == ("f", "plan.pdf", b"%PDF")


@given(st.binary(max_size=2000).filter(lambda words: b"--X9" not in words))
def test_what_stands_in_a_part_is_kept_to_the_byte(words: bytes) -> None:
    (one,) = fields_in(TYPE, form(('name="email"', words)))
    assert one.content == words


def test_a_message_in_a_form_stays_a_message() -> None:
    head = 'name="m"; filename="m.eml"\r\nContent-Type: message/rfc822'
    (one,) = fields_in(TYPE, form((head, b"Subject: Hello\n\nWords\n")))
    assert b"Subject: Hello" in one.content
    assert b"Words" in one.content


def test_parts_without_a_name_are_left_out() -> None:
    assert fields_in(TYPE, form(("x=y", b"?"))) == []


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/plain", b"hello"),
        ("multipart/form-data", b"--\r\n"),
        (TYPE, b""),
        (TYPE, b"\xff\xfe"),
        ("multipart/form-data; boundary=X9\r\nX: y", form(('name="a"', b"1"))),
    ],
)
def test_what_is_no_form_is_said_to_be_none(kind: str, body: bytes) -> None:
    with pytest.raises(NoForm):
        fields_in(kind, body)


def test_more_parts_than_any_message_has_are_refused() -> None:
    many = form(*[(f'name="{n}"', b"") for n in range(MOST_PARTS + 1)])
    with pytest.raises(NoForm):
        fields_in(TYPE, many)


@given(st.binary(max_size=500))
def test_nothing_breaks_it(body: bytes) -> None:
    try:
        fields_in(TYPE, body)
    except NoForm:
        return
