"""Facts of shared rooms become evidence, once, and nothing else does."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from troth.commitments import actions as commitments
from troth.commitments.models import Commitment
from troth.commitments.rules.outcome import Outcome
from troth.discussions.actions.changing import take_back
from troth.discussions.actions.writing import Words, begin
from troth.discussions.models import Post
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.ledger.follower import catch_up
from troth.ledger.queries import entries, head
from troth.partnerships.models import Room
from troth.partnerships.testing import Cast
from troth.trust.actions import contest, settle
from troth.trust.actions.experiencing import Line, say
from troth.trust.follower import EvidenceFollower
from troth.trust.models import Contest, Evidence, Story
from troth.trust.queries.answers import answers_of
from troth.trust.queries.evidence import weighed
from troth.trust.queries.experiences import said_by, seen_of
from troth.trust.queries.promises import promises
from troth.trust.rules.contests import NotPossible, Reason, Standing
from troth.trust.rules.estimate import stand_of
from troth.trust.rules.hands import Dimension
from troth.trust.rules.pieces import Piece
from troth.trust.rules.table import Kind
from troth.trust.tests.conftest import DAY, Make

pytestmark = pytest.mark.django_db


def follow(room: Room) -> None:
    """Let the follower read the log of a room to its end."""
    while (catch_up(EvidenceFollower(), room.id) or 0) < head(room.id):
        pass


def kinds(cast: Cast) -> list[str]:
    """What Kaveri's acts say towards Lumen, in order."""
    follow(cast.shared)
    found = weighed(cast.shared, about=cast.kaveri.id, towards=cast.lumen.id, now=now())
    return [one.kind.value for one in found.pieces]


def entry_of(cast: Cast, kind: Kind) -> int:
    """The entry from which a piece about Kaveri comes."""
    follow(cast.shared)
    row = Evidence.objects.filter(kind=kind, about=cast.kaveri.id).order_by("idx").first()
    assert row is not None
    return row.idx


def test_a_kept_promise_says_three_things_about_two_sides(cast: Cast, finished: Make) -> None:
    finished(40)
    assert sorted(kinds(cast)) == ["kept", "well-made"]
    found = weighed(cast.shared, about=cast.lumen.id, towards=cast.kaveri.id, now=now())
    assert [one.kind for one in found.pieces] == [Kind.ANSWERED, Kind.ANSWERED]


def test_told_twice_it_stands_once(cast: Cast, past: list[Commitment]) -> None:
    before = kinds(cast)
    follower = EvidenceFollower()
    for entry in entries(cast.shared.id, since=0, limit=500):
        follower.handle(entry)
    assert sorted(kinds(cast)) == sorted(before)
    assert len(past) == 9


def test_a_story_of_nine_promises(cast: Cast, past: list[Commitment]) -> None:
    found = kinds(cast)
    assert found.count("kept") == 7
    assert found.count("moved") == 1
    assert found.count("announced") == 1
    assert len(past) == 9


def test_a_side_room_says_nothing(cast: Cast) -> None:
    side = Words(text="Late again?")
    with clock.at(now() - 3 * DAY):
        begin("About Kaveri", side, room=cast.lumen_side, by=cast.ingrid)
    follow(cast.lumen_side)
    assert Evidence.objects.count() == 0
    assert Story.objects.count() == 0


def test_many_small_promises_of_one_kind_and_day_share_their_weight(cast: Cast, made: Make) -> None:
    same = [made(40) for _ in range(3)]
    Commitment.objects.filter(pk__in=[one.pk for one in same]).update(deliverable="reading 7")
    with clock.at(now() - 35 * DAY):
        for one in same:
            commitments.deliver(one, by=cast.ravi)
            commitments.confirm(one, by=cast.ingrid)
    follow(cast.shared)
    kept = Evidence.objects.filter(kind=Kind.KEPT).order_by("idx")
    assert list(kept.values_list("nth", flat=True)) == [1, 2, 3]


def test_answers_of_one_day_share_their_weight_too(cast: Cast, made: Make) -> None:
    for _ in range(3):
        made(40)
    follow(cast.shared)
    found = Evidence.objects.filter(kind=Kind.ANSWERED, about=cast.lumen.id).order_by("idx")
    assert list(found.values_list("nth", flat=True)) == [1, 2, 3]


