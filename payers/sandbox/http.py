"""A small HTTP/1.1 server for loopback: one request a connection, handlers by method and path.

Serves the CORE exchange and the control endpoints from the same event loop as everything else, so the database has one
thread. Bodies are bounded; a handler's exception becomes a 500 with its name, never a dropped connection.
"""

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

LARGEST_BODY = 64 * 1024 * 1024
LARGEST_HEADER = 64 * 1024
log = logging.getLogger("payers.sandbox")


@dataclass(frozen=True)
class Request:
    """One request: header names in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Response:
    """One answer."""

    status: int
    body: bytes
    content_type: str = "application/json"


class BadRequest(Exception):
    """What came is not HTTP as spoken here; `status` says how."""

    def __init__(self, status: int):
        super().__init__(HTTPStatus(status).phrase)
        self.status = status


Handler = Callable[[Request], Response]


@dataclass
class HttpServer:
    """Routes are (method, path) -> handler."""

    routes: dict[tuple[str, str], Handler] = field(default_factory=dict)

    async def listen(self, host: str, port: int) -> asyncio.Server:
        return await asyncio.start_server(self._serve, host, port, limit=LARGEST_HEADER)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            response = self._answer(await _read_request(reader))
        except BadRequest as problem:
            response = json_response({"error": str(problem)}, status=problem.status)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()
            return
        writer.write(_encode(response))
        try:
            await writer.drain()
            writer.close()
            await writer.wait_closed()
        except ConnectionError:
            pass

    def _answer(self, request: Request) -> Response:
        handler = self.routes.get((request.method, request.path))
        if handler is None:
            known = any(path == request.path for _, path in self.routes)
            raise BadRequest(HTTPStatus.METHOD_NOT_ALLOWED if known else HTTPStatus.NOT_FOUND)
        try:
            return handler(request)
        except BadRequest:
            raise
        except Exception as problem:
            log.exception("%s %s failed", request.method, request.path)
            return json_response({"error": f"{type(problem).__name__}: {problem}"}, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def json_response(content: object, *, status: int = HTTPStatus.OK) -> Response:
    return Response(status, json.dumps(content).encode())


async def _read_request(reader: asyncio.StreamReader) -> Request:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.LimitOverrunError as problem:
        raise BadRequest(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE) from problem
    request_line, *header_lines = head.rstrip("\r\n").split("\r\n")
    parts = request_line.split(" ")
    if len(parts) != 3:
        raise BadRequest(HTTPStatus.BAD_REQUEST)
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in header_lines)}
    return Request(parts[0], parts[1].partition("?")[0], headers, await _read_body(reader, headers))


async def _read_body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    length = headers.get("content-length", "0")
    if "transfer-encoding" in headers:
        raise BadRequest(HTTPStatus.LENGTH_REQUIRED)
    if not length.isdecimal():
        raise BadRequest(HTTPStatus.BAD_REQUEST)
    if int(length) > LARGEST_BODY:
        raise BadRequest(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return await reader.readexactly(int(length))


def _encode(response: Response) -> bytes:
    head = (
        f"HTTP/1.1 {response.status} {HTTPStatus(response.status).phrase}\r\n"
        f"Content-Type: {response.content_type}\r\nContent-Length: {len(response.body)}\r\nConnection: close\r\n\r\n"
    )
    return head.encode("latin-1") + response.body
