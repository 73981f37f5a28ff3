"""What a serving process has loaded is taken out of the garbage collector's sight."""

import gc
from typing import Final

from django.urls import reverse

# A page makes some three thousand objects that can be part of a cycle; Python would look for cycles five times.
YOUNG: Final = 10_000


def settle() -> None:
    """Load the addresses with their pages, and never look through any of it for garbage again.

    A full collection walks over every object of the process: a hundred milliseconds with Django loaded, in the middle
    of somebody's page. What is loaded here stays as long as the process; what pages make later is still collected.
    """
    reverse("waiting")
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)
