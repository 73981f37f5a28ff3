"""Bare Django with jinja templates."""

import bare

application = bare.application("jinja")
