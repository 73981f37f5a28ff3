"""Every test there is, in three lanes beside each other; nothing may be skipped.

On PostgreSQL with Redis, on SQLite alone, and in the browser, where much is waiting; whichever lane is free takes what
is left. What `make test` has just passed on exactly these files is not run once more. Starts its own
servers in temporary folders. Further words go to pytest as they are.
"""

import signal
import sys

from lanes import QUICK, ROOT, Lane, Run, counted, has_passed, walk
from services import Missing, postgres, redis

STRICT = ("--nothing-skipped",)
# Journeys walk the same pages on either database; one of them is enough.
IN_A_BROWSER = "browser and not smoke"
ON_SQLITE = f"not long and not postgres and not redis and not ({IN_A_BROWSER})"
# The journey of the quick tests brings its own database; it says no more on another.
ON_SERVICES = "not long and not sqlite and not browser"
# Pure thinking asks no database: its files need not even be read once more.
PURE = "--ignore-glob=*/tests/rules/*"


MATRIX = "tests/access/test_matrix.py"
# The look at every page takes as long as all stories; the longest begins first, in whichever lane is free. Named by
# their files, so that none of them reads all others first; a test holds the names complete.
JOURNEYS, EVERY_PAGE = "tests/journeys", "tests/journeys/test_every_page.py"
COMPONENTS = sorted(str(one.relative_to(ROOT)) for one in ROOT.glob("src/**/test_in_browser.py"))
BROWSER = [
    Run("Every page in the browser", IN_A_BROWSER, files=[EVERY_PAGE], options=STRICT),
    Run(
        "Stories in the browser",
        IN_A_BROWSER,
        files=[JOURNEYS],
        options=(*STRICT, f"--ignore={EVERY_PAGE}"),
    ),
    Run("Components in the browser", IN_A_BROWSER, files=COMPONENTS, options=STRICT),
]


def lanes(services: dict[str, str]) -> list[Lane]:
    """What begins beside each other."""
    options = (*STRICT, PURE)
    there = Run("On PostgreSQL with Redis", ON_SERVICES, services, options=options)
    return [Lane([there]), Lane([]), Lane([])]


def waiting(*, quick_passed: bool) -> list[Run]:
    """What goes to whichever lane is free, the longest first."""
    marks = f"{ON_SQLITE} and not ({QUICK})" if quick_passed else ON_SQLITE
    nouns = Run("On SQLite, the nouns", marks, files=["src"], options=STRICT)
    # In two, so that no lane is alone at the end.
    matrix = Run("On SQLite, the access matrix", marks, files=[MATRIX], options=STRICT)
    others = (*STRICT, f"--ignore={MATRIX}")
    across = Run("On SQLite, across nouns", marks, files=["tests"], options=others)
    every_page, stories, components = BROWSER
    # Stories mostly wait for a server, and leave the machine to what else is still going at the end.
    return [nouns, across, every_page, stories, matrix, components]


def main() -> int:
    """Run both; 0 if every test of both passed."""
    # Told to end, it still takes its servers down.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with postgres() as database, redis() as cache:
            services = {"DATABASE_URL": database, "REDIS_URL": cache}
            quick = has_passed()
            if quick:
                print("The quick tests have passed on exactly these files; here come all others.")
            codes, lines = walk(lanes(services), waiting(quick_passed=quick))
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 1
    passed = sum(counted(line, "passed") for line in lines)
    failed = sum(counted(line, "failed") + counted(line, "error") for line in lines)
    print(f"{passed} passed, {failed} failed")
    return 1 if any(codes) else 0


if __name__ == "__main__":
    sys.exit(main())
