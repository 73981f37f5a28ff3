"""A server far away, in software: real TLS on this machine, under a name and an address of the open internet."""

import socket
import ssl
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from troth.foundation.web.open_internet import Ways

OPEN = "93.184.216.34"


def certificate_in(folder: Path, host: str) -> Path:
    """Key and certificate of a server of this name, which signs for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    began = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(began)
        .not_valid_after(began + timedelta(days=3))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, SHA256())
    )
    path = folder / "both.pem"
    inside = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(inside + made.public_bytes(Encoding.PEM))
    return path


class Far:
    """Hears what is posted, and answers with the status that is set for the path, else 201."""

    def __init__(self, certificate: Path) -> None:
        self.certificate = certificate
        self.heard: list[tuple[str, dict[str, str], bytes]] = []
        self.statuses: dict[str, int] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def handler(self) -> type[BaseHTTPRequestHandler]:
        """What answers one request."""
        far = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                far.heard.append((self.path, dict(self.headers), body))
                self.send_response(far.statuses.get(self.path, 201))
                self.send_header("Location", "https://127.0.0.1/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                return

        return Handler

    @property
    def ways(self) -> Ways:
        """The name resolves into the open internet; the connection leads here."""
        return Ways(
            resolve=lambda _host, _port: [OPEN],
            dial=lambda _address, _port: socket.create_connection(
                ("127.0.0.1", self.server.server_port), timeout=3
            ),
            trust=lambda: ssl.create_default_context(cafile=str(self.certificate)),
        )

    def close(self) -> None:
        """Hang up."""
        self.server.shutdown()
        self.server.server_close()
