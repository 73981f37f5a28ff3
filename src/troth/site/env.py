"""Every setting that the environment may give, in one typed list; `docs/operate.md` describes each."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit


@dataclass(frozen=True, kw_only=True)
class Env:
    """The settings as read; field names are the variables' names in lower case."""

    troth_state: Path
    port: int
    base_url: str
    database_url: str
    redis_url: str
    secret_key: str
    allowed_hosts: tuple[str, ...]
    troth_example: bool
    troth_signup: str
    troth_workers: int
    troth_host_name: str
    trusted_proxies: tuple[str, ...]
    mail_url: str
    mail_from: str
    mail_in_host: str
    mail_in_port: int
    mail_hook: str
    mail_hook_key: str
    files_path: Path
    files_url: str
    files_quota: int
    translate_url: str
    translate_key: str
    web_push: bool
    web_push_contact: str
    debug: bool


class WrongSetting(ValueError):
    """A variable holds something that cannot be used; the message says which and what to write."""


YES = {"1", "yes", "true", "on"}
NO = {"", "0", "no", "false", "off"}
SIGNUP = ("invitation", "open")
SHORTEST_SECRET = 16


def flag(values: Mapping[str, str], name: str) -> bool:
    """A yes-or-no variable."""
    value = values.get(name, "").strip().lower()
    if value in YES or value in NO:
        return value in YES
    raise WrongSetting(f"{name} must be yes or no, not “{value}”.")


def whole(values: Mapping[str, str], name: str, default: int) -> int:
    """A variable that holds a whole number above zero."""
    value = values.get(name, "").strip() or str(default)
    # Thousands of figures are no number to Python at all, and nothing to read out in a sentence.
    if not (value.isascii() and value.isdigit() and len(value) < 20 and 0 < int(value) < 65536):
        shown = f"{value[:40]}…" if len(value) > 40 else value
        raise WrongSetting(f"{name} must be a whole number between 1 and 65535, not “{shown}”.")
    return int(value)


def optional_port(values: Mapping[str, str], name: str) -> int:
    """A variable that holds a port, or nothing (0)."""
    return whole(values, name, 1) if values.get(name, "").strip() else 0


def name_and_secret(values: Mapping[str, str], name: str) -> str:
    """A variable that holds `name:secret`, the secret too long to be guessed, or nothing."""
    value = values.get(name, "").strip()
    who, _colon, secret = value.partition(":")
    if value and not (value.isascii() and who and len(secret) >= SHORTEST_SECRET):
        raise WrongSetting(
            f"{name} must be a name, a colon and a secret of at least {SHORTEST_SECRET} plain signs."
        )
    return value


def listed(values: Mapping[str, str], name: str, default: str = "") -> tuple[str, ...]:
    """A variable that holds a comma-separated list."""
    return tuple(part.strip() for part in values.get(name, default).split(",") if part.strip())


def contact(values: Mapping[str, str], name: str, *, needed: bool) -> str:
    """A variable that holds an address of mail, as `mailto:` writes it, or nothing where it is not needed."""
    value = values.get(name, "").strip().removeprefix("mailto:")
    if not value and not needed:
        return ""
    who, _at, host = value.rpartition("@")
    if not (who and "." in host and value.isascii() and len(value.split()) == 1):
        raise WrongSetting(
            f"{name} must be an address of mail for the makers of browsers, such as "
            f"mailto:it@lumen.example, not “{value}”."
        )
    return f"mailto:{value}"


def chosen(values: Mapping[str, str], name: str, options: tuple[str, ...]) -> str:
    """A variable that holds one of a few words; the first is the default."""
    value = values.get(name, "").strip() or options[0]
    if value not in options:
        raise WrongSetting(f"{name} must be one of {', '.join(options)}, not “{value}”.")
    return value


def address(values: Mapping[str, str], name: str, default: str) -> str:
    """A variable that holds an address with its scheme; without the slash at its end."""
    value = (values.get(name, "").strip() or default).rstrip("/")
    if not value.startswith(("http://", "https://")):
        raise WrongSetting(f"{name} must begin with http:// or https://, not “{value}”.")
    return value


def service(values: Mapping[str, str], name: str) -> str:
    """A variable that holds the address of a service, or nothing; who may use it stands in another one."""
    if not values.get(name, "").strip():
        return ""
    value = address(values, name, "")
    parts = parted(value, name)
    if not parts.hostname or "@" in parts.netloc or parts.query or parts.fragment:
        raise WrongSetting(f"{name} must be an address such as https://translate.example.org.")
    return value


def parted(url: str, name: str) -> SplitResult:
    """An address taken apart; its port is a number."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  # read to see whether it can be
    except ValueError:
        raise WrongSetting(f"{name} cannot be read; is its port a number?") from None
    return parts


def read_env(values: Mapping[str, str] = os.environ) -> Env:
    """Read all settings. Raises `WrongSetting` in plain words."""
    state = Path(values.get("TROTH_STATE") or "var").expanduser().resolve()
    port = whole(values, "PORT", 8000)
    return Env(
        troth_state=state,
        port=port,
        base_url=address(values, "BASE_URL", f"http://localhost:{port}"),
        database_url=values.get("DATABASE_URL", ""),
        redis_url=values.get("REDIS_URL", ""),
        secret_key=values.get("SECRET_KEY", ""),
        allowed_hosts=listed(values, "ALLOWED_HOSTS"),
        troth_example=flag(values, "TROTH_EXAMPLE"),
        troth_signup=chosen(values, "TROTH_SIGNUP", SIGNUP),
        troth_workers=whole(values, "TROTH_WORKERS", 1),
        troth_host_name=values.get("TROTH_HOST_NAME", "").strip(),
        trusted_proxies=listed(values, "TRUSTED_PROXIES"),
        mail_url=values.get("MAIL_URL", ""),
        mail_from=values.get("MAIL_FROM", "Troth <troth@localhost>"),
        mail_in_host=values.get("MAIL_IN_HOST", "").strip(),
        mail_in_port=optional_port(values, "MAIL_IN_PORT"),
        mail_hook=name_and_secret(values, "MAIL_HOOK"),
        mail_hook_key=values.get("MAIL_HOOK_KEY", "").strip(),
        files_path=Path(values.get("FILES_PATH") or state / "files"),
        files_url=values.get("FILES_URL", "").strip(),
        files_quota=whole(values, "FILES_QUOTA", 10),
        translate_url=service(values, "TRANSLATE_URL"),
        translate_key=values.get("TRANSLATE_KEY", "").strip(),
        web_push=flag(values, "WEB_PUSH"),
        web_push_contact=contact(values, "WEB_PUSH_CONTACT", needed=flag(values, "WEB_PUSH")),
        debug=flag(values, "DEBUG"),
    )
