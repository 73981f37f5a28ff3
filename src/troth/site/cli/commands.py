"""Every command, in the order of the help."""

from troth.site.cli import checking, data, example, records, running

__all__ = ["checking", "data", "example", "records", "running"]
