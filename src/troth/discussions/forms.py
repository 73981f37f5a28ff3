"""What can be written in talk."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from troth.discussions.models import LONGEST_TEXT, LONGEST_TITLE
from troth.discussions.rendering import render
from troth.discussions.rules.files import MOST_FILES
from troth.discussions.rules.mentions import MOST_NAMED, Called
from troth.discussions.rules.reach import Follow
from troth.foundation.facts.discussions import Sign
from troth.foundation.kernel.ulid import is_ulid
from troth.partnerships.models import Party
from troth.resources.forms import FilesField

LONGEST_LINE = 600
NO_QUESTION = ""
EVERYBODY = "all"


class TextField(forms.CharField):
    """Words with line ends as everywhere else; browsers send them in two signs."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", LONGEST_TEXT)
        options.setdefault("strip", False)
        options.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(**options)
        self.error_messages["max_length"] = _(
            "This is %(show_value)s signs long; %(limit_value)s are the most. "
            "What is longer is easier to read as a document."
        )

    def to_python(self, value: object) -> str:
        """The words, with one sign for each line end."""
        said = (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")
        return said if said.strip() else ""


class SayForm(forms.Form):
    """A post, or a question; whoever calls everybody says so twice."""

    text = TextField(label=_("Your words"))
    asks = forms.ChoiceField(label=_("Is it a question?"), required=False)
    answers = forms.CharField(required=False, max_length=26, widget=forms.HiddenInput)
    settles = forms.BooleanField(label=_("This answers the question"), required=False)
    everybody = forms.BooleanField(label=_("Yes, tell everybody"), required=False)
    attached = FilesField(label=_("Files"), most=MOST_FILES)
    carried = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        parties: Sequence[Party] = (),
        names: dict[str, tuple[Called, ...]],
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.names = names
        self.calls_everybody = False
        self.fields["asks"].choices = choices(parties)  # type: ignore[attr-defined]  # a ChoiceField

    def clean_answers(self) -> str:
        """The post it answers; anything that cannot be one is nothing."""
        key: str = self.cleaned_data["answers"]
        return key if is_ulid(key) else ""

    def clean_carried(self) -> list[str]:
        """What came in pieces before; anything that cannot be a file is nothing."""
        said: str = self.cleaned_data["carried"]
        return [key for key in said.split()[:MOST_FILES] if is_ulid(key)]

    def clean(self) -> dict[str, Any]:
        """Look whom it calls."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("text"):
            self.look_at_calls(cleaned["text"], sure=bool(cleaned.get("everybody")))
        return cleaned

    def look_at_calls(self, text: str, *, sure: bool) -> None:
        """Calling many is possible, and never by accident."""
        calls = render(text, self.names)[1]
        self.calls_everybody = calls.everybody
        if calls.too_many:
            most = _("This calls more than %(n)s by name. To call all, write @everybody.")
            self.add_error("text", most % {"n": MOST_NAMED})
        if calls.everybody and not sure:
            self.add_error("everybody", _("This goes to the inbox of everybody here. Is that so?"))


def choices(parties: Sequence[Party]) -> list[tuple[str, Any]]:
    """Whom one can ask; everybody only where there is more than one."""
    asked: list[tuple[str, Any]] = [(NO_QUESTION, _("No, I just say it"))]
    asked += [(party.id, _("A question to %(who)s") % {"who": party.short}) for party in parties]
    if len(parties) > 1:
        asked.append((EVERYBODY, _("A question to everybody")))
    return asked


class TopicForm(SayForm):
    """A topic with its first post."""

    title = forms.CharField(label=_("What about"), max_length=LONGEST_TITLE)
    field_order = ("title", "text", "asks")


class LineForm(forms.Form):
    """One line is enough, to post or to ask."""

    line = forms.CharField(label=_("Your words"), max_length=LONGEST_LINE)
    to = forms.CharField(required=False, max_length=26)


class TextForm(forms.Form):
    """Nothing but words: those that nobody is named for, and those that are shared outward."""

    text = TextField(label=_("Your words"))


class EditForm(forms.Form):
    """Other words for the same post."""

    text = TextField(label=_("Your words"), widget=forms.Textarea(attrs={"rows": 8}))
    seen = forms.IntegerField(min_value=1, max_value=10**6, widget=forms.HiddenInput)


class MeaningForm(forms.Form):
    """How somebody understood a post, or what was meant instead."""

    words = TextField(
        label=_("In your own words"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DraftForm(forms.Form):
    """What is being typed; kept as it is, however unfinished."""

    text = forms.CharField(required=False, strip=False, max_length=LONGEST_TEXT)


class ReadForm(forms.Form):
    """How far somebody has read."""

    upto = forms.IntegerField(min_value=0, max_value=10**9)


class FollowForm(forms.Form):
    """What somebody wants to hear of a topic."""

    follow = forms.ChoiceField(choices=[(one.value, one.value) for one in Follow], required=False)


class SignForm(forms.Form):
    """A sign for a post: `<sign>:<post>`, as one button says it."""

    sign = forms.CharField(max_length=60)

    def clean_sign(self) -> tuple[Sign, str]:
        """The sign and the post's id."""
        word, _colon, key = self.cleaned_data["sign"].partition(":")
        if word not in {one.value for one in Sign} or not is_ulid(key):
            raise forms.ValidationError(_("This sign is not known."))
        return Sign(word), key


class AnswerForm(forms.Form):
    """Which post answers a question."""

    answer = forms.CharField(max_length=26)
