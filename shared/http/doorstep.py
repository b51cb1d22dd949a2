"""Refuses what never becomes a request: too long a line or head, or bytes that are no HTTP.

The server answers such callers itself, with an empty body or a page in English. Here they hear the
same kind of problem as everybody else, and then the connection ends.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from http import HTTPStatus
from typing import Any, Final

from eventlet import wsgi
from msgspec.json import encode

from shared.http.codes import Codes
from shared.http.problems import MEDIA_TYPE, Refusal, problem_body
from shared.identity import new_id

_CODES: Final = {
    HTTPStatus.REQUEST_URI_TOO_LONG: "address_too_long",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "headers_too_large",
}
_TITLES: Final = Codes.load()
# What a refused caller is still sending is taken and thrown away, so that it can hear the answer.
_LINGER_SECONDS: Final = 1.0
_LINGER_PIECES: Final = 32
_PIECE: Final = 64 * 1024


class Doorstep(wsgi.HttpProtocol):  # type: ignore[misc]  # eventlet has no types
    """Reads requests as eventlet does; what it cannot read is answered in the house's words."""

    def send_error(self, code: int, *_prose: object) -> None:
        """Refuse with a problem; what the library would say about it is left out."""
        self._refuse(code)

    def parse_request(self) -> bool:
        """Read the head; refuse one that is too large or does not say where its body ends."""
        try:
            good: bool = super().parse_request()
        except (wsgi.HeaderLineTooLong, wsgi.HeadersTooLarge):
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
            return False
        if good and not _says_where_it_ends(self.headers):
            self._refuse(HTTPStatus.BAD_REQUEST)
            return False
        return good

    def _read_request_line(self) -> bytes:
        line: bytes = super()._read_request_line() or b""
        if len(line) >= self.server.url_length_limit:
            self._refuse(HTTPStatus.REQUEST_URI_TOO_LONG)
            return b""
        return line

    def _refuse(self, status: int) -> None:
        """Answer with a problem and end the connection."""
        self.close_connection = True
        code = _CODES.get(HTTPStatus(status), "bad_request")
        problem = problem_body(Refusal(status, code), _TITLES, str(new_id()))
        body = encode(problem)
        head = (
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n"
            f"Content-Type: {MEDIA_TYPE}\r\nContent-Length: {len(body)}\r\n"
            f"X-Correlation-Id: {problem.correlation_id}\r\n"
            "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
            "Connection: close\r\n\r\n"
        )
        with suppress(OSError):
            self.wfile.write(head.encode() + body)
            self.wfile.flush()
            self._linger()

    def _linger(self) -> None:
        """Take what is still being sent: closing on unread bytes would break the answer off."""
        self.connection.shutdown(socket.SHUT_WR)
        self.connection.settimeout(_LINGER_SECONDS)
        for _ in range(_LINGER_PIECES):
            if not self.connection.recv(_PIECE):
                return


def _says_where_it_ends(headers: Any) -> bool:
    """Say whether a head names one length, or chunks, or no body; never two of them."""
    lengths = headers.get_all("Content-Length", [])
    codings = headers.get_all("Transfer-Encoding", [])
    if codings:
        return not lengths and [each.lower() for each in codings] == ["chunked"]
    return len(lengths) < 2 and all(each.isascii() and each.isdigit() for each in lengths)  # noqa: PLR2004 - one or none
