"""`troth mail-in`: one message from a pipe; `troth mail-listen`: messages over SMTP."""

import os
import signal
import sys
import threading

import click
from django.conf import settings
from django.db import DatabaseError

from troth.notices.actions.arriving import Outcome, arrive
from troth.notices.listening import listener
from troth.notices.rules.incoming.parsing import LARGEST
from troth.site.cli.group import troth

# What mail servers understand (sysexits.h).
DATA_ERROR, NO_USER, TRY_LATER = 65, 67, 75
EXITS = {
    Outcome.NOBODY: NO_USER,
    Outcome.LATER: TRY_LATER,
    Outcome.UNREADABLE: DATA_ERROR,
}


@troth.command("mail-in", short_help="Take one message from a mail server.")
@click.argument("recipient", required=False, default="")
def mail_in_command(recipient: str) -> None:
    """Take one message from standard input; RECIPIENT is the address it was sent to.

    Without one, ORIGINAL_RECIPIENT is asked, then the message. Exit codes are those of sysexits:
    0 taken, 65 not readable, 67 no such address, 75 try again later.

    \b
    Examples:
      troth mail-in < message.eml
      |/srv/troth/bin/troth mail-in "$ORIGINAL_RECIPIENT"
    """
    raw = sys.stdin.buffer.read(LARGEST + 1)
    to = recipient or os.environ.get("ORIGINAL_RECIPIENT", "")
    try:
        outcome = arrive(raw, to=to, envelope=os.environ.get("SENDER"))
    except (DatabaseError, OSError):
        click.echo("The message could not be taken now.", err=True)
        sys.exit(TRY_LATER)
    if outcome in EXITS:
        click.echo(f"Not taken: {outcome.value}.", err=True)
        sys.exit(EXITS[outcome])


@troth.command("mail-listen", hidden=True)
def mail_listen_command() -> None:
    """Take mail on MAIL_IN_PORT of this machine; `troth serve` starts it."""
    server, stop = listener(settings.MAIL_IN_PORT), threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_said: stop.set())
    server.start()
    stop.wait()
    server.stop()
