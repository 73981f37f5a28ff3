"""What was worked out from a log, kept in this process until the log grows."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from troth.ledger.queries import head

T = TypeVar("T")
MOST = 500


class Kept(Generic[T]):
    """The last answer per log, with the size at which it was given; the least used goes first.

    Only for what the entries of the log decide alone: then the same size means the same answer.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = Lock()
        self._answers: OrderedDict[str, tuple[int, T]] = OrderedDict()

    def get(self, log: str, find: Callable[[], T]) -> T:
        """The answer for the log as it stands, worked out if it has grown."""
        size = head(log)
        with self._lock:
            known = self._answers.get(log)
            if known is not None and known[0] == size:
                self._answers.move_to_end(log)
                return known[1]
        found = find()
        with self._lock:
            self._answers[log] = (size, found)
            self._answers.move_to_end(log)
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return found
