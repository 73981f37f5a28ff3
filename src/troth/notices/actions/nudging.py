"""A notification in the browser: the subject of a mail at the moment at which it leaves, to whoever chose it.

Each is claimed before it is sent, so that two machines do not send it both; it carries the name of its mailing, so that
a browser shows what comes twice once.
"""

import json
import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from troth.foundation.web import open_internet
from troth.notices.models import Device, Mailing, Nudge
from troth.notices.push.sealing import keys_from, seal
from troth.notices.push.vouching import voucher
from troth.notices.queries.letters import Letter, letter_for
from troth.notices.queries.wishes import wishes_of
from troth.notices.rules.paces import Hours, Pace, next_open, stays_open

log = logging.getLogger("troth.push")
MOST = 20
GIVE_UP = timedelta(days=1)
LONGEST_PAUSE = timedelta(hours=3)
# For so long the service may keep it for a browser that is closed, if the person's hours do not end before.
KEPT_THERE = timedelta(hours=4)
SENTENCE = 300
# All messages are as long as the longest: an address and a sentence in any script.
PADDED = 3000
GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


@dataclass(frozen=True)
class Message:
    """One message, ready to leave: to which endpoint, what, and with which headers."""

    endpoint: str
    body: bytes
    headers: dict[str, str]


def nudge(mailing: Mailing, pace: Pace) -> None:
    """Say it on every device of this person too, in the transaction in which its mail is made."""
    if not settings.WEB_PUSH:
        return
    at, devices = mailing.at, Device.objects.filter(person=mailing.person_id)
    living = devices.filter(session__expires_at__gt=at)
    Nudge.objects.bulk_create(
        Nudge(device=one, mailing=mailing, pace=pace.value, at=at, not_before=at) for one in living
    )


class Courier:
    """Brings messages to push services beside everything else: a service that does not answer holds nothing back.

    What came of a message is noted when the next ones leave.
    """

    def __init__(self, ways: open_internet.Ways = open_internet.OURS) -> None:
        self.ways = ways
        self.pool = ThreadPoolExecutor(MOST)
        self.out: dict[Future[int], Nudge] = {}

    def turn(self, now: datetime) -> int:
        """Note what came of those that are back, and send what waits; how many left."""
        back = [one for one in self.out if one.done()]
        for future in back:
            came_of_it(self.out.pop(future), future)
        Nudge.objects.filter(at__lte=now - GIVE_UP).delete()
        rows = Nudge.objects.filter(not_before__lte=now).order_by("not_before", "id")
        rows = rows.select_related("device__session", "mailing__person")
        found = rows.defer("device__session__data")[: MOST - len(self.out)]
        before = len(self.out)
        for one, message in messages(list(found), now=now):
            self.out[self.pool.submit(hand_over, message, self.ways)] = one
        return len(self.out) - before


def messages(found: Sequence[Nudge], *, now: datetime) -> Iterator[tuple[Nudge, Message]]:
    """Those that may leave now, each claimed; what was seen, or stands behind a closed door, is let be."""
    wishes = wishes_of({one.mailing.person_id for one in found})
    letters: dict[str, Letter | None] = {}
    for one in found:
        person, key = one.mailing.person, str(one.mailing_id)
        if not (person.is_active and person.mail_waiting and one.device.session.expires_at > now):
            one.delete()
            continue
        hours = wishes.hours(str(person.id))
        if postponed(one, hours, now=now):
            continue
        with translation.override(person.language or None):
            if key not in letters:
                letters[key] = letter_for(one.mailing)
            letter = letters[key]
            if letter is None:
                one.delete()
            elif claimed(one, now=now):
                yield one, message_of(one, letter, hours, now=now)


def postponed(one: Nudge, hours: Hours, *, now: datetime) -> bool:
    """Put off what may not come now, as in quiet hours, to the next moment at which it may."""
    moment = next_open(now, Pace(one.pace), hours)
    if moment == now:
        return False
    Nudge.objects.filter(pk=one.pk).update(not_before=moment)
    return True


def claimed(one: Nudge, *, now: datetime) -> bool:
    """Whether it is ours to send; it comes again after a pause that grows, unless this time it arrives."""
    tries = one.tries + 1
    later = now + min(timedelta(minutes=2 ** min(tries, 10)), LONGEST_PAUSE)
    mine = Nudge.objects.filter(pk=one.pk, tries=one.tries)
    return bool(mine.update(tries=tries, not_before=later))


def message_of(one: Nudge, letter: Letter, hours: Hours, *, now: datetime) -> Message:
    """The subject and the way there, for the eyes of this browser alone."""
    device = one.device
    said = {
        "sentence": shortened(letter.subject),
        "url": letter.tables[0][1][0].url if letter.count == 1 else reverse("inbox"),
        "tag": str(one.mailing_id),
        "lang": translation.get_language() or settings.LANGUAGE_CODE,
        "dir": "rtl" if translation.get_language_bidi() else "ltr",
    }
    keys = keys_from(device.p256dh, device.auth)
    body = seal(json.dumps(said, ensure_ascii=False).encode(), keys, padded=PADDED)
    lasts = stays_open(now, Pace(one.pace), hours, longest=KEPT_THERE)
    headers = {
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(int(lasts.total_seconds())),
        "Authorization": voucher(
            device.endpoint,
            kept=settings.WEB_PUSH_KEY,
            contact=settings.WEB_PUSH_CONTACT,
            now=now,
        ),
    }
    return Message(device.endpoint, body, headers)


def shortened(sentence: str) -> str:
    """As much as a notification shows."""
    return sentence if len(sentence) <= SENTENCE else f"{sentence[: SENTENCE - 2]} …"


def hand_over(message: Message, ways: open_internet.Ways) -> int:
    """Give it to the push service; what that said. Raises what `open_internet.post` raises."""
    answer = open_internet.post(message.endpoint, message.body, headers=message.headers, ways=ways)
    return answer.status


def came_of_it(one: Nudge, future: Future[int]) -> None:
    """Note what became of it: arrived, meant for a browser that is gone, or to be tried again."""
    wrong = future.exception()
    status = 0 if wrong else future.result()
    if status in GONE:
        Device.objects.filter(pk=one.device_id).delete()
    elif HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        Nudge.objects.filter(pk=one.pk).delete()
    else:
        # Never the endpoint, which is a way to somebody's browser.
        log.info("a notification was not handed over (%s); it is tried again", wrong or status)
