"""Questions in real time: POST /core, a CORE envelope with a 276 or 270 in it, answered with the 277 or 271 at once.

A wrong envelope is answered in the rule's own way (PayloadType CoreEnvelopeError with its code); a wrong interchange by
a TA1 or 999 as payload; the system down by a 503.
"""

import hmac
from http import HTTPStatus
from typing import TYPE_CHECKING

from payers import x12
from payers.sandbox.core_envelope import Envelope, EnvelopeError, answer_fields, read, write
from payers.sandbox.http import Request, Response, json_response
from payers.sandbox.state import ACCOUNT
from payers.sandbox.writing import Letterhead
from payers.x12 import set_999, ta1

if TYPE_CHECKING:
    from payers.sandbox.service import Sandbox

ANSWER_999, ANSWER_TA1, ENVELOPE_ERROR = "X12_999_Response_005010X231A1", "X12_TA1_Response_00501X231A1", "CoreEnvelopeError"
QUESTIONS = {"X12_276_Request_005010X212": "276", "X12_270_Request_005010X279A1": "270"}
ANSWERS = {"277": "X12_277_Response_005010X212", "271": "X12_271_Response_005010X279A1"}


class CoreExchange:
    """The handler of POST /core."""

    def __init__(self, sandbox: "Sandbox"):
        self.sandbox = sandbox
        self.letterhead = Letterhead(sandbox.book, sandbox.clock)

    def handle(self, request: Request) -> Response:
        if self.sandbox.take_fault("system_down", channel="http"):
            return json_response({"error": "the system is down"}, status=HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            envelope = read(request.headers.get("content-type", ""), request.body)
            self._check(envelope)
            payload_type, payload = self._answer(envelope)
            fields = answer_fields(envelope.fields, payload_type=payload_type)
        except EnvelopeError as problem:
            payload = b""
            fields = answer_fields({}, payload_type=ENVELOPE_ERROR, code=problem.code, message=str(problem))
        content_type, body = write(fields, payload)
        return Response(HTTPStatus.OK, body, content_type)

    def _check(self, envelope: Envelope) -> None:
        """Refuse strangers, other receivers, and questions nobody answers here."""
        credentials, fields = self.sandbox.state.credentials, envelope.fields
        password = hmac.compare_digest(fields.get("Password", "").encode(), credentials.password.encode())
        if fields.get("UserName") != credentials.username or not password:
            raise EnvelopeError("UnAuthorized", "user name or password is not right")
        if fields["ReceiverID"] != self.sandbox.book.clearinghouse_id:
            raise EnvelopeError("ReceiverIDIllegal", f"the receiver here is {self.sandbox.book.clearinghouse_id}")
        if fields["PayloadType"] not in QUESTIONS:
            raise EnvelopeError("PayloadTypeIllegal", f"answered here: {', '.join(QUESTIONS)}")

    def _answer(self, envelope: Envelope) -> tuple[str, bytes]:
        """(payload type, payload) for a question whose envelope is in order."""
        try:
            interchange = x12.read(envelope.payload).interchanges[0]
        except x12.Unreadable as problem:
            raise EnvelopeError("PayloadIllegal", f"the payload is no interchange: {problem.code}") from problem
        transactions = [transaction for group in interchange.groups for transaction in group.transactions]
        wrong = interchange.usage != "T" or x12.has_errors(interchange.findings) or not transactions
        if wrong:
            note = "020" if interchange.usage != "T" else ta1.acknowledge(interchange).note if interchange.findings else "024"
            return ANSWER_TA1, self._write(interchange, acknowledgements=(ta1.acknowledge(interchange, code="R", note=note),))
        return self._answer_transaction(transactions[0], interchange, QUESTIONS[envelope.fields["PayloadType"]])

    def _answer_transaction(self, transaction: x12.Transaction, interchange: x12.Interchange, wanted: str) -> tuple[str, bytes]:
        findings = x12.check(transaction)
        if transaction.type != wanted:
            raise EnvelopeError("PayloadIllegal", f"the payload is a {transaction.type}, not a {wanted}")
        if x12.has_errors(findings):
            return ANSWER_999, self._write(interchange, set_999.acknowledge(interchange.groups[0], {transaction.control: findings}))
        answerer = self.sandbox.answerers[wanted]
        answer = answerer.answer(x12.parse(transaction), account=ACCOUNT, at=self.sandbox.clock.now())
        return ANSWERS[answerer.kind], self._write(interchange, answer)

    def _write(self, interchange: x12.Interchange, *models, acknowledgements=()) -> bytes:
        writer = self.letterhead.writer(*models, to=interchange.sender, at=self.sandbox.clock.now(), acknowledgements=acknowledgements)
        with self.sandbox.store.transaction():
            control = self.sandbox.store.next_number("real-time interchange")
        return writer(control)
