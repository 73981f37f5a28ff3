"""Numbers that come as text from somewhere else."""

MOST_FIGURES = 15


def whole_number(text: str, *, otherwise: int = 0) -> int:
    """The whole number that some figures name; `otherwise` where it is none, or longer than any of ours.

    `str.isdigit` alone would not do: it takes ² for a figure, and `int` then breaks on it.
    """
    is_number = text.isascii() and text.isdigit() and len(text) <= MOST_FIGURES
    return int(text) if is_number else otherwise
