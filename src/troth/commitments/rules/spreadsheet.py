"""Text on its way to and from spreadsheets, which take some text for a formula."""

# The wide forms are what some spreadsheets of the Far East turn into the narrow ones.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might calculate this instead of showing it."""
    return text.startswith(_FORMULA)


def for_spreadsheet(text: str) -> str:
    """The text as every spreadsheet shows it: with an apostrophe where it looks like a formula.

    A carriage return by itself is written without quotes, and what follows it would be a row of its own.
    """
    shown = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{shown}" if looks_like_formula(text) else shown
