"""What the versions of a goal say: the one in force, the one proposed, and all before them."""

from collections.abc import Iterable, Mapping, Sequence

from troth.foundation.kernel.ulid import Ulid
from troth.goals.models import Defined, Goal, Plan
from troth.goals.rules.plan import MeasureTerms, Terms

MOST = 200


def terms_of(plan: Plan) -> Terms:
    """A version's terms; `defined` is best prefetched."""
    measures = sorted(plan.defined.all(), key=lambda one: one.place)
    return Terms(
        words=plan.words,
        by_when=plan.by_when,
        launch_on=plan.launch_on,
        measures=tuple(map(measure_terms, measures)),
    )


def measure_terms(one: Defined) -> MeasureTerms:
    """One measure as a version defines it."""
    return MeasureTerms(
        name=one.name,
        unit=one.unit,
        start=one.start,
        target=one.target,
        id=Ulid(one.measure_id),
    )


def plan_of(goal: Goal, number: int | None) -> Plan | None:
    """One version, if there is such a one."""
    if number is None:
        return None
    return goal.plans.filter(number=number).prefetch_related("defined").first()


def in_force(goal: Goal) -> Plan | None:
    """The last version that every organisation signed; None before the first."""
    return plan_of(goal, goal.agreement.agreed_version)


def latest(goal: Goal) -> Plan:
    """The version that was written last, agreed or not."""
    return goal.plans.prefetch_related("defined").get(number=goal.agreement.latest)


def agreed_before(goal: Goal, number: int) -> Plan | None:
    """The version that was in force before this one was agreed."""
    found = goal.plans.filter(number__lt=number, agreed_at__isnull=False)
    return found.order_by("-number").first()


def plans(goal: Goal) -> Sequence[Plan]:
    """All versions, the newest first."""
    return list(goal.plans.prefetch_related("defined").order_by("-number")[:MOST])


def plans_in_force(goals: Iterable[Goal]) -> Mapping[str, Plan]:
    """The agreed version of each goal by the goal's id; two statements for all of them."""
    rows = list(goals)
    wanted = {one.id: one.agreement.agreed_version for one in rows}
    agreed = Plan.objects.filter(goal__in=rows, agreed_at__isnull=False)
    found = agreed.prefetch_related("defined")
    return {one.goal_id: one for one in found if wanted[one.goal_id] == one.number}


def measures_so_far(goal: Goal) -> Sequence[MeasureTerms]:
    """Every measure the goal ever had, as it was defined last."""
    rows = Defined.objects.filter(plan__goal=goal).order_by("plan__number")
    return tuple({one.measure_id: measure_terms(one) for one in rows}.values())
