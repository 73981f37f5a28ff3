"""What can be written about check-ins, load and pauses."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from troth.checkins.models import LONGEST_PART
from troth.checkins.rules.load import About, Openness
from troth.commitments.models import Commitment
from troth.foundation.web.lists import commas
from troth.partnerships.models import Party

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

EVERYBODY = "all"
TICKED = "ticked"


def part(label: "str | _StrPromise", *, rows: int = 2) -> forms.CharField:
    """One of the three parts of a check-in."""
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=LONGEST_PART, widget=box)


class ReportForm(forms.Form):
    """A check-in: three parts, each may be left out."""

    progress = part(_("What moved"), rows=4)
    hard = part(_("What is hard"))
    wish = part(_("What would help"))
    asks = forms.BooleanField(required=False)
    asked_of = forms.ChoiceField(label=_("Of whom"), required=False)
    seen = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, others: list[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = others
        known = {"who": others[0].short} if len(others) == 1 else None
        asks = gettext("We ask %(who)s for this") % known if known else gettext("We ask for this")
        self.fields["asks"].label = asks
        choices = [(EVERYBODY, gettext("Whoever can help"))] if len(others) > 1 else []
        choices += [(str(one.id), one.short) for one in others]
        self.fields["asked_of"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def asked_party(self) -> Party | None:
        """The party that is asked; the only other one where there is one, None for all."""
        if len(self.others) == 1:
            return self.others[0]
        chosen = self.cleaned_data.get("asked_of")
        return next((one for one in self.others if one.id == chosen), None)


class SkipForm(forms.Form):
    """Leaving one out is owed a reason; a few words do."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=LONGEST_PART,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": _("Please say why, in a few words. The other side will read it.")
        },
    )


class AnswerForm(forms.Form):
    """One line to somebody who asked for help."""

    answer = forms.CharField(
        label=_("Your answer"),
        max_length=LONGEST_PART,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write one line, so that they know what to expect.")},
    )


def day_field(label: "str | _StrPromise") -> forms.DateField:
    """A day."""
    box = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=box)


class LoadForm(forms.Form):
    """It is too much just now."""

    about = forms.ChoiceField(label=_("For whom"), widget=forms.RadioSelect)
    openness = forms.ChoiceField(label=_("Who comes to know"), widget=forms.RadioSelect)
    until = day_field(_("Until"))
    words = forms.CharField(
        label=_("What would help"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, party: Party, others: list[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = commas(one.short for one in others)
        known = {"us": party.short, "them": names}
        about = [
            (About.ME.value, gettext("For me")),
            (About.US.value, gettext("For %(us)s") % known),
        ]
        openness = [
            (Openness.TABLE.value, gettext("%(us)s and %(them)s") % known),
            (Openness.SIDE.value, gettext("Only %(us)s: nobody else sees a sign of it") % known),
            (Openness.ME.value, gettext("Only me: it is kept nowhere but on this page")),
        ]
        self.fields["about"].choices = about  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["openness"].choices = openness  # type: ignore[attr-defined]  # the same

    def clean(self) -> dict[str, Any]:
        """What only oneself knows is about oneself."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("openness") == Openness.ME and cleaned.get("about") == About.US:
            self.add_error(
                "openness",
                gettext(
                    "For the organisation, at least your own side has to know. Or say it for you."
                ),
            )
        return cleaned


class PauseForm(forms.Form):
    """A pause: its days, and which promises rest."""

    first = day_field(_("First day"))
    last = day_field(_("Last day"))
    whose = forms.ChoiceField(label=_("What rests"), widget=forms.RadioSelect)
    ticked = forms.MultipleChoiceField(
        label=_("Open promises"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Please say why, in a few words. The others will read it.")},
    )

    def __init__(
        self, *args: Any, parties: Iterable[Party], promises: list[Commitment], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.promises = promises
        whose = [(EVERYBODY, gettext("Everything open on all sides"))]
        whose += [
            (str(one.id), gettext("Only what %(who)s promised") % {"who": one.short})
            for one in parties
        ]
        whose.append((TICKED, gettext("Only what is ticked below")))
        self.fields["whose"].choices = whose  # type: ignore[attr-defined]  # a ChoiceField
        ticked = [(str(one.id), f"{one.promiser.short}: {one.deliverable}") for one in promises]
        self.fields["ticked"].choices = ticked  # type: ignore[attr-defined]  # the same

    def chosen(self) -> list[str]:
        """The ids of the promises that are to rest."""
        whose = self.cleaned_data["whose"]
        if whose == TICKED:
            return list(self.cleaned_data["ticked"])
        return [str(one.id) for one in self.promises if whose in {EVERYBODY, str(one.promiser_id)}]


class EndForm(forms.Form):
    """An earlier last day."""

    end = day_field(_("Last day, earlier than agreed"))


class WordForm(forms.Form):
    """A word that may be left out."""

    reason = forms.CharField(
        label=_("A word with it"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
