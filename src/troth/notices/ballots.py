"""The words with which one votes by mail, in the reader's language and in all of them."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from troth.decisions.rules.rule import CHOICES
from troth.foundation.facts.decisions import Choice, Method

# One word each, so that it can stand alone on a line.
WORDS: Final[dict[Choice, Promise]] = {
    Choice.YES: pgettext_lazy("a vote by mail", "yes"),
    Choice.NO: pgettext_lazy("a vote by mail", "no"),
    Choice.ASIDE: pgettext_lazy("a vote by mail", "aside"),
    Choice.OBJECT: pgettext_lazy("a vote by mail", "object"),
}


def words_for(method: Method) -> tuple[str, ...]:
    """What can be said under a rule, in the reader's language."""
    return tuple(str(WORDS[choice]) for choice in CHOICES[method])


@lru_cache(maxsize=1)
def every_word() -> Mapping[Choice, frozenset[str]]:
    """What each choice is called in every language of the interface: people answer in their own."""
    found: dict[Choice, set[str]] = {choice: set() for choice in WORDS}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            for choice, words in WORDS.items():
                found[choice].add(str(words))
    return {choice: frozenset(words) for choice, words in found.items()}
