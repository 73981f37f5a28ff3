"""A server says that it is ready when it is, and that a port is taken when it is."""

import socket
from pathlib import Path

import pytest

from troth.site.serving.ports import answers, port_is_free


def test_a_port_that_somebody_holds_is_not_free() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        assert not port_is_free(holder.getsockname()[1])


def test_a_socket_answers_only_once_somebody_listens(tmp_path: Path) -> None:
    path = tmp_path / "web.sock"
    assert not answers(path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        assert path.exists()
        assert not answers(path)
        server.listen()
        assert answers(path)


@pytest.mark.parametrize("kind", [socket.SOCK_STREAM, socket.SOCK_DGRAM])
def test_a_socket_whose_server_is_gone_does_not_answer(
    tmp_path: Path, kind: socket.SocketKind
) -> None:
    path = tmp_path / "live.sock"
    with socket.socket(socket.AF_UNIX, kind) as server:
        server.bind(str(path))
    assert not answers(path)
