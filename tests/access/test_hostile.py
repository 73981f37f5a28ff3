"""Whatever is typed, pasted or sent: a plain answer, never a fault, never a line of our code."""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
from django.db import connection
from django.test.client import encode_multipart
from django.urls import reverse
from tests.access.addresses import Address, every_address
from tests.access.conftest import Given, Knocker, undone
from tests.access.forms import FORMS, Fields
from tests.access.places import outside_parts
from tests.access.policy import TABLE
from tests.access.test_forged import first_spot
from tests.access.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

HOSTILE = (
    "",
    " ",
    "\x00",
    "before\x00after",
    "²",
    "٣",
    "-1",
    "9" * 40,
    "1" * 5000,
    "1e999",
    "NaN",
    "💥" * 200,
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "\u202e\u2066\ufeff\u200b",
    "' or 1=1; drop table people_person; --",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}{% debug %}%(name)s{0.__class__}",
    "../../../../etc/passwd",
    "0000-00-00T99:99:99+99:99",
    "a\r\nSet-Cookie: troth=1\r\nBcc: evil@evil.example",
    "=cmd|' /C calc'!A0",
    "[" * 50_000,
    "x" * 100_000,
)
FEW = (HOSTILE[3], HOSTILE[4], HOSTILE[8], HOSTILE[18])
# What SQLite itself could choke on; PostgreSQL is asked all four.
FEWER = (HOSTILE[3], HOSTILE[8])
FILES = (
    b"",
    b"\x00" * 100,
    b"\xff\xfe" + b"a,b\n1,2\n".decode().encode("utf-16-le"),
    b"event_id,party,counterparty,promised_at,due_at,kept_at\n" + b"\x00,,,,,\n" * 5,
    b'event_id,party,"' + b"x" * 200_000,
    b"PK\x03\x04not a table at all",
)
MULTIPART = "multipart/form-data; boundary=x"
QUERIES = ("before", "line", "to", "party", "next", "rooms", "after", "page", "lang", "q", "seat")
ADDRESSES = [one for one in every_address() if one.where in {"", "shared"}]
SENDING = [one for one in ADDRESSES if "POST" in TABLE[one.name].takes]
READING = [one for one in ADDRESSES if "GET" in TABLE[one.name].takes]
NAMING = [one for one in ADDRESSES if one.parts - {"slug", "room_id"}]


def is_plain(given: Given) -> bool:
    """An answer that shows nothing of what is behind it."""
    faults = (b"Traceback", b"OperationalError", b"/site-packages/", b"DoesNotExist")
    return given.status < 500 and not any(fault in given.content for fault in faults)


def who_may(address: Address) -> str:
    """Somebody who comes as far as the form."""
    row = TABLE[address.name]
    if not row.may or "lumen admin" in row.may:
        return "kaveri admin" if row.whose == "the side it was made for" else "lumen admin"
    return min(row.may)


def spoilt(form: Fields, value: str) -> Fields:
    """Every field with this in it."""
    return dict.fromkeys(form or {"anything": ""}, value)


def tries(form: Fields, values: tuple[str, ...]) -> Iterator[Fields]:
    """All fields at once, and one after the other."""
    names = cycle(form or {"anything": ""})
    for value in values:
        yield spoilt(form, value) | dict.fromkeys(("seen", "version", "rows", "once"), value)
        yield form | {next(names): value}


def faults_of(
    address: Address, world: World, knocker: Knocker, values: tuple[str, ...]
) -> list[str]:
    """Forms that got something else than a plain answer."""
    spot, who = first_spot(address, world), who_may(address)
    form = FORMS[address.name](world, spot.things, who)
    found = []
    for sent in tries(form, values):
        given = knocker.knock(who, "POST", spot.url, sent)
        if not is_plain(given):
            found.append(f"{given.status}: {str(sent)[:300]}")
    return found


@pytest.mark.parametrize("address", SENDING, ids=lambda one: one.name)
def test_the_worst_in_a_form_gets_a_plain_answer(
    address: Address, world: World, knocker: Knocker
) -> None:
    values = FEWER if connection.vendor == "sqlite" else FEW
    assert faults_of(address, world, knocker, values) == []


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.parametrize("address", SENDING, ids=lambda one: one.name)
def test_whatever_is_in_a_form_gets_a_plain_answer(
    address: Address, world: World, knocker: Knocker
) -> None:
    assert faults_of(address, world, knocker, HOSTILE) == []


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.parametrize("address", READING, ids=lambda one: one.name)
def test_whatever_is_asked_behind_the_question_mark_gets_a_plain_answer(
    address: Address, world: World, knocker: Knocker
) -> None:
    spot, who = first_spot(address, world), who_may(address)
    for value in HOSTILE[1:-1:2]:
        with undone():
            answer = knocker.as_(who).get(spot.url, dict.fromkeys(QUERIES, value))
        assert answer.status_code < 500, value[:40]


