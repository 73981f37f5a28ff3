"""Two people change a goal at once: what each of them touched, put together."""

from dataclasses import replace

from troth.goals.rules.plan import Terms


def merged(*, base: Terms, theirs: Terms, mine: Terms) -> Terms:
    """What I wrote, and in the parts that I left as they were, what the other has written meanwhile."""
    return replace(
        mine,
        words=theirs.words if mine.words.strip() == base.words.strip() else mine.words,
        by_when=theirs.by_when if mine.by_when == base.by_when else mine.by_when,
        launch_on=theirs.launch_on if mine.launch_on == base.launch_on else mine.launch_on,
        measures=theirs.measures if mine.measures == base.measures else mine.measures,
    )
