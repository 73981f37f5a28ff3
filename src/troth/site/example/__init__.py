"""The example partnerships: people, promises and a record, some weeks in, dated relative to today."""

from troth.site.example.fill import entrances, fill

__all__ = ["entrances", "fill"]
