"""What the forms of the library take, and what they make of it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.datastructures import MultiValueDict

from troth.resources.forms import AddForm, UploadForm, VersionForm


def add_form(address: str = "", title: str = "", *, name: str = "") -> AddForm:
    """The form as it was sent; a name means that there is a file."""
    files: MultiValueDict[str, UploadedFile[Any]] = MultiValueDict()
    if name:
        files["file"] = SimpleUploadedFile(name, b"content")
    return AddForm({"address": address, "title": title}, files)


@pytest.mark.parametrize(
    ("address", "title", "name", "called"),
    [
        ("", "", "winter.csv", "winter.csv"),
        ("", "Winter", "winter.csv", "Winter"),
        ("https://kaveri.example/labels", "", "", "kaveri.example"),
        (" https://kaveri.example/ ", "  ", "", "kaveri.example"),
    ],
)
def test_it_is_called_as_somebody_says_or_like_what_it_is(
    address: str, title: str, name: str, called: str
) -> None:
    form = add_form(address, title, name=name)
    assert form.is_valid(), form.errors
    assert form.title_or_name() == called


def test_a_newer_version_of_a_file_has_no_place_for_a_link_and_the_other_way_round() -> None:
    assert list(VersionForm(sort="file").fields) == ["file", "note"]
    assert list(VersionForm(sort="link").fields) == ["address", "note"]


def test_a_newer_version_without_anything_says_what_is_missing_where_it_belongs() -> None:
    assert list(VersionForm({"note": "x"}, sort="file").errors) == ["file"]
    assert list(VersionForm({"address": ""}, sort="link").errors) == ["address"]


def test_what_is_announced_is_cleaned_before_it_is_kept() -> None:
    said = {"name": "..\\plan\u202e.pdf", "size": "7", "onto": "../x", "title": "", "note": ""}
    form = UploadForm(said)
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["name"], form.cleaned_data["onto"]) == ("plan.pdf", "")