def test_contested_it_has_no_weight_at_once_and_moves_the_estimate(
    cast: Cast, past: list[Commitment]
) -> None:
    moved = entry_of(cast, Kind.ANNOUNCED)
    before = weighed(cast.shared, about=cast.kaveri.id, towards=cast.lumen.id, now=now())
    contest(cast.shared, moved, by=cast.ravi, reason="We never said that.")
    after = weighed(cast.shared, about=cast.kaveri.id, towards=cast.lumen.id, now=now())
    assert len(after.pieces) == len(before.pieces) - len(after.set_aside)
    assert {one.idx for one in after.set_aside} == {moved}
    stood, stands = (
        stand_of(found.pieces, at=now()).estimate(Dimension.TRUTH) for found in (before, after)
    )
    assert stood.mid != stands.mid
    assert len(past) == 9


def test_settled_by_the_other_side_it_never_counts_again(
    cast: Cast, past: list[Commitment]
) -> None:
    idx = entry_of(cast, Kind.KEPT)
    row = contest(cast.shared, idx, by=cast.ravi, reason="It was somebody else's work.")
    settle(row, by=cast.ingrid, words="So it was.")
    found = weighed(cast.shared, about=cast.kaveri.id, towards=cast.lumen.id, now=now())
    assert {one.idx for one in found.left_out} == {idx}
    assert found.set_aside == []
    assert len(past) == 9


def test_let_stand_by_whoever_contested_it_counts_again(cast: Cast, finished: Make) -> None:
    finished(40)
    idx = entry_of(cast, Kind.KEPT)
    row = contest(cast.shared, idx, by=cast.ravi, reason="It was somebody else's work.")
    assert settle(row, by=cast.ravi).standing is Standing.COUNTS
    assert sorted(kinds(cast)) == ["kept", "well-made"]


@pytest.mark.parametrize("who", ["tor", "guest", "facilitator"])
def test_only_the_side_that_is_described_contests(
    cast: Cast, past: list[Commitment], who: str
) -> None:
    with pytest.raises(NotPossible):
        contest(cast.shared, entry_of(cast, Kind.MISSED), by=getattr(cast, who), reason="No.")
    assert Contest.objects.count() == 0


def test_what_the_other_side_is_described_by_is_not_ones_own(cast: Cast, finished: Make) -> None:
    finished(40)
    follow(cast.shared)
    row = Evidence.objects.filter(about=cast.lumen.id, kind=Kind.ANSWERED).first()
    assert row is not None
    with pytest.raises(NotPossible) as caught:
        contest(cast.shared, row.idx, by=cast.ravi, reason="No.")
    assert caught.value.reason is Reason.NO_EVIDENCE


def test_settled_twice_the_second_is_told(cast: Cast, finished: Make) -> None:
    finished(40)
    row = contest(cast.shared, entry_of(cast, Kind.KEPT), by=cast.ravi, reason="No.")
    other = Contest.objects.get(pk=row.pk)
    settle(row, by=cast.ingrid)
    with pytest.raises(NotPossible) as caught:
        settle(other, by=cast.ravi)
    assert caught.value.reason is Reason.SETTLED


def test_what_only_touches_rooms_of_others_is_never_looked_at(cast: Cast) -> None:
    found = weighed(cast.lumen_side, about=cast.kaveri.id, towards=cast.lumen.id, now=now())
    assert (found.pieces, found.set_aside) == ([], [])


