"""The CORE exchange against a server that answers what a test wants."""

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from config.shared import secret_box
from payers.models import Connection, ConnectionSecret
from payers.sandbox.core_envelope import read
from payers.transports import core_http
from payers.transports.base import SecretMissing, TransportError
from payers.transports.core_http import CoreAddressMissing, CoreHttp, CoreRefused
from tests.factories.payers import ConnectionFactory
from tests.payers.exchange import AT

PAYLOAD = b"ISA*00*~ST*277*0001~NM1*IL*1*OKAF\xc3\x93R*ADA~\r\nSE*3*0001~"


def form(boundary: str = "b", **fields: bytes) -> tuple[str, bytes]:
    body = b"".join(b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (boundary.encode(), name.encode(), value) for name, value in fields.items())
    return f"multipart/form-data; boundary={boundary}", body + f"--{boundary}--\r\n".encode()


class Payer(ThreadingHTTPServer):
    """Answers with `answer(envelope)` -> (status, content type, body); keeps what it was asked."""

    answer: Callable
    asked: list
    paths: list


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        envelope = read(self.headers["Content-Type"], self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(envelope)
        self.server.paths.append(self.path)
        status, kind, body = self.server.answer(envelope)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args) -> None:
        return None


@pytest.fixture
def payer():
    with Payer(("127.0.0.1", 0), Handler) as server:
        server.asked, server.paths = [], []
        server.answer = lambda _: (200, *form(ErrorCode=b"Success", ErrorMessage=b"None", Payload=PAYLOAD))
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def connection(payer) -> Connection:
    found = ConnectionFactory.build(core_url=f"http://127.0.0.1:{payer.server_port}/core/now?route=1")
    found.secret = ConnectionSecret(sealed_password=secret_box.seal("open sesame"))
    return found


def ask(connection: Connection) -> bytes:
    return CoreHttp().ask(connection=connection, payload_type="X12_276_Request_005010X212", payload=b"ISA*276~", at=AT)


def test_the_answer_is_the_payload_byte_by_byte(connection):
    assert ask(connection) == PAYLOAD


def test_the_request_carries_what_the_rule_demands(connection, payer):
    ask(connection)

    (asked,) = payer.asked
    assert (asked.payload, asked.fields["PayloadType"], asked.fields["ProcessingMode"]) == (b"ISA*276~", "X12_276_Request_005010X212", "RealTime")
    assert (asked.fields["SenderID"], asked.fields["ReceiverID"], asked.fields["TimeStamp"]) == ("LARKFIELD", "SANDBOX", "2026-11-23T15:00:00Z")
    assert (asked.fields["UserName"], asked.fields["Password"]) == ("practice", "open sesame")
    assert payer.paths == ["/core/now?route=1"]


def test_each_request_has_an_id_of_its_own(connection, payer):
    ask(connection)
    ask(connection)

    assert len({asked.fields["PayloadID"] for asked in payer.asked}) == 2


def test_a_refusal_says_its_code_and_no_retry_helps(connection, payer):
    payer.answer = lambda _: (200, *form(ErrorCode=b"UnAuthorized", Payload=b"x"))

    with pytest.raises(CoreRefused, match="refused the request") as caught:
        ask(connection)
    assert caught.value.context["error_code"] == "UnAuthorized"
    assert not caught.value.retryable


@pytest.mark.parametrize("answer", [(200, "text/html", b"<h1>Login</h1>"), (302, "text/plain", b""), (200, "multipart/form-data", b"--")])
def test_what_is_no_envelope_is_a_refusal(connection, payer, answer):
    payer.answer = lambda _: answer

    with pytest.raises(CoreRefused):
        ask(connection)


def test_a_system_that_is_down_may_be_asked_again(connection, payer):
    payer.answer = lambda _: (503, "text/plain", b"later")

    with pytest.raises(TransportError) as caught:
        ask(connection)
    assert caught.value.retryable


def test_an_answer_without_end_is_not_taken_into_memory(connection, payer, monkeypatch):
    monkeypatch.setattr(core_http, "MOST_BYTES", 100)

    with pytest.raises(TransportError):
        ask(connection)


def test_nobody_listens(connection, payer):
    connection.core_url = "http://127.0.0.1:9/core"

    with pytest.raises(TransportError):
        ask(connection)


def test_a_connection_without_an_address_or_a_secret_says_so(connection):
    connection.core_url = ""
    with pytest.raises(CoreAddressMissing):
        ask(connection)
    with pytest.raises(SecretMissing):
        ask(ConnectionFactory.build(core_url="http://127.0.0.1:9/core"))
