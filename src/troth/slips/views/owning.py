"""The form in which a slip is owned, prefilled from the promise it is about."""

from django.utils.translation import gettext as _

from troth.commitments.models import Commitment
from troth.commitments.views.cards import Card, card_of
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.forms import posted
from troth.partnerships.addresses import here
from troth.partnerships.models import Party
from troth.partnerships.requests import MemberRequest
from troth.slips.actions.owning import Draft, promised
from troth.slips.forms import EVERYBODY, SlipForm
from troth.slips.queries.looks import insiders
from troth.slips.rules.owning import why_not_about
from troth.slips.rules.refusals import NotPossible, Reason
from troth.slips.words import effect_label, why_not

# What the writer can mend in the form, and beside which field it is said.
FIELDS = {
    Reason.DAY_PASSED: "repair_by",
    Reason.DAY_TOO_FAR: "repair_by",
    Reason.NOT_IN_THIS_ROOM: "towards",
    Reason.TOWARDS_OWN_SIDE: "towards",
    Reason.WORDS_MISSING: "what",
}
LOOK_AGAIN = 422
MISSED = frozenset({"missed", "late", "dropped"})


def why_not_own(request: MemberRequest, promise: Commitment | None) -> NotPossible | None:
    """Why this side cannot own a slip about this promise; None where it can, or where none is named."""
    if promise is None or request.seat.party_id is None:
        return None
    party = Ulid(request.seat.party_id)
    refused = why_not_about(promised(promise), room=Ulid(request.room.id), party=party)
    return NotPossible(refused, who=promise.promiser.short) if refused else None


class Owning:
    """The form with what was sent, or with what is known already."""

    def __init__(self, request: MemberRequest, promise: Commitment | None) -> None:
        self.request, self.promise = request, promise
        own = request.seat.party_id
        self.others = [one for one in insiders(request.room) if one.id != own]
        self.card: Card | None = card_of(promise, request.seat, now=now()) if promise else None
        self.form = SlipForm(
            posted(request),
            others=[] if promise else self.others,
            effect_label=effect_label(self.known_side) if self.is_settled else "",
            initial={"what": self.beginning},
        )
        self.about = ""

    @property
    def is_settled(self) -> bool:
        """Whether it is clear whom it concerns, without asking."""
        return self.promise is not None or len(self.others) == 1

    @property
    def known_side(self) -> Party | None:
        """Whom it concerns, where that is clear; None: everybody else."""
        if self.promise:
            return self.promise.receiver
        return self.others[0] if len(self.others) == 1 else None

    @property
    def whom(self) -> str:
        """Whom the button tells."""
        if not self.is_settled:
            return _("the other side")
        return self.known_side.short if self.known_side else _("everybody")

    @property
    def beginning(self) -> str:
        """The first line as far as the promise tells it; the writer goes on from there."""
        if self.promise is None or self.card is None:
            return ""
        values = {"what": self.card.title, "due": self.card.due}
        if self.card.sign in MISSED:
            return _("“%(what)s” was due %(due)s and did not arrive by then.") % values
        if self.promise.due > now():
            return _("“%(what)s” is due %(due)s, and it will not be ready by then.") % values
        return ""

    @property
    def draft(self) -> Draft:
        """What the form says."""
        said = self.form.cleaned_data
        chosen = said.get("towards", "")
        picked = next((one for one in self.others if one.id == chosen), None)
        return Draft(
            what=said["what"],
            effect=said["effect"],
            repair=said["repair"],
            next=said["next"],
            repair_by=said["repair_by"],
            commitment=self.promise,
            towards=None if chosen == EVERYBODY else picked or self.known_side,
        )

    def refused(self, refused: NotPossible) -> int:
        """Say it beside its field, so that nothing typed is lost; 422 where the writer can mend it."""
        field = FIELDS.get(refused.reason)
        known = field if field in self.form.fields else None
        self.form.add_error(known, why_not(refused))
        self.about = refused.about
        return LOOK_AGAIN if known else 0

    @property
    def context(self) -> dict[str, object]:
        """What the page shows."""
        about = here(self.request, "slips.one", pk=self.about) if self.about else ""
        return {
            "form": self.form,
            "card": self.card,
            "whom": self.whom,
            "standing_url": about,
            "back": here(self.request, "commitments.one", pk=self.promise.id)
            if self.promise
            else here(self.request, "slips"),
        }
