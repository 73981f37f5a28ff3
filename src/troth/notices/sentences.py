"""What is said to somebody whose mail did not become a post."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from troth.foundation.facts.decisions import Method
from troth.foundation.web.lists import commas
from troth.notices.ballots import words_for


def why_not(reason: str, *, method: str = "") -> tuple[str, str]:
    """Subject and sentence; `method`: by whose word it is decided, where it was a vote."""
    said = {
        "sender": _(
            "A mail came to your own reply address, but not from an address of yours, so nothing was "
            "posted. If it was you, send it again from the address you have here."
        ),
        "ran-out": _("The address you wrote to no longer holds. Open the page and say it there."),
        "no-seat": _("You no longer sit where this would have been read, so nothing was posted."),
        "closed": _("This table is closed: it can be read, but nothing is said there any more."),
        "may-not": _("You may read this conversation, but your seat is not one that writes in it."),
        "empty": _("There were no words of your own in your mail: only what it answers."),
        "long": _(
            "Your mail is longer than a post may be. Say it in parts, or bring it as a file."
        ),
        "already": _(
            "Your side has sent this check-in already, so your mail was not added to it. "
            "The next one comes by itself."
        ),
        "skipped": _(
            "A colleague has said that your side skips this check-in, so nothing was sent."
        ),
        "over": _(
            "The next check-in has begun meanwhile, and this one takes no more words. "
            "You can send them in the new one."
        ),
        "colleague": _(
            "A colleague has begun to write this check-in. Nothing was sent over their words: "
            "open the page and put yours beside theirs."
        ),
        "two-seats": _(
            "You sit at this table for two organisations, and a mail cannot say for which, so nothing was counted. "
            "Say it on the page."
        ),
        "no-vote": _(
            "Your mail was not counted as a vote. Write one of these words alone on its first line, and your "
            "reason below: %(words)s."
        )
        % {"words": commas(words_for(Method(method or Method.CONSENT)))},
        "no-voice": _(
            "You have no voice of your own in this vote, or somebody else speaks it, so nothing was counted."
        ),
        "new-words": _(
            "The words that are voted on have changed since that mail, so your vote was not counted. "
            "Read the new ones, then vote again."
        ),
        "vote-over": _("The vote is over, so nothing was counted. Look at what came out."),
        "reason-needed": _(
            "An objection needs its reason, so nothing was counted. Write it below the word, and send it again."
        ),
        "colleague-voted": _(
            "A colleague has spoken your organisation’s voice already, so nothing was changed. "
            "You can change it on the page."
        ),
    }
    usual = _("It could not be posted just now. Open the page and say it there.")
    return _("Your mail was not posted"), said.get(reason, usual)


def files_note(names: Sequence[str]) -> str:
    """The line below a post that names files which could not be kept."""
    listed = commas(harmless(name) for name in names)
    return ngettext(
        "(Came with a file that could not be kept: %(names)s)",
        "(Came with files that could not be kept: %(names)s)",
        len(names),
    ) % {"names": listed}


def came_note(names: Sequence[str]) -> str:
    """What a post says that came without words, and only with files."""
    if not names:
        return ""
    listed = commas(harmless(name) for name in names)
    return ngettext("(Came with %(names)s)", "(Came with %(names)s)", len(names)) % {
        "names": listed
    }


def harmless(name: str) -> str:
    """A name that nothing is made of: no call, no link, no emphasis."""
    return "".join(sign for sign in name if sign.isalnum() or sign in " .-()")
