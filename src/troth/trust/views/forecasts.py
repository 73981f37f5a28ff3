"""How our own forecasts came out: on this table's past, and on public files."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markupsafe import Markup

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.views.items import only_shared
from troth.trust.calibration_picture import draw
from troth.trust.calibration_words import beside, came_out, grouped, picture_words, tenth_words
from troth.trust.public_figures import PublicFile, public_files
from troth.trust.queries.forecasts import TABLES, past_of, together
from troth.trust.queries.readings import readings_of
from troth.trust.rules.calibration import NEEDED, Against, Bin, Calibration, Scores


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way to forecast in the table: how far it was off, and how ours stands to it."""

    name: str
    scores: Scores
    against: Against | None = None
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Everything the page says of one past."""

    found: Calibration
    sentence: str
    picture: Markup
    picture_words: str
    tenths: list[tuple[str, str, Bin]]
    ways: list[Way]
    file: PublicFile | None = None

    @property
    def promises(self) -> str:
        """How many promises its file holds."""
        return grouped(self.file.promises) if self.file else ""


@needs(Permission.TRUST_READ)
@require_safe
def forecasts(request: MemberRequest) -> HttpResponse:
    """What was forecast at this table and what came of it, then the same for public files."""
    only_shared(request)
    past, server = past_of(readings_of(request)), together(request.partnership)
    context = {
        "past": past,
        "own": shown(past.found, name="own") if past.found else None,
        "needed": NEEDED,
        "server": shown(server.found, name="server") if server.found else None,
        "tables": TABLES,
        "files": [shown(one.found, name=one.name, file=one) for one in public_files()],
        "audience": audience_of(request.room),
    }
    return render(request, "trust/forecasts.html", context)


def shown(found: Calibration, *, name: str, file: PublicFile | None = None) -> Shown:
    """One past in words, picture and tables."""
    words = picture_words(found)
    return Shown(
        found=found,
        sentence=came_out(found),
        picture=draw(found.bins, name=name, words=words),
        picture_words=words,
        tenths=[(tenth_words(one), grouped(one.count), one) for one in found.bins],
        ways=[
            Way(name=_("Ours"), scores=found.ours),
            way(_("The share kept so far, the same for everybody"), found.usual),
            way(_("The share this promiser has kept so far"), found.own),
        ],
        file=file,
    )


def way(name: str, plain: Against) -> Way:
    """A plain way beside ours."""
    return Way(name=name, scores=plain.scores, against=plain, words=beside(plain))
