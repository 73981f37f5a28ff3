"""What falls due for reminders: deadlines that come near, and mail that has not left yet."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from troth.commitments.models import Commitment
from troth.commitments.rules.reminders import may_remind, next_start, reminders, works
from troth.commitments.rules.states import State
from troth.notices.actions.arriving import forget_arrivals
from troth.notices.actions.mailing import gather, send_gathered
from troth.notices.actions.nudging import Courier
from troth.notices.actions.reminding import let_be, mail, remind, wait_until
from troth.notices.actions.rereading import forget_readable
from troth.notices.models import Reminder
from troth.notices.queries.round import Round, hours_of, look_around, sits_for
from troth.partnerships.models.seats import Phase
from troth.people.models import Person

AT_ONCE = 1000
LETTERS = 100
# Mail that cannot leave mostly cannot leave at all: a round does not wait for each letter.
MOST_FAULTS = 3
# A weekend and a holiday may lie between the working hour of a reminder and its day.
FARTHEST = timedelta(days=45)
WITH_THE_PROMISER = (State.ACCEPTED.value, State.DISPUTED.value)


class Ahead:
    """Goes through the promises whose date comes near, the nearest first, so many a round."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self.at_once = at_once
        self.after: tuple[datetime, str] | None = None

    def take(self, now: datetime) -> list[Commitment]:
        """The next of them; from the beginning again after the last."""
        rows = Commitment.objects.filter(batch__isnull=True, state__in=WITH_THE_PROMISER)
        rows = rows.filter(missed_at__isnull=True, due__gt=now, due__lt=now + FARTHEST)
        rows = rows.filter(room__partnership__phase=Phase.OPEN).exclude(room__kind="side")
        if self.after:
            due, key = self.after
            rows = rows.filter(Q(due__gt=due) | Q(due=due, id__gt=key))
        rows = rows.select_related("room").prefetch_related("moves", "deliveries")
        found = list(rows.order_by("due", "id")[: self.at_once])
        self.after = (found[-1].due, found[-1].id) if len(found) == self.at_once else None
        return found

    def remind(self, now: datetime) -> int:
        """Remind whom it is time to remind; returns how many were."""
        found = self.take(now)
        around = look_around(found, now=now)
        return sum(remind_about(one, around, now=now) for one in found)


ahead = Ahead()
courier = Courier()


def due(now: datetime) -> int:
    """Remind whom it is time to remind, gather what happened into mails, then send what waits."""
    found = ahead.remind(now) + mail_waiting(now)
    gather(now)
    forget_arrivals(now)
    forget_readable(now)
    return found + send_gathered(now)


def nudges_due(now: datetime) -> int:
    """Send the notifications that wait; nothing waits for them."""
    return courier.turn(now) if settings.WEB_PUSH else 0


def remind_about(commitment: Commitment, around: Round, *, now: datetime) -> int:
    """Remind whoever holds the promise, if the moment has come."""
    return sum(
        remind(commitment, person, days=days, now=now)
        for person in around.responsible(commitment)
        if (days := ripe(commitment, person, around, now=now)) is not None
    )


def ripe(commitment: Commitment, person: Person, around: Round, *, now: datetime) -> int | None:
    """The latest reminder whose moment has come, if it has not gone out and today brought none yet.

    Moments that had passed when the promise came to lie with the promiser are left out.
    """
    hours = hours_of(person)
    planned = reminders(
        commitment.due,
        days_before=around.days_before(commitment),
        hours=hours,
        now=since(commitment),
    )
    come = [
        one for one in planned if may_remind(now, planned=one.at, due=commitment.due, hours=hours)
    ]
    if not come:
        return None
    today = now.astimezone(hours.zone).date()
    gone = around.gone_out(commitment, person)
    told = any(
        one.days == come[-1].days or one.at.astimezone(hours.zone).date() == today for one in gone
    )
    return None if told else come[-1].days


def since(commitment: Commitment) -> datetime:
    """Since when it has lain with the promiser for the date in force."""
    moments = [commitment.accepted_at or commitment.proposed_at]
    moments += [one.agreed_at for one in commitment.moves.all()]
    moments += [one.disputed_at for one in commitment.deliveries.all() if one.disputed_at]
    return max(moments)


def mail_waiting(now: datetime) -> int:
    """Send what waits; what is no longer true, or for somebody who has left, is not sent."""
    waiting = Reminder.objects.filter(mail=True, mailed_at__isnull=True, due_at__gt=now)
    waiting = waiting.filter(Q(not_before__isnull=True) | Q(not_before__lte=now))
    found = list(waiting.select_related("person").order_by("at", "id")[:LETTERS])
    rows = Commitment.objects.filter(
        pk__in=[one.about for one in found], state__in=WITH_THE_PROMISER
    ).select_related("promiser", "receiver", "room__partnership", "room__party")
    promises = {str(row.id): row for row in rows}
    sitting = sits_for(found, now=now)
    sent = faults = 0
    for reminder in found:
        one = promises.get(reminder.about)
        if one is None or one.due != reminder.due_at or not wanted(reminder, sitting):
            let_be(reminder)
        elif not postponed(reminder, now=now):
            left = mail(reminder, one, now=now)
            sent, faults = sent + left, faults + (not left)
        if faults >= MOST_FAULTS:
            break
    return sent


def wanted(reminder: Reminder, sitting: set[tuple[str, str]]) -> bool:
    """Whether the person still sits for the side that promised, and wants mail."""
    person = reminder.person
    return person.mail_reminders and (person.id, reminder.party_id) in sitting


def postponed(reminder: Reminder, *, now: datetime) -> bool:
    """Put mail that is tried again off to the person's next working hours, if those come in time."""
    hours = hours_of(reminder.person)
    start = next_start(now, hours)
    if not reminder.tries or works(now, hours) or start >= reminder.due_at:
        return False
    wait_until(reminder, start)
    return True
