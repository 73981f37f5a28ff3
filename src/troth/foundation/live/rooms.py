"""One room as live knows it: how far its log has been told, and what waits to be told."""

from troth.foundation.live.words import Hint


class Room:
    """Which entries readers were told of, and which hints wait for their noun's turn.

    A noun is told at once and then at most once in a while (`told`, `turn`), always with its
    newest entry. Words may arrive twice, late, or in another order than the log's.
    """

    __slots__ = ("_ahead", "_busy", "_held", "_known")

    def __init__(self) -> None:
        self._known: int | None = None
        self._ahead: set[int] = set()
        self._busy: set[str] = set()
        self._held: dict[str, tuple[int, Hint]] = {}

    @property
    def known(self) -> int | None:
        """Every entry up to here has been heard of; None until the database was asked."""
        return self._known

    @property
    def newest(self) -> int:
        """The highest index heard of, -1 where none was."""
        return max(self._ahead, default=-1 if self._known is None else self._known)

    def settle(self, head: int) -> None:
        """The log was this long when somebody began to listen: what came before is not ours."""
        if self._known is None or head > self._known:
            self._known = head
            self._close_up()

    def hear(self, idx: int) -> bool:
        """Note an index; False where it was heard before."""
        if idx in self._ahead or (self._known is not None and idx <= self._known):
            return False
        self._ahead.add(idx)
        self._close_up()
        return True

    def _close_up(self) -> None:
        if self._known is None:
            return
        self._ahead = {idx for idx in self._ahead if idx > self._known}
        while self._known + 1 in self._ahead:
            self._known += 1
            self._ahead.discard(self._known)

    def told(self, hint: Hint) -> bool:
        """Whether to tell it now; else it waits for its noun's turn, the newest in its place."""
        if hint.noun not in self._busy:
            self._busy.add(hint.noun)
            return True
        first, newest = self._held.get(hint.noun, (hint.idx, hint))
        self._held[hint.noun] = (
            min(first, hint.idx),
            hint if hint.idx >= newest.idx else newest,
        )
        return False

    def turn(self, noun: str) -> Hint | None:
        """The noun's pause is over: what waited is to be told (and a new pause begins), or nothing."""
        if noun in self._held:
            return self._held.pop(noun)[1]
        self._busy.discard(noun)
        return None

    def skip_to(self, head: int) -> None:
        """Everything up to here is told in one word: nothing older needs to wait."""
        self.settle(head)
        self._held = {
            noun: (first, hint) for noun, (first, hint) in self._held.items() if hint.idx > head
        }

    def resume(self) -> int | None:
        """The index up to which nothing is missing or waiting: where a reader may resume."""
        if self._known is None:
            return None
        waiting = min((first for first, _ in self._held.values()), default=self._known + 1)
        return min(self._known, waiting - 1)
