"""The host names that a server answers to; a page built for another name could send people there."""

from collections.abc import Iterable

from troth.site.env import WrongSetting, parted

# Whoever sits at the machine itself; the example gives each side a name of its own below the second.
OWN = ("localhost", ".localhost", "127.0.0.1", "[::1]")


def allowed_hosts(given: Iterable[str], *, base_url: str) -> list[str]:
    """Those that were given, or this machine's own; and always the one people type. Raises `WrongSetting`."""
    host = parted(base_url, "BASE_URL").hostname
    if not host:
        raise WrongSetting(f"BASE_URL names no host: “{base_url}”.")
    typed = f"[{host}]" if ":" in host else host
    return list(dict.fromkeys([*(tuple(given) or OWN), typed]))
