"""Mail about what happened: lines that belong together in one mail, at a moment that suits its reader."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min
from django.utils import translation

from troth.foundation.web.letters import send
from troth.notices.actions.lessening import less_path, list_headers, our_host
from troth.notices.actions.nudging import nudge
from troth.notices.actions.replying import reply_addresses
from troth.notices.actions.rereading import keep_readable, read_path
from troth.notices.models import Mailing, Notice
from troth.notices.queries.letters import Letter, letter_for
from troth.notices.queries.wishes import Wishes, wishes_of
from troth.notices.rules.paces import SILENCE, Pace, burst_is_over, next_open

PEOPLE = 100
LINES = 5000
LETTERS = 100
MOST_FAULTS = 3
LONGEST_WAIT = timedelta(hours=1)
# Mail that could not leave for so long is let be: what it says stands in the inbox.
GIVE_UP = timedelta(days=3)


def gather(now: datetime) -> int:
    """Make one mail for everybody whose lines may go out now; how many mails."""
    due = Notice.objects.filter(letter_at__lte=now).values("person")
    first = due.annotate(first=Min("letter_at")).order_by("first", "person")[:PEOPLE]
    people = [row["person"] for row in first]
    if not people:
        return 0
    waiting = Notice.objects.filter(person__in=people, letter_at__lte=now + SILENCE)
    lines: dict[str, list[Notice]] = defaultdict(list)
    for row in waiting.order_by("letter_at", "id")[:LINES]:
        lines[row.person_id].append(row)
    wishes = wishes_of(people)
    return sum(bundle(person, found, wishes, now=now) for person, found in lines.items())


def bundle(person: str, lines: Sequence[Notice], wishes: Wishes, *, now: datetime) -> bool:
    """Put these lines into one mail, if the burst is over and the hour allows it."""
    leaves = [line.letter_at for line in lines if line.letter_at]
    if not burst_is_over([line.at for line in lines], leaves, now):
        return False
    paces = {wishes.pace(person, room=line.room, kind=line.kind) for line in lines}
    eager = Pace.AT_ONCE if Pace.AT_ONCE in paces else Pace.WORKING
    moment = next_open(now, eager, wishes.hours(person))
    mine = Notice.objects.filter(pk__in=[line.pk for line in lines], letter_at__isnull=False)
    if moment > now:
        mine.update(letter_at=moment)
        return False
    # What comes once a day or a week is no reason to ring.
    rings = eager if paces & {Pace.AT_ONCE, Pace.WORKING} else None
    return put_into_a_mail(person, [line.pk for line in lines], now=now, rings=rings)


@transaction.atomic
def put_into_a_mail(
    person: str, lines: Sequence[str], *, now: datetime, rings: Pace | None = None
) -> bool:
    """Each line goes into one mail, once; what was read meanwhile into none. `rings`: on devices too, at this pace."""
    mine = Notice.objects.filter(pk__in=lines, letter_at__isnull=False)
    mine.filter(seen_at__isnull=False).update(letter_at=None)
    if not mine.exists():
        return False
    mailing = Mailing.objects.create(person_id=person, at=now, not_before=now)
    mine.update(mailing=mailing, letter_at=None)
    if rings:
        nudge(mailing, rings)
    return True


def send_gathered(now: datetime) -> int:
    """Send the mails that wait; how many left."""
    waiting = Mailing.objects.filter(mail=True, mailed_at__isnull=True, not_before__lte=now)
    sent = faults = 0
    for mailing in waiting.select_related("person").order_by("not_before", "id")[:LETTERS]:
        # Its lines are sentences already, so they are made in the reader's language too.
        with translation.override(mailing.person.language or None):
            letter = letter_for(mailing) if still_wanted(mailing, now=now) else None
        if letter is None:
            Mailing.objects.filter(pk=mailing.pk).update(mail=False)
            continue
        left = mail(mailing, letter, now=now)
        sent, faults = sent + left, faults + (not left)
        if faults >= MOST_FAULTS:
            break
    return sent


def still_wanted(mailing: Mailing, *, now: datetime) -> bool:
    """Whether the person is still here and wants mail, and it is not too late for it."""
    person = mailing.person
    return person.is_active and person.mail_waiting and now - mailing.at < GIVE_UP


def mail(mailing: Mailing, letter: Letter, *, now: datetime) -> bool:
    """Send one. Its Message-ID follows from its row: sent again after a crash it is known as the same."""
    person = mailing.person
    replies = reply_addresses(person, letter.things, now=now)
    keep_readable(mailing, letter)
    with translation.override(person.language or None):
        sent = send(
            person.email,
            subject=letter.subject,
            template="notices/mail/news",
            context={"letter": letter, "less": less_path(person), "replies": replies}
            | {"read": read_path(mailing)},
            headers={
                "Message-ID": f"<{mailing.id}@{our_host()}>",
                **list_headers(person),
                **thread(letter),
                **({"Reply-To": replies[letter.one_thing]} if letter.one_thing in replies else {}),
            },
            pictures=letter.pictures,
        )
    tries = mailing.tries + 1
    later = now + min(timedelta(minutes=2 ** min(tries, 10)), LONGEST_WAIT)
    Mailing.objects.filter(pk=mailing.pk, mailed_at__isnull=True).update(
        mailed_at=now if sent else None, tries=tries, not_before=later
    )
    return sent


def thread(letter: Letter) -> dict[str, str]:
    """What lets a mail program show all mails about one thing under each other."""
    if not letter.one_thing:
        return {}
    first = f"<{letter.one_thing}@{our_host()}>"
    return {"In-Reply-To": first, "References": first}
