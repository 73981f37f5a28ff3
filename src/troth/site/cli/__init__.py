"""The command line `troth`: plain lines, exit code 0, 1 (a check found something) or 2 (bad usage)."""

from troth.site.cli.main import main

__all__ = ["main"]
