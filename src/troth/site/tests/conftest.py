"""Running one command of `troth` as a test: its exit code and what it says."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from troth.site.cli.main import run


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


Command = Callable[..., Ran]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run `troth` with these arguments in this process, on the test's own database."""
    importlib.import_module("troth.site.cli.commands")

    def call(*arguments: object) -> Ran:
        capsys.readouterr()
        code = run([str(one) for one in arguments])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return call
