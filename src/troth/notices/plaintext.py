"""HTML of a mail as the words in it, for mail that brings no plain text beside it."""

import html
import re
from typing import Final

import nh3

# From here on it is the mail that is answered, as Gmail, Outlook, Apple Mail and Thunderbird mark it.
ANSWERED: Final = re.compile(
    r"<(?:div|span|hr|blockquote)\b[^>]{0,300}(?:gmail_quote|gmail_extra|appendonsend|divRplyFwdMsg|"
    r"stopSpelling|moz-cite-prefix|yahoo_quoted|type=[\"']?cite)|"
    r"<div style=\"border:none;border-top:solid #[0-9A-F]{6} 1\.0pt",
    re.IGNORECASE,
)
BREAKS: Final = re.compile(
    r"<(?:br|/p|/div|/li|/tr|/h[1-6]|/blockquote)\b[^>]{0,300}>", re.IGNORECASE
)
SPACES: Final = re.compile(r"[ \t\r\f\v\u00a0]+")
UNSEEN: Final = {"script", "style", "title", "template", "noscript"}


def words_in(page: str) -> str:
    """The words, without the mail that is answered where it is marked."""
    found = ANSWERED.search(page)
    own = as_text(page[: found.start()]) if found else ""
    return own or as_text(page)


def as_text(page: str) -> str:
    """Words line by line; nothing of it is code afterwards."""
    flat = SPACES.sub(" ", page.replace("\n", " "))
    broken = BREAKS.sub("\n", flat)
    said = html.unescape(nh3.clean(broken, tags=set(), clean_content_tags=UNSEEN))
    lines = [SPACES.sub(" ", line).strip() for line in said.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
