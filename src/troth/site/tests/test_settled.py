"""What a web process has loaded is not looked through again in the middle of somebody's page."""

import subprocess
import sys

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]

# Settling belongs to a whole process, so it is looked at in one of its own.
SETTLED = """
import gc, weakref
import troth.site.wsgi
from django.urls import get_resolver

class Ring:
    def __init__(self):
        self.me = self

kept, seen = gc.get_freeze_count(), len(gc.get_objects())
ring = weakref.ref(Ring())
gc.collect()
print(kept > 100_000, seen < kept / 20, get_resolver()._populated, ring() is None)
"""


def test_what_is_loaded_is_kept_apart_and_what_pages_make_is_still_collected() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SETTLED], capture_output=True, text=True, timeout=60, check=True
    )

    assert done.stdout.split() == ["True", "True", "True", "True"]
