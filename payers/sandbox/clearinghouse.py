"""The clearinghouse: reads what was uploaded, answers for itself, passes claims to their payers and questions to its files.

One job, `read_upload`: per interchange a TA1 where it is refused (or asked for), per group a 999, per accepted batch of
claims its own 277CA and a job for each payer, per accepted batch of questions (276, 270) the answers. All of one upload is one transaction.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from payers import x12
from payers.sandbox.chance import happens, pick
from payers.sandbox.claim_acknowledgement import FORWARDED, Verdict, claim_acknowledgement, clearinghouse_party
from payers.sandbox.claims import KnownClaim
from payers.sandbox.filed import FiledClaim, filed_claims
from payers.sandbox.parts import Parts
from payers.sandbox.plan_book import Rejection
from payers.x12 import set_999, ta1

WRONG_RECEIVER, WRONG_USAGE, REPEATED = "008", "020", "025"
PAYER_UNKNOWN = Rejection("A7", "116", "PR")
UNPROCESSABLE = Rejection("A3", "21", "")


@dataclass(frozen=True)
class Answerer:
    """Who answers a kind of question: the kind of the answer, and `answer(model, account=..., at=...)` that makes it."""

    kind: str
    answer: Callable


class Clearinghouse:
    """What happens to an upload."""

    def __init__(self, parts: Parts, *, answerers: dict[str, Answerer]):
        self.parts, self.answerers = parts, answerers
        self.store, self.claims, self.book, self.faults, self.clock = parts.store, parts.claims, parts.book, parts.faults, parts.clock
        parts.schedule.register("read_upload", self.read_upload)

    def read_upload(self, *, at: datetime, upload: int) -> None:
        """Answer one uploaded file. A file without a readable envelope cannot be answered: the job keeps the problem."""
        row = self.store.row("SELECT * FROM upload WHERE id = ?", upload)
        for interchange in x12.read(row["content"]).interchanges:
            note = self._refusal(interchange, upload)
            if note is not None or interchange.acknowledgement_requested:
                self._send_ta1(interchange, note, account=row["account"], at=at)
            if note is None:
                for group in interchange.groups:
                    self._read_group(group, interchange, account=row["account"], at=at)

    def _refusal(self, interchange: x12.Interchange, upload: int) -> str | None:
        """The TA105 for which an interchange is refused whole, or None; an accepted one is remembered."""
        if interchange.receiver != self.book.clearinghouse_id:
            return WRONG_RECEIVER
        if interchange.usage != "T":
            return WRONG_USAGE
        if x12.has_errors(interchange.findings):
            return ta1.acknowledge(interchange).note
        sender, control = interchange.sender, interchange.control
        if self.store.row("SELECT 1 FROM interchange WHERE sender = ? AND control = ?", sender, control):
            return REPEATED
        self.store.execute("INSERT INTO interchange VALUES (?, ?, ?)", sender, control, upload)
        return None

    def _send_ta1(self, interchange: x12.Interchange, note: str | None, *, account: str, at: datetime) -> None:
        answer = ta1.acknowledge(interchange, code="R" if note else None, note=note)
        self.parts.send(acknowledgements=(answer,), kind="TA1", source=self.parts.house, to=interchange.sender, account=account, at=at)

    def _read_group(self, group: x12.Group, interchange: x12.Interchange, *, account: str, at: datetime) -> None:
        """Answer a group by a 999, then act on each transaction that it accepts. A 999 itself is never answered."""
        if group.functional_id == "FA":
            return
        findings = {transaction.control: self._findings(transaction) for transaction in group.transactions}
        answer = set_999.acknowledge(group, findings)
        self.parts.send(answer, kind="999", source=self.parts.house, to=interchange.sender, account=account, at=at)
        for transaction, verdict in zip(group.transactions, answer.sets, strict=True):
            if verdict.accepted:
                self._act(transaction, submitter=interchange.sender, account=account, at=at)

    def _findings(self, transaction: x12.Transaction) -> tuple[x12.Finding, ...]:
        """What is wrong with a transaction, a set that nobody reads here and the fault `rejected_file` included."""
        findings = x12.check(transaction)
        if transaction.type not in ("837P", *self.answerers):
            findings += (_refused("unsupported_set", f"{transaction.type} is not taken here"),)
        if self.faults.take("rejected_file", kind="999"):
            findings += (_refused("refused_on_request", "refused because a fault was ordered"),)
        return findings

    def _act(self, transaction: x12.Transaction, *, submitter: str, account: str, at: datetime) -> None:
        model = x12.parse(transaction)
        if transaction.type == "837P":
            self._take_claims(filed_claims(model, submitter=submitter), account=account, at=at)
        else:
            answerer = self.answerers[transaction.type]
            answer = answerer.answer(model, account=account, at=at)
            self.parts.send(answer, kind=answerer.kind, source=self.parts.house, to=submitter, account=account, at=at)

    def _take_claims(self, filed: list[FiledClaim], *, account: str, at: datetime) -> None:
        """Number the claims of a batch, reject or forward each, and say so in one 277CA."""
        refusal = UNPROCESSABLE if self.faults.take("rejected_file", kind="277CA", source=self.book.clearinghouse_id) else None
        known = [self.claims.get(self.claims.add(claim, account=account, at=at)) for claim in filed]
        verdicts = [Verdict(claim, refusal or self._rejection(claim.filed), FORWARDED) for claim in known]
        for verdict in verdicts:
            if verdict.rejection:
                self.claims.reject(verdict.claim.id, verdict.rejection, at=at)
        self._forward([verdict.claim for verdict in verdicts if not verdict.rejection], at)
        if verdicts:
            self._acknowledge(verdicts, account=account, at=at)

    def _forward(self, claims: list[KnownClaim], at: datetime) -> None:
        by_payer = defaultdict(list)
        for claim in claims:
            by_payer[claim.payer].append(claim.id)
        for payer, ids in by_payer.items():
            due_at = self.clock.after(at, self.book.payers[payer].acknowledges_after)
            self.parts.schedule.add("receive_claims", due_at=due_at, payer=payer, claims=ids)

    def _acknowledge(self, verdicts: list[Verdict], *, account: str, at: datetime) -> None:
        house, local = self.parts.house, at.astimezone(self.clock.zone)
        report = claim_acknowledgement(
            verdicts,
            source=clearinghouse_party(self.book.clearinghouse_name, house),
            reference=f"{house}{self.store.next_number('claim acknowledgement'):09d}",
            on=local.date(),
            time=f"{local:%H%M}",
        )
        self.parts.send(report, kind="277CA", source=house, to=verdicts[0].claim.filed.submitter, account=account, at=at)

    def _rejection(self, claim: FiledClaim) -> Rejection | None:
        """Why the clearinghouse does not pass a claim on, if it does not."""
        if claim.payer not in self.book.payers:
            return PAYER_UNKNOWN
        number = claim.patient_control_number
        if claim.frequency == "1" and happens(self.book, self.book.rejected_share, "clearinghouse", number):
            return pick(self.book, self.book.rejections, "clearinghouse rejection", number).rejected
        return None


def _refused(code: str, message: str) -> x12.Finding:
    return x12.Finding(x12.ERROR, code, segment="ST", segment_number=1, element="ST01", message=message)
