"""Everything that can be done in a partnership, and which role may do it."""

from enum import StrEnum

from troth.foundation.kernel.roles import Role


class Permission(StrEnum):
    """One thing somebody may do in a room; the value is how it is written in documentation and tests."""

    PARTNERSHIP_READ = "partnership:read"
    PARTNERSHIP_INVITE = "partnership:invite"
    PARTNERSHIP_MANAGE = "partnership:manage"
    PARTNERSHIP_LEAVE = "partnership:leave"
    PEOPLE_READ = "people:read"
    SEAT_CHOOSE = "seat:choose"
    ROOM_OPEN = "room:open"
    CONSENT_READ = "consent:read"
    CONSENT_PROPOSE = "consent:propose"
    CONSENT_GIVE = "consent:give"
    AGREEMENT_READ = "agreement:read"
    AGREEMENT_DRAFT = "agreement:draft"
    AGREEMENT_SIGN = "agreement:sign"
    COMPLEMENT_READ = "complement:read"
    COMPLEMENT_ANSWER = "complement:answer"
    STATEMENT_TAKE = "statement:take"
    STATEMENT_WITHDRAW = "statement:withdraw"
    DECISION_READ = "decision:read"
    DECISION_RAISE = "decision:raise"
    DECISION_VOTE = "decision:vote"
    GOAL_TELL = "goal:tell"
    COMMITMENT_READ = "commitment:read"
    COMMITMENT_MAKE = "commitment:make"
    COMMITMENT_ANSWER = "commitment:answer"
    COMMITMENT_DELIVER = "commitment:deliver"
    COMMITMENT_SHARE = "commitment:share"
    COMMITMENT_IMPORT = "commitment:import"
    SLIP_READ = "slip:read"
    SLIP_OWN = "slip:own"
    SLIP_ANSWER = "slip:answer"
    ADJUSTMENT_READ = "adjustment:read"
    ADJUSTMENT_PROPOSE = "adjustment:propose"
    ADJUSTMENT_ANSWER = "adjustment:answer"
    KICKOFF_READ = "kickoff:read"
    KICKOFF_WRITE = "kickoff:write"
    KICKOFF_RUN = "kickoff:run"
    KICKOFF_READY = "kickoff:ready"
    TALK_READ = "talk:read"
    TALK_WRITE = "talk:write"
    TALK_SHARE = "talk:share"
    TALK_FOLLOW = "talk:follow"
    RESOURCE_READ = "resource:read"
    RESOURCE_ADD = "resource:add"
    CHECKIN_READ = "checkin:read"
    CHECKIN_WRITE = "checkin:write"
    LOAD_SIGNAL = "load:signal"
    PAUSE_PROPOSE = "pause:propose"
    PAUSE_ANSWER = "pause:answer"
    LAUNCH_READ = "launch:read"
    LAUNCH_ANSWER = "launch:answer"
    LAUNCH_DECIDE = "launch:decide"
    OUTREACH_READ = "outreach:read"
    OUTREACH_ASK = "outreach:ask"
    OUTREACH_OFFERED = "outreach:offered"
    IMBALANCE_ANSWER = "imbalance:answer"
    TRUST_READ = "trust:read"
    TRUST_SAY = "trust:say"
    TRUST_CONTEST = "trust:contest"
    VOICES_READ = "voices:read"
    VOICES_NAME = "voices:name"
    VOICES_TELL = "voices:tell"
    VOICES_ACKNOWLEDGE = "voices:acknowledge"
    BALANCE_READ = "balance:read"
    BALANCE_STATE = "balance:state"
    RECORD_READ = "record:read"


READING = frozenset(
    {
        Permission.PARTNERSHIP_READ,
        Permission.PEOPLE_READ,
        Permission.AGREEMENT_READ,
        Permission.DECISION_READ,
        Permission.COMMITMENT_READ,
        Permission.TALK_READ,
        Permission.RESOURCE_READ,
        Permission.RECORD_READ,
    }
)
ADMINS_ONLY = frozenset(
    {
        Permission.PARTNERSHIP_INVITE,
        Permission.PARTNERSHIP_MANAGE,
        Permission.CONSENT_PROPOSE,
        Permission.CONSENT_GIVE,
        Permission.AGREEMENT_SIGN,
        Permission.STATEMENT_WITHDRAW,
        Permission.COMMITMENT_IMPORT,
        Permission.LAUNCH_DECIDE,
        Permission.VOICES_ACKNOWLEDGE,
        Permission.OUTREACH_OFFERED,
    }
)

# What is read by whoever stays at the table, a guest's dated visit excepted.
NOT_FOR_GUESTS = frozenset(
    {
        Permission.CHECKIN_READ,
        Permission.CONSENT_READ,
        Permission.COMPLEMENT_READ,
        Permission.SLIP_READ,
        Permission.ADJUSTMENT_READ,
        Permission.TRUST_READ,
        Permission.VOICES_READ,
        Permission.BALANCE_READ,
    }
)
# A facilitator runs a kickoff and says nothing for a party; invited guests write and read with all.
IN_KICKOFF = frozenset({Permission.KICKOFF_READ, Permission.KICKOFF_WRITE})
RUNS_IT = frozenset({Permission.KICKOFF_RUN, Permission.LAUNCH_READ, Permission.VOICES_NAME})

# What every seat may do about itself: also taking what everybody may read, and being told of it.
OWN_SEAT = frozenset(
    {
        Permission.SEAT_CHOOSE,
        Permission.PARTNERSHIP_LEAVE,
        Permission.TALK_FOLLOW,
        Permission.STATEMENT_TAKE,
    }
)
TALKING = frozenset({Permission.TALK_WRITE, Permission.RESOURCE_ADD})

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.ADMIN: frozenset(Permission),
    Role.MEMBER: frozenset(Permission) - ADMINS_ONLY,
    Role.FACILITATOR: READING | OWN_SEAT | NOT_FOR_GUESTS | IN_KICKOFF | TALKING | RUNS_IT,
    Role.GUEST_READ: READING | OWN_SEAT,
    Role.GUEST_CONTRIBUTE: READING | OWN_SEAT | IN_KICKOFF | TALKING,
}


def granted(role: Role, permission: Permission) -> bool:
    """Whether the role may do this at all; the room and the noun's own rule are asked besides."""
    return permission in GRANTS[role]
