"""`python -m troth.foundation.live.front`: the live process, with the one address of the house."""

import argparse
import asyncio
import errno
import logging
import os
import resource
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import uvloop

from troth.foundation.live.ears import Taken
from troth.foundation.live.front.pages import ready
from troth.foundation.live.front.parts import Settings
from troth.foundation.live.front.process import Process


def port(text: str) -> int:
    """A port's number; 0 stands for any free one. Raises `ValueError`."""
    number = int(text)
    if not 0 <= number < 65536:
        raise ValueError(text)
    return number


def read_settings(argv: Sequence[str], environ: Mapping[str, str]) -> Settings:
    """The settings: what the environment says, unless the command line says otherwise."""
    state = Path(environ.get("TROTH_STATE") or "var").expanduser().resolve()
    parser = argparse.ArgumentParser(
        prog="python -m troth.foundation.live.front", description=__doc__
    )
    parser.add_argument("--host", default="localhost", help="name or address to listen on")
    parser.add_argument("--port", type=port, default=environ.get("PORT") or "8000")
    parser.add_argument("--run", type=Path, default=state / "run", help="the folder of the sockets")
    parser.add_argument("--database", default=environ.get("DATABASE_URL", ""), metavar="URL")
    parser.add_argument("--redis", default=environ.get("REDIS_URL", ""), metavar="URL")
    parser.add_argument(
        "--trusted-proxy",
        action="append",
        default=[
            one.strip() for one in environ.get("TRUSTED_PROXIES", "").split(",") if one.strip()
        ],
        help="address or network whose forwarded headers are believed; may be repeated",
    )
    parser.add_argument(
        "--behind-proxy",
        action="store_true",
        help="serve /live/ alone, on live-http.sock in the run folder",
    )
    said = parser.parse_args(argv)
    database = said.database
    if database in {"", "sqlite://", "sqlite:///"}:
        database = f"sqlite:///{state / 'troth.sqlite3'}"
    return Settings(
        run=said.run.resolve(),
        database=database,
        redis=said.redis,
        host=said.host,
        port=said.port,
        behind_proxy=said.behind_proxy,
        trusted_proxies=tuple(said.trusted_proxy),
    )


async def serve(settings: Settings) -> None:
    """Run until a signal comes."""
    process = Process(settings)
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, process.over.set)
    listening = await process.start()
    address = (
        f"http://{settings.host}:{listening}" if listening else str(settings.run / "live-http.sock")
    )
    print(ready(listening, address), flush=True)  # noqa: T201  whoever started us waits for this line
    await process.over.wait()
    await process.stop()


def explain(error: Exception, settings: Settings) -> str:
    """One plain line that says what stands in the way and what to do."""
    if isinstance(error, Taken):
        return f"Troth is already running with this folder ({error}). Stop it first, or use another TROTH_STATE."
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return f"Port {settings.port} is taken. Choose another one, for example PORT={settings.port + 1}."
    if isinstance(error, OSError) and error.errno == errno.EACCES:
        return (
            f"Port {settings.port} needs more rights. Choose one above 1023, for example PORT=8000."
        )
    return f"Troth cannot listen: {error}. Check PORT, TROTH_STATE and DATABASE_URL."


def main(argv: Sequence[str] = tuple(sys.argv[1:])) -> int:
    """Exit code 0 after a clean stop, 2 where it could not begin."""
    settings = read_settings(argv, os.environ)
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    # Every reader is an open file; the soft limit is often 1,024.
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    try:
        uvloop.run(serve(settings))
    except (OSError, ValueError, Taken, ImportError) as error:
        print(explain(error, settings), file=sys.stderr)  # noqa: T201
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
