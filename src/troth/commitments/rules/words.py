"""Marking sentences for translation where nothing may be translated yet."""


def gettext_noop(sentence: str) -> str:
    """The sentence itself; its name lets the translators' tools find it."""
    return sentence


def ngettext_noop(one: str, many: str) -> tuple[str, str]:
    """The sentence for one and for several, to be chosen when it is translated."""
    return one, many
