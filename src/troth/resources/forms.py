"""What can be put into the library."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from troth.foundation.facts.resources import Sort
from troth.foundation.kernel.ulid import is_ulid
from troth.resources.models import LONGEST_NOTE, LONGEST_TITLE
from troth.resources.rules import links
from troth.resources.rules.names import LONGEST, clean_name
from troth.resources.rules.refusals import SENTENCES, Refusal


class SeveralFiles(forms.ClearableFileInput):
    """A field in which more than one file can be chosen."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Some files at once, none of them empty."""

    def __init__(self, *, most: int, **options: Any) -> None:
        self.most = most
        super().__init__(required=False, max_length=4000, widget=SeveralFiles, **options)

    def clean(self, data: object, initial: object = None) -> list["UploadedFile[bytes]"]:
        """All of them; one that cannot be kept is named. Raises ValidationError."""
        given = data if isinstance(data, list | tuple) else [data]
        sent = [one for one in given if isinstance(one, UploadedFile)]
        if len(sent) > self.most:
            many = _(
                "These are more than %(n)s files. Take some out, or send them one after the other."
            )
            raise forms.ValidationError(many, params={"n": self.most})
        for one in sent:
            if not one.size:
                empty = _("“%(name)s” is empty: 0 bytes. Was it saved before you chose it?")
                raise forms.ValidationError(empty, params={"name": clean_name(one.name or "")})
        return [super(FilesField, self).clean(one, initial) for one in sent]


class ContentForm(forms.Form):
    """A file or the address of a link: one of them, and not both."""

    file = forms.FileField(
        label=_("A file"),
        required=False,
        max_length=4000,
        error_messages={"empty": _(SENTENCES[Refusal.EMPTY])},
    )
    address = forms.CharField(
        label=_("A link"),
        required=False,
        max_length=links.LONGEST,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://…"}),
    )

    def clean_address(self) -> str:
        """An address of the web; a name without its https:// gets it."""
        said: str = self.cleaned_data["address"].strip()
        if said and ":" not in said.partition("/")[0]:
            said = f"https://{said}"
        if said and not links.is_link(said):
            raise forms.ValidationError(
                _("This is no address of the web. It begins with https:// and has no spaces in it.")
            )
        return said

    def clean(self) -> dict[str, Any]:
        """See that there is exactly one."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        given = [name for name in ("file", "address") if cleaned.get(name)]
        if not given:
            self.add_error(next(iter(self.fields)), _("Choose a file, or write a link."))
        if len(given) > 1:
            self.add_error("address", _("A file or a link, one at a time: please take one out."))
        return cleaned


class AddForm(ContentForm):
    """Something new; without a title it is called like the file, or like where the link leads."""

    title = forms.CharField(
        label=_("What it is"),
        required=False,
        max_length=LONGEST_TITLE,
        help_text=_("Without it, the name of the file."),
    )

    def title_or_name(self) -> str:
        """What it is called in the library."""
        said: str = self.cleaned_data["title"]
        file, address = self.cleaned_data["file"], self.cleaned_data["address"]
        return said or (clean_name(file.name) if file else links.host_of(address)[:LONGEST_TITLE])


class VersionForm(ContentForm):
    """A newer version: a file of a file, a link of a link."""

    note = forms.CharField(label=_("What is new in it"), required=False, max_length=LONGEST_NOTE)

    def __init__(self, *args: Any, sort: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["address" if sort == Sort.FILE else "file"]

    def clean_file(self) -> object:
        """The file, if this takes one."""
        return self.cleaned_data["file"]


class UploadForm(forms.Form):
    """What is said before a large file is sent in pieces."""

    name = forms.CharField(max_length=4000)
    size = forms.IntegerField(min_value=0, max_value=10**15)
    title = forms.CharField(required=False, max_length=LONGEST_TITLE)
    onto = forms.CharField(required=False, max_length=26)
    note = forms.CharField(required=False, max_length=LONGEST_NOTE)

    def clean_name(self) -> str:
        """The name as it will be shown."""
        return clean_name(self.cleaned_data["name"])[:LONGEST]

    def clean_onto(self) -> str:
        """What it is a newer version of; anything that cannot be one is nothing."""
        key: str = self.cleaned_data["onto"]
        return key if is_ulid(key) else ""
