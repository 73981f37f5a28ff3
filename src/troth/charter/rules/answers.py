"""What a working agreement answers: eight questions, each with limits that count and words of one's own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from troth.partnerships.rules.terms import Limits
from troth.partnerships.rules.terms_data import from_data, to_data


class Question(StrEnum):
    """The eight questions, in the order in which people read the answers."""

    PLACES = "places"
    ANSWERS = "answers"
    DECISIONS = "decisions"
    MEETINGS = "meetings"
    CHECKINS = "checkins"
    CONFLICTS = "conflicts"
    KEEPING = "keeping"
    SERVER = "server"


LONGEST_WORDS: Final = 1500
SHORTEST_TIME, LONGEST_TIME = 1, 60  # days; no limit of a charter is shorter or longer

# Reminders look so far ahead and some working days more (notices/clock.py).
LONGEST_REMINDER: Final = 30


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The limits a charter sets, and beside each question what the parties say in their own words."""

    limits: Limits
    words: Mapping[Question, str] = field(default_factory=dict)

    def said(self, question: Question) -> str:
        """The own words on one question; may be empty."""
        return self.words.get(question, "")


def answers_to_data(answers: Answers) -> dict[str, Any]:
    """The answers as plain values for keeping."""
    words = {question.value: said for question, said in answers.words.items() if said}
    return {"limits": to_data(answers.limits), "words": words}


def answers_from_data(data: Mapping[str, Any]) -> Answers:
    """The answers from what was kept. They are what parties sign, so as limits they count as signed."""
    words = {Question(question): str(said) for question, said in data["words"].items()}
    return Answers(limits=from_data(data["limits"], signed=True), words=words)


def one_paragraph(words: str) -> str:
    """Words with no empty line in them, so that answers stay apart in the text that is signed."""
    lines = (line.rstrip() for line in words.replace("\r\n", "\n").split("\n"))
    return "\n".join(line for line in lines if line.strip())
