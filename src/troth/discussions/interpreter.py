"""Fetching the translations that readers asked for, in the follow process, so that no page waits for the service."""

import logging
from datetime import datetime

from django.conf import settings

from troth.discussions.actions.translating import is_coming, settle
from troth.discussions.models import Translation
from troth.discussions.queries.translations import next_waiting
from troth.discussions.rules.translating import (
    MOST_BYTES,
    SECONDS,
    Nonsense,
    Stage,
    languages,
    question,
    translated,
)
from troth.foundation.web.outside import Call, NoAnswer

AT_ONCE = 4
JSON = {"Content-Type": "application/json", "Accept": "application/json"}

log = logging.getLogger("troth.discussions")


class Interpreter:
    """Looks after a few requests at a time; asked in every round, it never waits."""

    def __init__(self) -> None:
        self.under_way: dict[str, tuple[Translation, Call]] = {}

    def turn(self, now: datetime) -> bool:  # every worker is asked with the time
        """Put away what has come and ask for what waits; True where something was done."""
        if not settings.TRANSLATE_URL:
            return False
        ready = [key for key, (_one, call) in self.under_way.items() if call.done()]
        for key in ready:
            put_away(*self.under_way.pop(key))
        begun = len(self.under_way) < AT_ONCE and self.begin()
        return bool(ready) or begun

    def begin(self) -> bool:
        """Ask for the next one; nobody waits any more for what is too old, and changed words are not sent."""
        one = next_waiting(self.under_way.keys())
        if one is None:
            return False
        if one.post.taken_back_at or one.post.version != one.version or not is_coming(one):
            settle(one, Stage.NOT_NOW)
            return True
        body = question(one.post.html, target=one.language, key=settings.TRANSLATE_KEY)
        url = f"{settings.TRANSLATE_URL}/translate"
        call = Call(url, body, headers=JSON, seconds=SECONDS, most=MOST_BYTES)
        call.start()
        self.under_way[one.pk] = one, call
        return True


def known_languages() -> frozenset[str]:
    """What the service says it knows, for `troth check`, which waits for it. Raises `NoAnswer`, `Nonsense`."""
    url = f"{settings.TRANSLATE_URL}/languages"
    call = Call(url, None, headers=JSON, seconds=SECONDS, most=MOST_BYTES)
    call.start()
    call.join(SECONDS)
    return languages(call.answer())


def put_away(one: Translation, call: Call) -> None:
    """Keep the translation, or that there is none; why stands in the log, and no word of the post."""
    try:
        settle(one, Stage.THERE, html=translated(call.answer()))
    except NoAnswer as none:
        settle(one, Stage.NOT_NOW if none.passing else Stage.NOT_TAKEN)
        log.warning("the translation service gave no answer: %s", none)
    except Nonsense as wrong:
        settle(one, Stage.NOT_TAKEN)
        log.warning("the translation service was not understood: %s", wrong)
