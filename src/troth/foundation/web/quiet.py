"""Log lines without the words that let somebody in: who may read the log may not come in by it."""

import logging
import re
from typing import Final

# After these an address goes on with a token.
TOKEN: Final = re.compile(
    r"(/(?:invitations|start|let-in|example/enter|told|letters/less|letters/read|g)/)[^/\s\"'?]+"
)


class WithoutTokens(logging.Filter):
    """Takes tokens out of addresses in a line; it never leaves a line out."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the line, for every handler after this one."""
        said = record.getMessage()
        kept = TOKEN.sub(r"\1…", said)
        if kept != said:
            record.msg, record.args = kept, ()
        return True
