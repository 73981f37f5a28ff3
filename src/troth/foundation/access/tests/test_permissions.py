"""Who may do what: sides speak for themselves, helpers help, guests read, and nobody's reach grows by accident."""

from itertools import pairwise

import pytest

from troth.foundation.access.permissions import (
    ADMINS_ONLY,
    GRANTS,
    IN_KICKOFF,
    NOT_FOR_GUESTS,
    OWN_SEAT,
    READING,
    RUNS_IT,
    TALKING,
    Permission,
    granted,
)
from troth.foundation.kernel.roles import Role

# Whoever sits for no organisation; nothing of theirs may bind one.
WITHOUT_SIDE = (Role.FACILITATOR, Role.GUEST_READ, Role.GUEST_CONTRIBUTE)
BINDS = (
    Permission.AGREEMENT_DRAFT,
    Permission.AGREEMENT_SIGN,
    Permission.CONSENT_GIVE,
    Permission.COMMITMENT_MAKE,
    Permission.COMMITMENT_ANSWER,
    Permission.COMMITMENT_DELIVER,
    Permission.DECISION_VOTE,
    Permission.ADJUSTMENT_PROPOSE,
    Permission.ADJUSTMENT_ANSWER,
    Permission.GOAL_TELL,
    Permission.LAUNCH_DECIDE,
    Permission.PAUSE_ANSWER,
    Permission.SLIP_OWN,
    Permission.STATEMENT_WITHDRAW,
    Permission.VOICES_ACKNOWLEDGE,
)
PRIVATE = (
    Permission.OUTREACH_READ,
    Permission.OUTREACH_ASK,
    Permission.LOAD_SIGNAL,
    Permission.IMBALANCE_ANSWER,
)
SHOWS = tuple(one for one in Permission if one.value.endswith(":read"))


def test_every_role_stands_in_the_table() -> None:
    assert set(GRANTS) == set(Role)


@pytest.mark.parametrize("role", Role)
def test_the_table_is_asked_and_nothing_else(role: Role) -> None:
    assert {one for one in Permission if granted(role, one)} == GRANTS[role]


def test_the_reach_of_a_role_lies_within_that_of_the_next() -> None:
    chain = (Role.GUEST_READ, Role.GUEST_CONTRIBUTE, Role.FACILITATOR)
    for smaller, larger in pairwise(chain):
        assert GRANTS[smaller] < GRANTS[larger]
    assert GRANTS[Role.GUEST_CONTRIBUTE] < GRANTS[Role.MEMBER] < GRANTS[Role.ADMIN]


def test_an_admin_may_all_and_a_member_all_but_what_binds_the_organisation_as_such() -> None:
    assert GRANTS[Role.ADMIN] == frozenset(Permission)
    assert GRANTS[Role.ADMIN] - GRANTS[Role.MEMBER] == ADMINS_ONLY


@pytest.mark.parametrize(
    "permission",
    [
        Permission.AGREEMENT_SIGN,
        Permission.CONSENT_GIVE,
        Permission.PARTNERSHIP_INVITE,
        Permission.STATEMENT_WITHDRAW,
        Permission.COMMITMENT_IMPORT,
        Permission.LAUNCH_DECIDE,
        Permission.VOICES_ACKNOWLEDGE,
    ],
)
def test_what_an_organisation_signs_for_is_signed_by_its_admins(permission: Permission) -> None:
    assert granted(Role.ADMIN, permission)
    assert not granted(Role.MEMBER, permission)


@pytest.mark.parametrize("permission", BINDS)
@pytest.mark.parametrize("role", WITHOUT_SIDE)
def test_whoever_sits_for_no_organisation_binds_none(role: Role, permission: Permission) -> None:
    assert not granted(role, permission)


@pytest.mark.parametrize("permission", PRIVATE)
@pytest.mark.parametrize("role", WITHOUT_SIDE)
def test_what_one_side_asks_another_in_private_is_for_the_sides_alone(
    role: Role, permission: Permission
) -> None:
    assert not granted(role, permission)
    assert granted(Role.MEMBER, permission)


@pytest.mark.parametrize("permission", sorted(NOT_FOR_GUESTS))
def test_what_tells_how_the_sides_stand_is_not_for_a_dated_visit(permission: Permission) -> None:
    assert granted(Role.FACILITATOR, permission)
    for role in (Role.GUEST_READ, Role.GUEST_CONTRIBUTE):
        assert not granted(role, permission)


def test_a_guest_who_reads_writes_nothing_but_about_the_own_seat() -> None:
    writes = {one for one in GRANTS[Role.GUEST_READ] if one not in SHOWS}
    assert writes == OWN_SEAT


def test_a_guest_who_contributes_talks_brings_files_and_writes_in_a_kickoff() -> None:
    more = GRANTS[Role.GUEST_CONTRIBUTE] - GRANTS[Role.GUEST_READ]
    assert more == TALKING | IN_KICKOFF
    assert Permission.KICKOFF_RUN not in more
    assert Permission.KICKOFF_READY not in more


def test_a_facilitator_runs_a_kickoff_and_says_for_nobody_that_they_are_ready() -> None:
    assert granted(Role.FACILITATOR, Permission.KICKOFF_RUN)
    assert not granted(Role.FACILITATOR, Permission.KICKOFF_READY)
    assert not granted(Role.FACILITATOR, Permission.LAUNCH_ANSWER)
    assert not granted(Role.FACILITATOR, Permission.TRUST_SAY)


@pytest.mark.parametrize("role", Role)
def test_everybody_at_the_table_may_read_the_record_and_leave(role: Role) -> None:
    for one in (Permission.RECORD_READ, Permission.PARTNERSHIP_READ, Permission.PARTNERSHIP_LEAVE):
        assert granted(role, one)


@pytest.mark.parametrize("role", Role)
def test_whoever_writes_somewhere_may_read_there(role: Role) -> None:
    nouns = {one.value.partition(":")[0] for one in SHOWS}
    for one in GRANTS[role] - OWN_SEAT:
        noun = one.value.partition(":")[0]
        if noun in nouns:
            assert granted(role, Permission(f"{noun}:read")), one


def test_the_groups_of_the_table_do_not_run_into_each_other() -> None:
    groups = (READING, ADMINS_ONLY, NOT_FOR_GUESTS, IN_KICKOFF, RUNS_IT, OWN_SEAT, TALKING)
    assert len(frozenset().union(*groups)) == sum(map(len, groups))


@pytest.mark.parametrize("permission", Permission)
def test_a_permission_is_a_noun_and_what_is_done(permission: Permission) -> None:
    noun, _colon, act = permission.value.partition(":")
    assert permission.name == f"{noun}_{act}".upper().replace("-", "_")
    assert noun.islower()
    assert act.islower()
