"""Bare Django with django templates."""

import bare

application = bare.application("django")
