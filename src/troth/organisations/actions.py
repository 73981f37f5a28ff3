"""What changes an organisation: founding it, coming, going, and who decides for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from troth.foundation.web import clock
from troth.foundation.web.slugs import own_slug
from troth.organisations.models import (
    Membership,
    Organisation,
    ShownAt,
    StrengthShown,
    StrengthStatement,
)
from troth.organisations.queries import is_admin, kept, written
from troth.organisations.rules import (
    LONGEST_WEEKEND,
    MOST_DAYS_OFF,
    MOST_STRENGTHS,
    SATURDAY_AND_SUNDAY,
    ChangedMeanwhile,
    LastAdmin,
    NotAMember,
    NoWorkingDay,
    TooManyDaysOff,
    TooManyStrengths,
    leaves_no_admin,
)
from troth.people.models import Person


@dataclass(frozen=True, kw_only=True)
class NewOrganisation:
    """What is said of an organisation when it is named for the first time."""

    name: str
    place: str = ""
    zone: str = "UTC"
    slug: str = ""


@dataclass(frozen=True, kw_only=True)
class Strength:
    """What somebody writes of their organisation, and at which tables it may be read."""

    kind: str
    words: str
    examples: str = ""
    tags: tuple[str, ...] = ()
    shown: str = ShownAt.NOBODY.value
    tables: tuple[str, ...] = ()


@transaction.atomic
def found(new: NewOrganisation, *, by: Person) -> Organisation:
    """Name an organisation; whoever names it is its first admin."""
    organisation = Organisation.objects.create(
        name=new.name,
        place=new.place,
        zone=new.zone,
        slug=own_slug(Organisation, new.name, wanted=new.slug),
    )
    Membership.objects.create(organisation=organisation, person=by, admin=True)
    return organisation


@dataclass(frozen=True, kw_only=True)
class YearOfWork:
    """When an organisation works: its holidays' country and region, its weekend, its own days off."""

    country: str = ""
    region: str = ""
    weekend: str = SATURDAY_AND_SUNDAY
    days_off: Mapping[date, str] = field(default_factory=dict)


@transaction.atomic
def keep_calendar(
    organisation: Organisation, said: YearOfWork, *, by: Person, seen: str = ""
) -> Organisation:
    """Keep when the organisation works; clocks that run already keep their moments.

    Raises `NotAMember` for whoever does not decide for it, `NoWorkingDay`, `TooManyDaysOff`, and
    `ChangedMeanwhile` where a colleague kept another one since what was `seen`.
    """
    if seen and seen != kept(hold(organisation)):
        raise ChangedMeanwhile
    if not is_admin(by, organisation):
        raise NotAMember
    weekend = "".join(sorted(set(said.weekend)))
    if len(weekend) > LONGEST_WEEKEND:
        raise NoWorkingDay
    if len(said.days_off) > MOST_DAYS_OFF:
        raise TooManyDaysOff
    organisation.country, organisation.region = said.country, said.region
    organisation.weekend = weekend
    organisation.days_off = {day.isoformat(): said.days_off[day] for day in sorted(said.days_off)}
    organisation.save(update_fields=["country", "region", "weekend", "days_off"])
    return organisation


@transaction.atomic
def welcome(person: Person, organisation: Organisation) -> Membership:
    """Make the person a member; somebody who belongs already stays as they are."""
    return Membership.objects.get_or_create(
        organisation=organisation, person=person, until=None, defaults={"admin": False}
    )[0]


@transaction.atomic
def decide_for(organisation: Organisation, person: Person, *, admin: bool) -> Membership:
    """Let a member decide for the organisation, or no longer. Raises `NotAMember`, `LastAdmin`."""
    hold(organisation)
    membership = membership_of(organisation, person)
    # Whoever steps back stays a member, so that alone, too, they would have nobody to decide.
    if not admin and not others_decide(organisation, person):
        raise LastAdmin
    Membership.objects.filter(pk=membership.pk).update(admin=admin)
    membership.admin = admin
    return membership


def others_decide(organisation: Organisation, person: Person) -> bool:
    """Whether somebody else decides for the organisation."""
    living = Membership.objects.filter(organisation=organisation, until=None, admin=True)
    return living.exclude(person=person).exists()


@transaction.atomic
def end_membership(organisation: Organisation, person: Person) -> Membership:
    """Let the person go; nothing that was agreed changes. Raises `NotAMember`, `LastAdmin`."""
    hold(organisation)
    membership = membership_of(organisation, person)
    if stays_without_admin(organisation, person):
        raise LastAdmin
    membership.until = timezone.now()
    Membership.objects.filter(pk=membership.pk, until=None).update(until=membership.until)
    return membership


def hold(organisation: Organisation) -> Organisation:
    """Let two who change it come one after the other: a rule looks at all of it together."""
    found: Organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    return found


def membership_of(organisation: Organisation, person: Person) -> Membership:
    """The living membership. Raises `NotAMember`."""
    membership = Membership.objects.filter(
        organisation=organisation, person=person, until=None
    ).first()
    if membership is None:
        raise NotAMember
    return membership


def stays_without_admin(organisation: Organisation, person: Person) -> bool:
    """Whether those who remain without this person would have nobody to decide."""
    living = Membership.objects.filter(organisation=organisation, until=None)
    members = dict(living.values_list("person_id", "admin"))
    admins = {member for member, admin in members.items() if admin}
    return leaves_no_admin(person.id, members=members, admins=admins)


@transaction.atomic
def state(organisation: Organisation, said: Strength, *, by: Person) -> StrengthStatement:
    """Write what the organisation is good at, weak at or needs. Raises `TooManyStrengths`."""
    hold(organisation)
    if StrengthStatement.objects.filter(organisation=organisation).count() >= MOST_STRENGTHS:
        raise TooManyStrengths
    made = StrengthStatement.objects.create(
        organisation=organisation,
        kind=said.kind,
        words=said.words,
        examples=said.examples,
        tags=list(said.tags),
        shown=said.shown,
        written_by=by,
        changed_at=clock.now(),
    )
    show_at(made, said.tables)
    return made


@transaction.atomic
def restate(one: StrengthStatement, said: Strength, *, by: Person, seen: str = "") -> None:
    """Write it anew, in place: what was answered about the old words no longer counts.

    Raises `ChangedMeanwhile` where a colleague wrote something else since what was `seen`.
    """
    here = StrengthStatement.objects.filter(pk=one.pk)
    if seen:
        if seen != written(one):
            raise ChangedMeanwhile
        here = here.filter(changed_at=one.changed_at)
    fresh = here.update(
        kind=said.kind,
        words=said.words,
        examples=said.examples,
        tags=list(said.tags),
        shown=said.shown,
        written_by=by,
        changed_at=clock.now(),
    )
    if not fresh:
        raise ChangedMeanwhile
    show_at(one, said.tables)


@transaction.atomic
def unsay(one: StrengthStatement) -> None:
    """Take it off; no table reads it from now on."""
    StrengthStatement.objects.filter(pk=one.pk).delete()


def show_at(one: StrengthStatement, tables: Iterable[str]) -> None:
    """Keep the chosen tables, and no others."""
    StrengthShown.objects.filter(statement=one).delete()
    StrengthShown.objects.bulk_create(
        StrengthShown(statement=one, partnership=table) for table in sorted(set(tables))
    )
