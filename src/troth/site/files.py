"""Where files are kept: in a folder, or with `FILES_URL` as `s3://key:secret@bucket/folder?endpoint=…` in a bucket."""

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote

from troth.site.env import WrongSetting, parted

KNOWN = frozenset({"endpoint", "region"})
CONNECT_SECONDS, READ_SECONDS, TRIES = 5, 60, 3
NO_EXTRA = "FILES_URL needs what keeps files in a bucket: install troth[s3], or unset FILES_URL."


def file_storages(url: str) -> dict[str, Mapping[str, Any]]:
    """Django's storage of the library, where it is a bucket. Raises `WrongSetting`."""
    if not url:
        return {}
    parts = parted(url, "FILES_URL")
    if parts.scheme != "s3" or not parts.hostname:
        raise WrongSetting("FILES_URL must begin with s3:// and the name of a bucket.")
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise WrongSetting(NO_EXTRA)
    options = bucket_options(parts) | asked_for(parts)
    return {"library": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}}


def bucket_options(parts: SplitResult) -> dict[str, Any]:
    """Which bucket, whose keys, and nothing in it that anybody could read by its address."""
    folder = parts.path.strip("/")
    keys = (unquote(parts.username or ""), unquote(parts.password or ""))
    if bool(keys[0]) != bool(keys[1]):
        raise WrongSetting("FILES_URL names a key without its secret: s3://key:secret@bucket.")
    return {
        # What stands before the host ends at the last @; capitals have no place in the name of a bucket.
        "bucket_name": parts.hostname,
        "location": f"{folder}/" if folder else "",
        "access_key": keys[0] or None,
        "secret_key": keys[1] or None,
        "default_acl": None,
        "querystring_auth": True,
    }


def asked_for(parts: SplitResult) -> dict[str, Any]:
    """Which service, and how long to wait for it."""
    from botocore.config import Config  # noqa: PLC0415  # comes with the extra `s3` only

    query = parse_qs(parts.query, keep_blank_values=True)
    if unknown := set(query) - KNOWN:
        raise WrongSetting(f"FILES_URL has {min(unknown)}=, which nothing reads.")
    endpoint = query.get("endpoint", [""])[0]
    if endpoint and not endpoint.startswith(("http://", "https://")):
        raise WrongSetting("FILES_URL: endpoint must begin with http:// or https://.")
    config = Config(
        signature_version="s3v4",
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"total_max_attempts": TRIES, "mode": "standard"},
        # Services other than Amazon's seldom have a host name for each bucket, and not all know newer checksums.
        s3={"addressing_style": "path" if endpoint else "auto"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    region = query.get("region", [""])[0]
    return {
        "endpoint_url": endpoint or None,
        "region_name": region or None,
        "client_config": config,
    }
