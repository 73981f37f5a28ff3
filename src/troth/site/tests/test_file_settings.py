"""`FILES_URL` says where files are kept; what cannot be used is said in plain words."""

import pytest

from troth.site.env import WrongSetting
from troth.site.files import file_storages


def test_without_an_address_files_lie_in_the_folder() -> None:
    assert file_storages("") == {}


def test_an_address_names_bucket_folder_keys_service_and_region() -> None:
    url = "s3://key:se%2Fcret@files.lumen/troth/kept/?endpoint=https://s3.example:9000&region=no-1"
    options = file_storages(url)["library"]["OPTIONS"]
    assert (options["bucket_name"], options["location"]) == ("files.lumen", "troth/kept/")
    assert (options["access_key"], options["secret_key"]) == ("key", "se/cret")
    assert (options["endpoint_url"], options["region_name"]) == ("https://s3.example:9000", "no-1")
    assert options["client_config"].s3 == {"addressing_style": "path"}


def test_a_bucket_alone_uses_the_keys_of_the_machine() -> None:
    options = file_storages("s3://troth-files")["library"]["OPTIONS"]
    assert (options["bucket_name"], options["location"]) == ("troth-files", "")
    assert (options["access_key"], options["secret_key"]) == (None, None)
    assert (options["endpoint_url"], options["region_name"]) == (None, None)
    assert options["client_config"].s3 == {"addressing_style": "auto"}


def test_nobody_waits_long_for_a_bucket_that_does_not_answer() -> None:
    config = file_storages("s3://troth-files")["library"]["OPTIONS"]["client_config"]
    assert (config.connect_timeout, config.read_timeout) == (5, 60)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("/srv/files", "must begin with s3://"),
        ("https://bucket.example", "must begin with s3://"),
        ("s3://", "the name of a bucket"),
        ("s3://key@bucket", "a key without its secret"),
        ("s3://bucket?endpoint=s3.example", "endpoint must begin with http:// or https://"),
        ("s3://bucket?endpiont=https://s3.example", "FILES_URL has endpiont=, which nothing reads"),
        ("s3://bucket:port", "is its port a number"),
    ],
)
def test_what_cannot_be_used_is_said_in_plain_words(url: str, words: str) -> None:
    with pytest.raises(WrongSetting, match="FILES_URL") as wrong:
        file_storages(url)
    assert words in str(wrong.value)


def test_without_what_it_needs_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("troth.site.files.find_spec", lambda _name: None)
    with pytest.raises(WrongSetting, match=r"install troth\[s3\]"):
        file_storages("s3://bucket")
