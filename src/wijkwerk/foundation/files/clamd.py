"""ClamAV as scanner: `PHOTO_SCANNER=wijkwerk.foundation.files.clamd.scan`, and `CLAMD_ADDRESS` its socket or host:port.

Speaks clamd's INSTREAM: pieces with their length before them, an empty one at the end, one line back.
"""

from __future__ import annotations

import socket
import struct

from django.conf import settings

from wijkwerk.foundation.files.scanning import ScannerIsAway

_PIECE = 1 << 16
_TIME_LIMIT = 20.0  # seconds
_LONGEST_ANSWER = 4096


def scan(content: bytes) -> str:
    """What clamd found, `""` for nothing."""
    try:
        with _connected(settings.CLAMD_ADDRESS) as clamd:
            clamd.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), _PIECE):
                piece = content[start : start + _PIECE]
                clamd.sendall(struct.pack(">I", len(piece)) + piece)
            clamd.sendall(struct.pack(">I", 0))
            answer = _answer(clamd)
    except OSError as problem:
        raise ScannerIsAway("clamd cannot be reached") from problem
    if answer == "stream: OK":
        return ""
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    raise ScannerIsAway(f"clamd says: {answer}")


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        clamd = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        clamd.settimeout(_TIME_LIMIT)
        try:
            clamd.connect(address)
        except OSError:
            clamd.close()
            raise
        return clamd
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=_TIME_LIMIT)


def _answer(clamd: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
        piece = clamd.recv(_LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0").decode(errors="replace").strip()
