"""Every limit between parties is read from the terms: no module names a default of its own.

`src/troth/charter/tests/test_proof.py` lives through time under unusual limits; here the source is read.
"""

import ast
from collections.abc import Iterator
from dataclasses import fields

import pytest

from source import Module, modules
from troth.charter.words import BY_HAND
from troth.partnerships.rules.terms import DecisionRule, Limits, Rhythm

HOME = "src/troth/partnerships/rules/terms.py"
LIMITS = {one.name for one in fields(Limits)} - {"signed"}
# What measures, reminds or signals between parties: every noun but these, where no party owes another anything.
BESIDE = {
    "foundation": "what every noun stands on; it knows no parties",
    "ledger": "keeps and proves what others say",
    "organisations": "what an organisation says of itself",
    "pages": "shows what the nouns offer",
    "people": "accounts, and how one comes in",
    "site": "settings, the command line and the example",
}
NOUNS = {one.noun for one in modules() if one.path.parent.name != "troth"}
MEASURING = NOUNS - BESIDE.keys()
# Where the mild limits are taken as they are: each with its reason.
MILD = {
    "src/troth/partnerships/rules/terms_data.py": "what a row does not know is mild",
    "src/troth/partnerships/models/terms.py": "the columns of the terms themselves",
    "src/troth/partnerships/queries/terms.py": "a table for which nothing was written yet",
    "src/troth/partnerships/actions/founding.py": "the first terms of a new table",
    "src/troth/commitments/rules/life.py": "a promise that nobody has accepted under any terms",
    "src/troth/checkins/queries/rhythms.py": "the series before any terms were written",
    "src/troth/charter/rules/filling.py": "every limit is given from what was typed",
}
# Lengths of time that no party owes another, each with its reason.
NO_LIMIT = {
    "LONGEST_VISIT": "how long a guest can be invited for",
    "INVITATION_HOLDS": "how long a link works, before there is a table",
    "FARTHEST": "how far a calendar, a reader or a round looks",
    "CONFIRM_WITHIN": "how long an address of a stranger is kept unconfirmed",
    "A_WEEK": "how long a pause the empty form suggests",
    "AHEAD": "how far a page shows holidays",
    "RECENT": "which of the evidence a sentence calls recent",
    "OLD": "from when the picture calls evidence old",
    "AGO": "against when the picture says that something changed",
    "AGES": "which of the evidence a sentence calls recent",
    "GIVE_UP": "how long a letter that cannot leave is tried; what it says stands in the inbox",
    "NEWS": "what is too old to be mailed as news",
    "HOLDS": "how long a reply address works; whoever wrote too late gets the words back",
    "RENEWED": "how long before its end a reply address is made anew",
    "READABLE": "how long a letter can be read in the browser by its signed address",
    "REMEMBERED": "how long the fingerprint of a mail is kept, so that it counts once",
    "SHOWN": "how long one's own page says that mail came back",
    "PATIENCE": "how long half a file is kept for whoever sends it",
    "LOOK_BACK": "how far back the picture looks for a change",
    "SETTLING": "how long after its date a promise waits before it is compared; nobody owes anything by it",
    "LEAST": "how much of a quarter a table must have seen for a review; nobody owes anything by it",
    "WINDOW": "how far back shares are counted; what is held against them are the terms of those days",
    "APART": "how long nobody hears the same about itself again",
    "LOOKED_EVERY": "how often a table is looked at",
    "SPAN": "how far back a topic counts what both sides then read on it; nobody owes anything by it",
}
SHORT = 1


def measured() -> list[Module]:
    """Modules of the nouns that measure."""
    return [one for one in modules() if one.noun in MEASURING and "tests" not in one.name]


def number(node: ast.AST | None) -> bool:
    """Whether this is a whole number, alone or in a list."""
    if isinstance(node, ast.Tuple | ast.List):
        return bool(node.elts) and all(number(one) for one in node.elts)
    return isinstance(node, ast.Constant) and type(node.value) is int


def named_defaults(module: Module) -> Iterator[str]:
    """Names of limits that are given a number: in a class, a signature, a call or a constant."""
    for node in module.nodes:
        if isinstance(node, ast.AnnAssign | ast.Assign):
            targets = [node.target] if isinstance(node, ast.AnnAssign) else node.targets
            for name in (one.id for one in targets if isinstance(one, ast.Name)):
                if name.casefold() in LIMITS and (number(node.value) or has_default(node.value)):
                    yield f"{module.where}:{node.lineno} {name}"
        elif isinstance(node, ast.arguments):
            pairs = [*zip(node.kwonlyargs, node.kw_defaults, strict=True)]
            pairs += [*zip(node.args[::-1], node.defaults[::-1], strict=False)]
            for one, default in pairs:
                if one.arg in LIMITS and number(default):
                    yield f"{module.where}:{one.lineno} {one.arg}"
        elif isinstance(node, ast.keyword) and node.arg in LIMITS and number(node.value):
            yield f"{module.where}:{node.value.lineno} {node.arg}"