def test_looking_costs_the_same_for_few_and_for_many(
    cast: Cast,
    finished: Make,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    finished(40)
    follow(cast.shared)
    for n in range(6):
        finished(39 - n)
    follow(cast.shared)
    with django_assert_num_queries(4):  # type: ignore[attr-defined]  # a context manager
        weighed(cast.shared, about=cast.kaveri.id, towards=cast.lumen.id, now=now() + timedelta(1))


def test_what_a_side_says_openly_is_one_piece_of_evidence_and_the_newest_counts(
    cast: Cast,
) -> None:
    for figure in (2, 9):
        speak(cast, figure)
    follow(cast.shared)
    found = weighed(cast.shared, about=cast.kaveri.id, towards=cast.lumen.id, now=now())
    (piece,) = found.pieces
    assert (piece.kind, piece.dimension) == (Kind.EXPERIENCED, Dimension.CARE)
    assert 0 < piece.y < 2.4  # nine of ten, drawn back as far as one saying can tell


def test_what_it_says_of_itself_is_no_evidence(cast: Cast) -> None:
    speak(cast, 10, about=cast.lumen.id)
    follow(cast.shared)
    assert Evidence.objects.count() == 0


def test_withdrawn_it_counts_no_more(cast: Cast) -> None:
    speak(cast, 9)
    speak(cast, None)
    follow(cast.shared)
    found = weighed(cast.shared, about=cast.kaveri.id, towards=cast.lumen.id, now=now())
    assert found.pieces == []


def speak(
    cast: Cast, figure: int | None, about: str = "", dimension: Dimension = Dimension.CARE
) -> None:
    """Lumen says openly how it experiences Kaveri, in its care if nothing else is said."""
    line = Line(about=about or cast.kaveri.id, dimension=dimension, figure=figure, words="Warm.")
    seen = seen_of(said_by(cast.shared, cast.lumen).values())
    say([line], room=cast.shared, by=cast.ingrid, seen=seen)


def test_a_promise_whose_end_is_contested_is_set_aside_in_reliability_too(
    cast: Cast, past: list[Commitment]
) -> None:
    before = promises(cast.shared, now=now())
    contest(cast.shared, entry_of(cast, Kind.KEPT), by=cast.ravi, reason="Not our work.")
    after = promises(cast.shared, now=now())
    assert sum(one.contested for one in before) == 0
    assert [one.outcome for one in after if one.contested] == [Outcome.KEPT]
    assert len(past) == 9


def test_two_hundred_private_acts_move_no_figure(cast: Cast, past: list[Commitment]) -> None:
    before = kinds(cast)
    for n in range(100):
        begin(f"To ourselves {n}", Words(text="Late again?"), room=cast.lumen_side, by=cast.ingrid)
        begin(f"Among us {n}", Words(text="They wait."), room=cast.kaveri_side, by=cast.ravi)
    for room in (cast.lumen_side, cast.kaveri_side, cast.shared):
        follow(room)
    assert kinds(cast) == before
    assert Story.objects.exclude(room=cast.shared).count() == 0
    assert len(past) == 9


def asked(cast: Cast, days: int) -> Post:
    """A question of Kaveri to Lumen, so many days ago."""
    with clock.at(now() - days * DAY):
        said = Words(text="Which port?", asks=True, asked=cast.lumen)
        return begin("Ports", said, room=cast.shared, by=cast.ravi)


def silence(cast: Cast) -> list[Piece]:
    """What Lumen's silence says towards Kaveri."""
    follow(cast.shared)
    found = weighed(cast.shared, about=cast.lumen.id, towards=cast.kaveri.id, now=now())
    return [one for one in found.pieces if one.kind is Kind.UNANSWERED]


def test_a_question_that_nobody_answers_weighs_and_several_of_one_day_share_it(cast: Cast) -> None:
    for _ in range(3):
        asked(cast, 60)
    assert [one.nth for one in silence(cast)] == [1, 2, 3]


def test_while_there_is_time_to_answer_silence_says_nothing(cast: Cast) -> None:
    asked(cast, 1)
    assert silence(cast) == []


def test_a_question_that_was_taken_back_waits_for_nobody(cast: Cast) -> None:
    post = asked(cast, 60)
    with clock.at(now() - 59 * DAY):
        take_back(post, by=cast.ravi)
    assert silence(cast) == []


def test_said_anew_what_was_left_out_stays_left_out(cast: Cast) -> None:
    speak(cast, 1)
    follow(cast.shared)
    row = Evidence.objects.get(kind=Kind.EXPERIENCED)
    settle(contest(cast.shared, row.idx, by=cast.ravi, reason="We never met."), by=cast.ingrid)
    speak(cast, 0)
    follow(cast.shared)
    found = weighed(cast.shared, about=cast.kaveri.id, towards=cast.lumen.id, now=now())
    assert (found.pieces, len(found.left_out)) == ([], 1)


def test_what_is_contested_corrects_nothing_else(cast: Cast) -> None:
    speak(cast, 8)
    follow(cast.shared)
    alone = weighed(cast.shared, about=cast.kaveri.id, towards=cast.lumen.id, now=now()).pieces
    speak(cast, 0, dimension=Dimension.TRUTH)
    follow(cast.shared)
    low = Evidence.objects.get(dimension=Dimension.TRUTH)
    contest(cast.shared, low.idx, by=cast.ravi, reason="Not so.")
    found = weighed(cast.shared, about=cast.kaveri.id, towards=cast.lumen.id, now=now())
    assert [one.y for one in found.pieces] == [one.y for one in alone]


def test_a_contested_answer_is_left_out_of_how_a_side_answers_too(cast: Cast, made: Make) -> None:
    made(40)
    follow(cast.shared)
    row = Evidence.objects.get(kind=Kind.ANSWERED)
    before = answers_of(cast.shared, answering=cast.lumen, asking=cast.kaveri, now=now())
    contest(cast.shared, row.idx, by=cast.ingrid, reason="That was a test.")
    after = answers_of(cast.shared, answering=cast.lumen, asking=cast.kaveri, now=now())
    assert (before.owed, after.owed) == (1, 0)
