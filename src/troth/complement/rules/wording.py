"""The words of a statement that count, in any script; pure, and the same whatever the order of asking."""

import unicodedata
from collections.abc import Iterator

from troth.complement.rules.stopwords import STOP

LONGEST_TAG = 40
MOST_TAGS = 8
# Scripts that put no spaces between words: two signs beside each other stand for a word.
UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")
ARTICLE = "ال"  # the Arabic article is written on to its word


def folded(text: str) -> str:
    """Capitals, widths and ways of writing the same sign made alike."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def tag(text: str) -> str:
    """A tag in its one written form: `Hardware_Certification` is `hardware certification`."""
    loose = "".join(" " if sign in "-_/#" else sign for sign in folded(text))
    return " ".join(loose.split())[:LONGEST_TAG].strip()


def tags(text: str) -> tuple[str, ...]:
    """Tags from one line, parted by commas of any script; each once, in the order of writing."""
    parts = folded(text)
    for comma in ("、", "،", ";", "\n"):
        parts = parts.replace(comma, ",")
    return tuple(dict.fromkeys(found for part in parts.split(",") if (found := tag(part))))


def content(text: str) -> tuple[str, ...]:
    """The words that say something, each once, in their order."""
    found = dict.fromkeys(word for word in words(folded(text)) if word not in STOP)
    return tuple(found)


def words(text: str) -> Iterator[str]:
    """Words in a broad sense: runs of letters, marks and figures; pairs of signs where nothing parts words."""
    run, unspaced = "", False
    for sign in f"{text} ":
        part = unicodedata.category(sign)[0] in "LMN"
        close = is_unspaced(sign) if part else False
        if run and (not part or (close != unspaced and unicodedata.category(sign)[0] != "M")):
            yield from pairs(run) if unspaced else whole(run)
            run = ""
        if part:
            unspaced = close if not run else unspaced
            run += sign


def whole(run: str) -> Iterator[str]:
    """A word as it stands, without the article that some scripts write on to it."""
    long = run.startswith(ARTICLE) and len(run) > len(ARTICLE) + 2
    yield run[len(ARTICLE) :] if long else run


def pairs(run: str) -> Iterator[str]:
    """Every two neighbours; a single sign is a word of its own."""
    if len(run) == 1:
        yield run
    for at in range(len(run) - 1):
        yield run[at : at + 2]


def is_unspaced(sign: str) -> bool:
    """Whether the sign is of a script that puts no spaces between words."""
    return unicodedata.name(sign, "").startswith(UNSPACED)
