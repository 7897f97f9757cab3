"""Scanners: the fake of our tests and clamd's adapter keep the same contract; clamd is a real socket here."""

import socketserver
import struct
import threading
from contextlib import contextmanager

import pytest

from wijkwerk.foundation.files import clamd
from wijkwerk.foundation.files.scanning import ScannerIsAway
from wijkwerk.foundation.files.tests.test_operations import finds_harm


class Clamd(socketserver.StreamRequestHandler):
    """Speaks as clamd does, and finds what the fake finds."""

    def handle(self):
        if self.rfile.read(10) != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while length := struct.unpack(">I", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
        if b"BREAK" in content:
            self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
        elif b"SILENCE" not in content:
            self.wfile.write(b"stream: Invented.Harm FOUND\0" if b"HARM" in content else b"stream: OK\0")


@contextmanager
def serving(server):
    with server:
        thread = threading.Thread(target=server.serve_forever, args=[0.01])
        thread.start()
        yield
        server.shutdown()
        thread.join()


@pytest.fixture
def unix_clamd(tmp_path, settings):
    settings.CLAMD_ADDRESS = str(tmp_path / "clamd.ctl")
    with serving(socketserver.ThreadingUnixStreamServer(settings.CLAMD_ADDRESS, Clamd)):
        yield clamd.scan


@pytest.fixture
def tcp_clamd(settings):
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd)
    settings.CLAMD_ADDRESS = f"127.0.0.1:{server.server_address[1]}"
    with serving(server):
        yield clamd.scan


@pytest.fixture
def fake():
    return finds_harm


@pytest.mark.parametrize("scanner", ["fake", "unix_clamd", "tcp_clamd"])
@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"harmless", ""),
        (b"", ""),
        (b"x" * 300_000, ""),
        (b"HARM", "Invented.Harm"),
        (b"x" * 300_000 + b"HARM", "Invented.Harm"),
    ],
    ids=["harmless", "nothing", "long", "harm", "harm at the end"],
)
def test_a_scanner_says_what_it_found(request, scanner, content, found):
    assert request.getfixturevalue(scanner)(content) == found


@pytest.mark.parametrize("content", [b"BREAK", b"SILENCE"])
def test_an_answer_that_is_no_answer_is_not_taken_for_a_yes(unix_clamd, content):
    with pytest.raises(ScannerIsAway):
        unix_clamd(content)


@pytest.mark.parametrize("address", ["/nowhere/clamd.ctl", "127.0.0.1:1"])
def test_a_clamd_that_is_not_there_is_away(settings, address):
    settings.CLAMD_ADDRESS = address
    with pytest.raises(ScannerIsAway):
        clamd.scan(b"harmless")
