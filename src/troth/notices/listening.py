"""Mail over SMTP, on this machine alone: the mail server in front hands over what is for us."""

import asyncio
import logging
from typing import Final

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import DatabaseError, close_old_connections

from troth.notices.actions.arriving import Outcome, arrive
from troth.notices.actions.replying import key_in
from troth.notices.rules.incoming.parsing import LARGEST

log = logging.getLogger("troth.mail-in")
HOST: Final = "127.0.0.1"
MOST_RECIPIENTS: Final = 10
TAKEN: Final = "250 2.0.0 Taken"
LATER: Final = "451 4.3.0 Not now; try again later"
NOBODY: Final = (
    "550 5.1.1 This address does not hold; answer from the mail you got, or open the page"
)
UNREADABLE: Final = "554 5.6.0 Larger or more tangled than what can be read here"
SAYS: Final = {
    Outcome.NOBODY: NOBODY,
    Outcome.LATER: LATER,
    Outcome.UNREADABLE: UNREADABLE,
}


def receive(raw: bytes, *, to: str, envelope: str | None) -> Outcome:
    """Take one message; what the database cannot take now is asked for again later."""
    close_old_connections()
    try:
        return arrive(raw, to=to, envelope=envelope)
    except DatabaseError:
        log.exception("a message could not be taken; it will be tried again")
        return Outcome.LATER
    finally:
        close_old_connections()


class Handler:
    """What the SMTP server asks; aiosmtpd calls these by their names."""

    async def handle_RCPT(  # noqa: N802  # the library's name
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        """Refuse what we never signed, so that the sender hears of it from their own server."""
        if key_in(address) is None:
            return NOBODY
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Go on"

    async def handle_DATA(  # noqa: N802  # the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Take it for everybody it is for; once for each, however often it is sent."""
        raw = envelope.content if isinstance(envelope.content, bytes) else b""
        outcomes = [
            await asyncio.to_thread(receive, raw, to=to, envelope=envelope.mail_from)
            for to in envelope.rcpt_tos
        ]
        worst = next(
            (one for one in (Outcome.LATER, *outcomes) if one in outcomes and one in SAYS), None
        )
        return SAYS[worst] if worst else TAKEN


def listener(port: int) -> Controller:
    """The server; start it with `start()`, end it with `stop()`."""
    return Controller(
        Handler(),
        hostname=HOST,
        port=port,
        data_size_limit=LARGEST,
        ident="Troth",
        decode_data=False,
    )
