"""Names and addresses as people write them."""

import unicodedata


def tidy(words: str) -> str:
    """One line without what cannot be seen: control signs, turns of direction, double blanks."""
    seen = "".join(" " if unicodedata.category(one) in UNSEEN else one for one in words)
    return " ".join(unicodedata.normalize("NFC", seen).split())


# Controls, formats (zero width, direction overrides), surrogates, private use, line and paragraph ends.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
