"""The group that every command joins, and how a check says that it found something."""

import click

EXAMPLES = """
\b
Examples:
  troth serve                       serve on http://localhost:8000
  troth demo --reset                begin the example anew
  troth import commitments FILE --partnership SLUG
  troth forecast commitments IN.csv -o OUT.csv
  troth ledger verify
  troth check
"""


class Found(Exception):
    """A check found something: exit code 1 after it has said what."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=EXAMPLES)
@click.version_option(package_name="troth", prog_name="troth", message="%(prog)s %(version)s")
def troth() -> None:
    """Troth: the neutral table at which organisations agree, promise and keep."""
