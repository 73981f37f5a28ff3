"""What a file is called here: the sender's name without anything that could mislead or break out."""

import re
import unicodedata

LONGEST = 160
LONGEST_ENDING = 16
NAMELESS = "file"
ENDING = re.compile(r"\.[0-9A-Za-z]{1,15}$", re.ASCII)
# Control signs, unpaired surrogates, and signs without a shape (among them those that turn the direction of reading).
NEVER = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean_name(said: str) -> str:
    """A name that is one line, leads into no folder, reads in the order in which it is written, and fits."""
    last = re.split(r"[/\\]", said)[-1]
    plain = "".join(sign for sign in last if unicodedata.category(sign) not in NEVER)
    name = " ".join(unicodedata.normalize("NFC", plain).split()).strip(". ")
    return fitted(name) or NAMELESS


def fitted(name: str) -> str:
    """The name cut to the longest we keep; its ending stays, because it says what opens it."""
    if len(name) <= LONGEST:
        return name
    found = ENDING.search(name)
    ending = found.group() if found else ""
    return name[: LONGEST - len(ending)].rstrip(". ") + ending
