"""A time stamp authority made by openssl for the length of a test: its own root, a short-lived certificate, HTTP."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CONFIGURATION = """
[tsa]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
accuracy = secs:1
"""
EXTENSIONS = "extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n"


class Authority:
    """Makes the certificates and answers queries."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        (folder / "serial").write_text("01\n")
        (folder / "extensions").write_text(EXTENSIONS)
        (folder / "openssl.cnf").write_text(CONFIGURATION.format(folder=folder))
        new = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "root.key", "-out", "root.pem"]
        self._openssl(*new, "-subj", "/CN=Root for tests", "-days", "3650")
        self._openssl(
            "req", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=TSA"
        )
        sign = ["x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial"]
        self._openssl(*sign, "-out", "tsa.pem", "-days", "2", "-extfile", "extensions")

    @property
    def root(self) -> bytes:
        """What an auditor trusts."""
        return (self._folder / "root.pem").read_bytes()

    def reply(self, query: bytes) -> bytes:
        """Answer one query."""
        (self._folder / "query.tsq").write_bytes(query)
        made = ["ts", "-reply", "-config", "openssl.cnf", "-section", "tsa"]
        self._openssl(*made, "-queryfile", "query.tsq", "-out", "reply.tsr")
        return (self._folder / "reply.tsr").read_bytes()

    def verifies(self, token: bytes, data: bytes) -> bool:
        """What openssl says of a token."""
        (self._folder / "token.tsr").write_bytes(token)
        (self._folder / "data").write_bytes(data)
        command = ["openssl", "ts", "-verify", "-in", "token.tsr", "-data", "data", "-CAfile", "root.pem"]
        return subprocess.run(command, cwd=self._folder, capture_output=True).returncode == 0

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self._folder, check=True, capture_output=True)


@contextmanager
def serving(authority: Authority) -> Iterator[str]:
    """The authority over HTTP, and where."""

    class Handler(BaseHTTPRequestHandler):
        """Answers every POST."""

        def do_POST(self) -> None:
            """Answer one query."""
            body = authority.reply(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
