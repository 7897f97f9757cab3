"""Answers of services elsewhere, as they were recorded, given by a small server of our own."""

import json
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

MARKET = {
    "type": "adres",
    "weergavenaam": "Marktkade 2, 9509AA Veenkanaal",
    "id": "adr-0037-1",
    "score": 12.1,
    "straatnaam": "Marktkade",
    "huis_nlt": "2",
    "postcode": "9509AA",
    "woonplaatsnaam": "Veenkanaal",
    "gemeentecode": "0037",
    "centroide_ll": "POINT(6.905 52.995)",
}
WITHOUT_POINT = {"type": "adres", "weergavenaam": "Nergens 1", "id": "adr-0037-2"}


def documents(*found):
    return {"response": {"numFound": len(found), "start": 0, "docs": list(found)}}


@contextmanager
def served(answers):
    """A server that gives these answers by path: {"/free": answer}. An answer is JSON, bytes, a status, or a wait in
    seconds (a float). Yields its address and the questions it got."""
    asked = []

    class Recorded(BaseHTTPRequestHandler):
        def do_GET(self):
            address = urlsplit(self.path)
            asked.append((address.path, parse_qs(address.query)))
            answer = answers.get(address.path, 404)
            if callable(answer):
                answer = answer(parse_qs(address.query))
            if isinstance(answer, float):
                time.sleep(answer)
                answer = {}
            status = answer if isinstance(answer, int) else 200
            body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            with suppress(BrokenPipeError):  # who asked gave up waiting
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Recorded)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
