"""Facts turned into evidence: what an entry says, from itself and what is known of its promise, question or slip."""

from troth.trust.rules.turning.known import Known, Place, subject_of
from troth.trust.rules.turning.turns import Turned, replaced, turn

__all__ = ["Known", "Place", "Turned", "replaced", "subject_of", "turn"]