def has_default(node: ast.AST | None) -> bool:
    """Whether a column is given a number to begin with."""
    return isinstance(node, ast.Call) and any(
        one.arg == "default" and number(one.value) for one in node.keywords
    )


def lengths(module: Module) -> Iterator[str]:
    """Lengths of more than a day that stand in the source as numbers, by the name they are given."""
    named = {
        id(inner): target.id
        for node in module.nodes
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and node.value is not None
        for inner in ast.walk(node.value)
    }
    for node in module.nodes:
        if not (isinstance(node, ast.Call) and ast.unparse(node.func).endswith("timedelta")):
            continue
        for one in node.keywords:
            long = one.arg == "weeks" or (one.arg == "days" and literal(one.value) > SHORT)
            if long and literal(one.value):
                yield f"{module.where}:{node.lineno} {named.get(id(node), 'without a name')}"


def literal(node: ast.AST) -> int:
    """The whole number that stands there; 0 for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, int) else 0


def takers(module: Module) -> bool:
    """Whether it makes limits of its own, and so takes the mild ones for what it does not say."""
    made = {Limits.__name__, DecisionRule.__name__, Rhythm.__name__}
    calls = (node for node in module.nodes if isinstance(node, ast.Call))
    return any(isinstance(one.func, ast.Name) and one.func.id in made for one in calls)


# Numbers a form or a calendar shows, and the bounds of what can be typed.
NOT_OURS = frozenset(
    {
        # A visit's last day that the form of an invitation begins with.
        "src/troth/partnerships/forms/people.py",
        # “in two weeks” in a promise as people write it.
        "src/troth/commitments/rules/when.py",
    }
)


def test_every_noun_is_looked_at_or_known_to_stand_beside() -> None:
    assert BESIDE.keys() <= NOUNS
    assert {"discussions", "resources", "search", "trust", "kickoff"} <= MEASURING
    assert {one.noun for one in measured()} == MEASURING


def test_no_module_names_a_limit_of_its_own() -> None:
    found = [line for one in measured() if one.where != HOME for line in named_defaults(one)]
    assert [line for line in found if "/migrations/" not in line] == []


def test_no_length_of_time_stands_in_the_source_that_a_charter_should_say() -> None:
    found = [
        line
        for one in measured()
        if one.where not in NOT_OURS
        for line in lengths(one)
        if line.rpartition(" ")[2] not in NO_LIMIT
    ]
    assert found == []


def test_the_mild_limits_are_taken_only_where_nothing_is_signed() -> None:
    taken = {one.where for one in modules() if "tests" not in one.name and takers(one)}
    taken = {where for where in taken if "/example/" not in where}
    assert taken - {HOME} <= set(MILD)


@pytest.mark.parametrize(
    "line",
    [
        "answer_days: int = 2",
        "SILENCE_DAYS = 30",
        "reminder_days = (3, 1)",
        "conflict_days = models.PositiveSmallIntegerField(default=3)",
        "def ring(*, outreach_days: int = 7): ...",
        "def ring(question_days=2): ...",
        "ring(ease_days=14)",
    ],
)
def test_a_hidden_default_is_found(line: str) -> None:
    assert len(list(named_defaults(module(line)))) == 1


@pytest.mark.parametrize("line", ["WAIT = timedelta(days=3)", "due = now + timedelta(weeks=1)"])
def test_a_hidden_length_is_found(line: str) -> None:
    assert len(list(lengths(module(line)))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "answer_days = limits.answer_days",
        "ring(answer_days=limits.answer_days)",
        "A_DAY = timedelta(days=1)",
        "due = now + timedelta(days=limits.silence_days)",
    ],
)
def test_what_is_read_from_the_terms_is_left_alone(line: str) -> None:
    one = module(line)
    assert [*named_defaults(one), *lengths(one)] == []


@pytest.mark.parametrize("line", ["limits = Limits()", "rule = DecisionRule(days=2)"])
def test_mild_limits_taken_elsewhere_are_found(line: str) -> None:
    assert takers(module(line))


def module(line: str) -> Module:
    """One line as a module of the product."""
    known = modules()[0]
    return Module(
        name="troth.commitments.made_up", path=known.path, text=line, tree=ast.parse(line)
    )


# Said to all, and nothing to be counted.
IN_WORDS = {"channels", "operator"}


def test_a_limit_that_nothing_counts_is_named_as_kept_by_hand() -> None:
    read = {
        node.attr
        for one in measured()
        if one.noun not in {"partnerships", "charter"}
        for node in one.nodes
        if isinstance(node, ast.Attribute)
    }
    by_consent = {"consent_rule"}  # the door of motions, in partnerships itself
    assert LIMITS - read - IN_WORDS - by_consent == set(BY_HAND)
