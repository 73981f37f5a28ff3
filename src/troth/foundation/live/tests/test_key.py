"""The key between live and web is one per run folder, whoever is first."""

import threading
from pathlib import Path

from troth.foundation.live.key import internal_key


def test_everybody_gets_the_same_key_at_the_same_time(folder: Path) -> None:
    keys = set()
    threads = [threading.Thread(target=lambda: keys.add(internal_key(folder))) for _ in range(16)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(keys) == 1
    assert [path.name for path in folder.iterdir()] == ["internal.key"]
