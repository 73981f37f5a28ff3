"""What can be written about strengths, needs and risks."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from troth.complement.models import LONGEST_WORD, LONGEST_WORDS
from troth.complement.rules.wording import MOST_TAGS, tags
from troth.organisations.actions import Strength
from troth.organisations.models import ShownAt, StrengthKind, StrengthStatement
from troth.organisations.queries import written
from troth.partnerships.forms.fields import NEEDED, LineField, WordsField
from troth.partnerships.models import Party, Seat

SIDE = "side"


class StrengthForm(forms.Form):
    """One statement of an organisation about itself."""

    kind = forms.ChoiceField(
        label=_("We"),
        choices=[
            (StrengthKind.GOOD.value, _("are good at")),
            (StrengthKind.NEEDS.value, _("need")),
            (StrengthKind.WEAK.value, _("are weak at")),
        ],
        widget=forms.RadioSelect,
        error_messages=NEEDED,
    )
    words = LineField(
        label=_("In a few words"),
        help_text=_("As you would say it to a partner: hardware certification."),
        max_length=LONGEST_WORDS,
    )
    examples = WordsField(
        label=_("One or two examples"),
        help_text=_("What you have done, or when you missed it."),
        max_length=1000,
        required=False,
    )
    tags = LineField(
        label=_("Tags"),
        help_text=_("Up to 8, with commas between. The same tag finds each other in any language."),
        max_length=400,
        required=False,
    )
    shown = forms.ChoiceField(
        label=_("Who reads it"),
        choices=[
            (ShownAt.NOBODY.value, _("Only our own people, for now")),
            (ShownAt.ALL.value, _("All our tables")),
            (ShownAt.CHOSEN.value, _("These tables:")),
        ],
        widget=forms.RadioSelect,
        error_messages=NEEDED,
    )
    tables = forms.MultipleChoiceField(
        label=_("Tables"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages=NEEDED,
    )

    def __init__(
        self,
        *args: Any,
        places: Sequence[Party],
        one: StrengthStatement | None = None,
        **kwargs: Any,
    ) -> None:
        if one is not None:
            chosen = [row.partnership for row in one.tables.all()]
            initial: dict[str, object] = {
                "kind": one.kind,
                "words": one.words,
                "examples": one.examples,
            }
            initial |= {"seen": written(one)}
            initial |= {"tags": ", ".join(one.tags), "shown": one.shown, "tables": chosen}
            kwargs["initial"] = initial
        else:
            kwargs.setdefault("initial", {"kind": "good", "shown": ShownAt.NOBODY.value})
        super().__init__(*args, **kwargs)
        field = self.fields["tables"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(place.partnership_id, place.partnership.name) for place in places]

    seen = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def clean_tags(self) -> tuple[str, ...]:
        """Tags in their written form."""
        found = tags(self.cleaned_data["tags"])
        if len(found) > MOST_TAGS:
            raise forms.ValidationError(_("Eight tags are enough for one statement."))
        return found

    def clean(self) -> dict[str, Any]:
        """Chosen tables need one."""
        said = self.cleaned_data
        if (
            said.get("shown") == ShownAt.CHOSEN
            and not said.get("tables")
            and "tables" not in self.errors
        ):
            self.add_error("tables", _("Choose a table, or another answer above."))
        return said

    def strength(self) -> Strength:
        """What was written, once the form is valid."""
        said = self.cleaned_data
        chosen = tuple(said["tables"]) if said["shown"] == ShownAt.CHOSEN else ()
        named = {name: it for name, it in said.items() if name != "seen"}
        return Strength(**{**named, "tables": chosen})


class AnswerForm(forms.Form):
    """What is said to a suggestion."""

    need = forms.CharField(max_length=26)
    strength = forms.CharField(max_length=26)
    seen = forms.CharField(max_length=16, required=False)
    word = WordsField(required=False, max_length=LONGEST_WORD)


class RiskForm(forms.Form):
    """Who looks after a need that nobody meets, or why one can live with it."""

    act = forms.ChoiceField(
        label=_("What you want to say"),
        choices=[
            ("own", _("We look after it")),
            ("accept", _("We can live with it")),
        ],
        widget=forms.RadioSelect,
        error_messages=NEEDED,
    )
    holder = forms.ChoiceField(
        label=_("Who, if you look after it"),
        required=False,
        error_messages=NEEDED,
    )
    word = WordsField(
        label=_("A word about it"),
        help_text=_("What you will do, or why it is no harm. Both sides read it."),
        max_length=LONGEST_WORD,
        required=False,
    )
    seen = forms.CharField(max_length=16, widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, seats: Sequence[Seat], side: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = {seat.id: seat for seat in seats}
        field = self.fields["holder"]
        if isinstance(field, forms.ChoiceField):
            people = [(seat.id, seat.person.name) for seat in seats]
            field.choices = [("", _("%(side)s, as a whole") % {"side": side}), *people]

    def clean(self) -> dict[str, Any]:
        """Living with a risk needs a reason."""
        said = self.cleaned_data
        if said.get("act") == "accept" and "word" not in self.errors and not said.get("word"):
            self.add_error("word", _("Please say why, in a few words. The others will read it."))
        return said