@pytest.mark.sqlite
@pytest.mark.parametrize("address", NAMING, ids=lambda one: one.name)
def test_a_name_nobody_gave_is_nothing(address: Address, world: World, knocker: Knocker) -> None:
    who = who_may(address)
    for value in ("\x00", "x" * 3000, "%", "٣", "'", "💥", "\n", "0" * 26):
        for url in urls_with(address, world, value):
            given = knocker.knock(who, "GET", url)
            assert given.status in {302, 403, 404, 405, 429}, (value, given.status)
            if "POST" in TABLE[address.name].takes:
                assert knocker.knock(who, "POST", url, {}).status in {302, 403, 404, 405, 429}, (
                    value
                )


def urls_with(address: Address, world: World, value: str) -> Iterator[str]:
    """The address with this in each of its parts, one after the other."""
    known: dict[str, Any] = dict(outside_parts(world).get(address.name, {}))
    table = {"slug": world.slug, "where": "shared"}
    fixed = table if address.where else {"slug": "lumen"} if "slug" in address.parts else {}
    asked = address.parts - {"slug", "room_id"}
    filled = {name: known.get(name, "01J00000000000000000000000") for name in asked} | fixed
    filled |= dict.fromkeys(asked & {"idx", "number"}, 1)
    for name in asked - {"idx", "number"}:
        if not (name == "pk" and isinstance(filled[name], int)) and "/" not in value:
            yield reverse(address.name, kwargs=filled | {name: value})


@pytest.mark.parametrize("body", FILES, ids=range(len(FILES)))
def test_a_file_that_is_no_file_of_promises_gets_a_plain_answer(
    body: bytes, world: World, knocker: Knocker
) -> None:
    url = f"/p/{world.slug}/commitments/import/"
    for name in ("p.csv", "../../p.csv", "p\x00.csv", "<b>.csv", "x" * 500 + ".csv", ""):
        form = FORMS["commitments.import"](world, world.things["shared"], "lumen admin")
        sent = encode_multipart(
            "x", {name: value for name, value in form.items() if name != "file"}
        )
        head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        sent = head.encode() + body + b"\r\n" + sent
        client = knocker.as_("lumen admin")
        with undone():
            answer = client.generic("POST", url, sent, content_type=MULTIPART)
        assert answer.status_code in {302, 422}
        assert b"Traceback" not in answer.content


BODIES = (
    ("application/json", b'{"line": 1}'),
    ("application/json", b"{"),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\n"),
    ("multipart/form-data; boundary=" + "x" * 5000, b""),
    ("application/x-www-form-urlencoded; charset=utf-7", b"line=+AGE-"),
    ("application/x-www-form-urlencoded; charset=nonsense", b"line=a"),
    ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(600))),
    ("application/x-www-form-urlencoded", b"line=" + b"x" * (3 * 1024 * 1024)),
    ("application/x-www-form-urlencoded", b"%ff%fe=%00&line=%c3%28"),
    ("", b"\x00\x01"),
    ("text/plain\r\nX: y", b"line=a"),
)


@pytest.mark.parametrize("path", ["commitments/promise/", "commitments/import/", "agreements/new/"])
@pytest.mark.parametrize(("kind", "body"), BODIES, ids=range(len(BODIES)))
def test_a_body_that_is_no_form_gets_a_plain_answer(
    kind: str, body: bytes, path: str, world: World, knocker: Knocker
) -> None:
    client = knocker.as_("lumen admin")
    with undone():
        answer = client.generic("POST", f"/p/{world.slug}/{path}", body, content_type=kind)
    assert answer.status_code < 500
    assert b"Traceback" not in answer.content


HEADERS = (
    {"Accept-Language": "x" * 4000},
    {"Accept-Language": "qps;q=NaN,*;q=-1"},
    {"HX-Request": "true", "HX-Target": "\x00", "HX-Current-URL": "http://[::1"},
    {"Host": "evil.example"},
    {"Host": "[::1"},
    {"Referer": "javascript:alert(1)"},
    {"Cookie": "troth=\x00; troth-form=ä; messages=x"},
    {"Cookie": "troth=" + "x" * 9000},
    {"X-Forwarded-For": "a, b, ::::"},
    {"X-Forwarded-Proto": "gopher"},
    {"User-Agent": "\xff" * 3000},
    {"If-Modified-Since": "99"},
    {"Range": "bytes=-0-5"},
)


@pytest.mark.parametrize("headers", HEADERS, ids=",".join)
def test_headers_nobody_sends_get_a_plain_answer(
    headers: dict[str, str], world: World, knocker: Knocker
) -> None:
    for url in ("/", f"/p/{world.slug}/", "/come-in/", "/design/", "/no/such/page"):
        given = knocker.knock("lumen admin", "GET", url, None, **headers)
        assert is_plain(given), (url, given.status)
