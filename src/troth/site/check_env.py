"""What is weak in the variables of the environment, one plain sentence each, with what to do."""

import stat
from collections.abc import Iterator
from email.utils import parseaddr
from ipaddress import ip_network
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from troth.site.env import Env

OF_THIS_MACHINE = frozenset({"", "localhost", "127.0.0.1", "::1"})
SAFE_SSL = frozenset({"require", "verify-ca", "verify-full"})
# Whoever believes more addresses than a large provider has believes strangers.
WIDEST = {4: 8, 6: 16}
# Streams for a proxy on the same machine come over this socket, and from nobody else.
PROXY_SOCKET = "run/live-http.sock"


def env_weaknesses(env: Env) -> Iterator[str]:
    """Everything that the environment asks for and that is weaker than it could be."""
    yield from door_weaknesses(env)
    yield from proxy_weaknesses(env)
    yield from mail_weaknesses(env)
    yield from push_weaknesses(env)
    yield from way_weaknesses(env)
    yield from translation_weaknesses(env)
    yield from folder_weaknesses(env)


def door_weaknesses(env: Env) -> Iterator[str]:
    """Who may come in, and under which names."""
    if env.troth_signup == "open":
        yield (
            "TROTH_SIGNUP is open: anybody who reaches this server can have an account on it. "
            "Unless that is meant, set it to invitation."
        )
    if "*" in env.allowed_hosts:
        yield (
            "ALLOWED_HOSTS is *: pages and mail can be made to name a host that is not yours. "
            "Name the hosts."
        )


def proxy_weaknesses(env: Env) -> Iterator[str]:
    """Whose word on where a request comes from is believed."""
    straight = (env.troth_state / PROXY_SOCKET).exists()
    if env.base_url.startswith("https://") and not env.trusted_proxies and not straight:
        yield (
            "BASE_URL is https, and TRUSTED_PROXIES names no proxy: everybody seems to come from the proxy, "
            "without https. Name its address, or serve with --behind-proxy."
        )
    for one in env.trusted_proxies:
        network = ip_network(one, strict=False)
        if network.prefixlen < WIDEST[network.version]:
            yield (
                f"TRUSTED_PROXIES believes {one}: almost anybody can then say where they come from. "
                "Name the addresses of your proxies alone."
            )


def mail_weaknesses(env: Env) -> Iterator[str]:
    """Mail that goes out in the clear, or in a name nobody can answer."""
    if not env.mail_url or env.troth_example:
        return
    parts = urlsplit(env.mail_url)
    clear = parts.scheme == "smtp" and parse_qs(parts.query).get("tls", ["1"])[0] == "0"
    if clear and parts.hostname not in OF_THIS_MACHINE:
        yield (
            "MAIL_URL says tls=0: mail, with sign-in codes, and its password go out in the clear. "
            "Take tls=0 away."
        )
    host = parseaddr(env.mail_from)[1].rpartition("@")[2].lower()
    if host in OF_THIS_MACHINE:
        yield (
            f"MAIL_FROM is {env.mail_from}: other servers refuse mail from there, and nobody can answer it. "
            "Give an address of your own."
        )


def push_weaknesses(env: Env) -> Iterator[str]:
    """Notifications that no browser would take."""
    if env.web_push and urlsplit(env.base_url).scheme == "http":
        host = urlsplit(env.base_url).hostname or ""
        if host not in OF_THIS_MACHINE and not host.endswith(".localhost"):
            yield (
                "WEB_PUSH is on and BASE_URL is not https: browsers show no notifications of this server. "
                "Give an https:// address, or unset WEB_PUSH."
            )


def way_weaknesses(env: Env) -> Iterator[str]:
    """What other machines on the way to the database and to Redis can read."""
    database, redis = urlsplit(env.database_url), urlsplit(env.redis_url)
    said = {name: values[0] for name, values in parse_qs(database.query).items()}
    far = database.scheme != "sqlite" and is_elsewhere(database, said.get("host", ""))
    if far and said.get("sslmode") not in SAFE_SSL:
        yield (
            "DATABASE_URL reaches another machine without sslmode: everything can be read on the way. "
            "Add ?sslmode=verify-full."
        )
    if not is_elsewhere(redis, ""):
        return
    if redis.scheme != "rediss":
        yield (
            "REDIS_URL reaches another machine in the clear: sign-in codes can be read on the way. "
            "Write rediss://."
        )
    if not redis.password:
        yield (
            "REDIS_URL has no password: whoever reaches that machine can change what is kept there. "
            "Give Redis a password, and write it into the address."
        )


def translation_weaknesses(env: Env) -> Iterator[str]:
    """What other machines on the way to the translation service can read."""
    service = urlsplit(env.translate_url)
    if service.scheme == "http" and is_elsewhere(service, ""):
        yield (
            "TRANSLATE_URL reaches another machine in the clear: the words of posts can be read on the way. "
            "Write https://."
        )


def is_elsewhere(parts: SplitResult, host: str) -> bool:
    """Whether an address leads to another machine; a folder is a socket on this one."""
    name = unquote(host or parts.hostname or "")
    return name not in OF_THIS_MACHINE and not name.startswith("/")


def folder_weaknesses(env: Env) -> Iterator[str]:
    """Who else on this machine can read the files; inside the state folder its own mode decides."""
    path = env.files_path
    if path.is_relative_to(env.troth_state) or not path.is_dir():
        return
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        yield f"The folder of files {path} can be read by others on this machine. chmod 700 it."
