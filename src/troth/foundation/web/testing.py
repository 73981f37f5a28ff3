"""For tests of any noun: how many statements a page takes, what it says past gettext, two acts at once."""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from threading import Thread

from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

# Nothing in them is read by people, or it is code.
UNREAD = frozenset({"script", "style", "code", "kbd", "template", "datalist"})
# Attributes that are read out or shown.
READ = frozenset({"alt", "title", "placeholder", "aria-label", "aria-description", "label"})
VOID = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
        *("source", "track", "wbr", "path", "rect", "circle"),
    }
)
WORDS = re.compile(r"[A-Za-z]{2,}")
# Addresses, names of settings, `column=name`, and what is called the same in every language.
EVERYWHERE = re.compile(
    r"\S+@\S+|https?://\S+|\bTroth\b|\b[A-Z]+_[A-Z]+\b|\b\w+=\w+|\b(?:am|pm|UTC|CSV|PDF)\b"
)


class Reader(HTMLParser):
    """Collects what a page says, but for words that people wrote (`dir="auto"`, `bdi`, `translate="no"`)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read its attributes, and step over what is not ours."""
        known = {name: value or "" for name, value in attrs}
        if not self.depth:
            self.said += [value for name, value in known.items() if is_read(name, value)]
        if tag in VOID:
            return
        if self.depth or tag in UNREAD or is_own(tag, known):
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        """Step back out."""
        if tag not in VOID and self.depth:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        """Words between tags."""
        if not self.depth and data.strip():
            self.said.append(" ".join(data.split()))


def is_own(tag: str, known: dict[str, str]) -> bool:
    """Whether people wrote what stands inside, or it is a sign (letters of a face, of a seal)."""
    marked = known.get("dir") == "auto" or known.get("translate") == "no"
    hidden = known.get("aria-hidden") == "true"
    return marked or hidden or tag == "bdi" or ("lang" in known and tag != "html")


def is_read(name: str, value: str) -> bool:
    """Whether an attribute holds a sentence that somebody reads."""
    return name in READ or (name.startswith("data-") and " " in value.strip() and "{" not in value)


def untranslated(html: str, *, own: Iterable[str] = ()) -> list[str]:
    """What a page rendered in `qps` still says in plain letters; `own`: names that are the same in all languages."""
    reader = Reader()
    reader.feed(html)
    names = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in own) or r"(?!)")
    return [said for said in reader.said if WORDS.search(EVERYWHERE.sub("", names.sub("", said)))]


def hidden(html: str, name: str = "seen") -> str:
    """What the hidden field of this name holds; the form that came back is pressed with it."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', html)
    assert found, f"no hidden field {name}"
    return found[1]


def statements(browser: Client, url: str) -> int:
    """How many statements a page takes that was asked for just before; what waits is counted by then."""
    assert browser.get(url).status_code == 200
    with CaptureQueriesContext(connection) as found:
        assert browser.get(url).status_code == 200
    return len(found)


def nothing() -> None:
    """What most firsts do after the second has begun."""


def meanwhile(
    first: Callable[[], object],
    second: Callable[[], object],
    *,
    then: Callable[[], object] = nothing,
) -> object:
    """What became of the second act, begun on a connection of its own while the first was not committed yet.

    For PostgreSQL, where two who write do not take turns by themselves. What was raised is returned. `then`: what
    the first goes on to do while the second waits.
    """
    came: list[object] = []

    def act() -> None:
        try:
            came.append(second())
        except Exception as error:  # noqa: BLE001  # whatever was raised is what the test looks at
            came.append(error)
        finally:
            connections.close_all()

    other = Thread(target=act)
    with as_around_a_test():
        first()
        other.start()
        wait_for(other)
        then()
    other.join(timeout=30)
    return came[0]


@contextmanager
def as_around_a_test() -> Iterator[None]:
    """A transaction in which one may be done that asks to be the outermost."""
    around = transaction.atomic()
    around._from_testcase = True  # type: ignore[attr-defined]  # noqa: SLF001
    with around:
        yield


def wait_for(other: Thread) -> None:
    """Until it is done, or waits for what is held here; ten seconds at most."""
    for _step in range(500):
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from pg_locks where not granted")
            (waiting,) = cursor.fetchone()
        if waiting or not other.is_alive():
            return
        time.sleep(0.02)
