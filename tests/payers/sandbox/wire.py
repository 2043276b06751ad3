"""What a client of the sandbox does, for its tests: makes 837 files, uploads and picks up by SFTP (paramiko), asks by HTTP."""

import base64
import io
import uuid
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from http.client import HTTPConnection

import paramiko

from payers import x12
from payers.x12 import set_837p
from payers.x12.claim_status import Inquiry, StatusRequest
from payers.x12.model import Contact
from payers.x12.set_837p.model import Claim, ClaimBatch, Diagnosis, Insurance, ServiceLine
from tests.payers.sandbox.in_process import InProcess

SENDER, NPI = "LARKFIELD", "1234567893"
SERVICE_DATE = date(2026, 11, 2)
SENT_AT = "2026-11-03T15:00:00Z"
PRACTICE = x12.organisation(
    "LARKFIELD FAMILY MEDICINE",
    id_qualifier="XX",
    id=NPI,
    taxonomy="207Q00000X",
    address=x12.Address("12 MAIN ST", "", "MOBILE", "AL", "366020001"),
    references=(x12.Reference("EI", "630999888"),),
)
ADA = x12.person(
    "TOLBERT",
    "ADA",
    id_qualifier="MI",
    id="RVM5519220",
    birth_date=date(1958, 3, 9),
    sex="F",
    address=x12.Address("4 OAK LN", "", "MOBILE", "AL", "366020002"),
)


def service(procedure="99214", charge="180.00", *, modifiers=(), units="1", pointers=("1",), control_number=None, **more) -> ServiceLine:
    return ServiceLine(
        procedure=procedure,
        charge=Decimal(charge),
        units=Decimal(units),
        pointers=pointers,
        modifiers=tuple(modifiers),
        service_date=more.pop("service_date", SERVICE_DATE),
        control_number=control_number or f"L{procedure}{uuid.uuid4().hex[:6]}".upper(),
        **more,
    )


def claim(*lines: ServiceLine, payer="RVM01", number=None, member=None, diagnoses=("M25561",), **more) -> Claim:
    lines = lines or (service(),)
    subscriber = replace(ADA, id=member) if member else ADA
    return Claim(
        patient_control_number=number or f"P{uuid.uuid4().hex[:11]}".upper(),
        charge=sum(line.charge for line in lines),
        place_of_service=more.pop("place_of_service", "11"),
        billing_provider=more.pop("billing_provider", PRACTICE),
        subscriber=subscriber,
        insurance=more.pop("insurance", Insurance(rank="P", relationship="18", claim_filing="CI")),
        payer=x12.organisation("PAYER", id_qualifier="PI", id=payer),
        diagnoses=tuple(Diagnosis("ABF" if index else "ABK", code) for index, code in enumerate(diagnoses)),
        lines=lines,
        **more,
    )


def adas_visit(**more) -> Claim:
    """The visit of the first story: an office visit and an injection for pain alone."""
    return claim(service("99214", "180.00", modifiers=("25",)), service("20610", "150.00", modifiers=("RT",)), **more)


def interchange(*models, control=1, usage="T", receiver="SANDBOX", **more) -> bytes:
    envelope = x12.Envelope(
        sender=SENDER, receiver=receiver, control=control, usage=usage, at=datetime(2026, 11, 3, 9, 0), group_control=control, **more
    )
    return x12.write(envelope, list(models))


def batch(*claims: Claim, reference="BATCH1", control="0001") -> ClaimBatch:
    return set_837p.ClaimBatch(
        reference=reference,
        date=date(2026, 11, 3),
        time="0900",
        claims=claims,
        control=control,
        submitter=x12.organisation("LARKFIELD", id_qualifier="46", id=SENDER, contacts=(Contact("IC", "BILLING", (("TE", "2515550100"),)),)),
        receiver=x12.organisation("SANDBOX CLEARING", id_qualifier="46", id="SANDBOX"),
    )


def claim_file(*claims: Claim, control=1, **envelope) -> bytes:
    return interchange(batch(*claims, reference=f"BATCH{control}"), control=control, **envelope)


def status_request(payer: str, *, number="", payer_number="", charge="330.00", trace="T1") -> StatusRequest:
    inquiry = Inquiry(
        source=x12.organisation("PAYER", id_qualifier="PI", id=payer),
        receiver=x12.organisation("LARKFIELD", id_qualifier="46", id=SENDER),
        provider=x12.organisation("LARKFIELD FAMILY MEDICINE", id_qualifier="XX", id=NPI),
        subscriber=ADA,
        trace=trace,
        patient_control_number=number,
        payer_control_number=payer_number,
        amount=Decimal(charge),
        service_date=SERVICE_DATE,
    )
    return StatusRequest(reference="ASK1", date=date(2026, 11, 3), time="0900", inquiries=(inquiry,))


@contextmanager
def sftp_session(sandbox, *, username=None, password=None, key=None):
    """A paramiko session that trusts only the sandbox's published host key."""
    client = paramiko.SSHClient()
    kind, body = sandbox.host_key.split()[:2]
    client.get_host_keys().add(f"[{sandbox.host}]:{sandbox.sftp_port}", kind, paramiko.PKey.from_type_string(kind, base64.b64decode(body)))
    credentials = {"pkey": key} if key else {"password": password or sandbox.password}
    client.connect(
        sandbox.host,
        sandbox.sftp_port,
        username=username or sandbox.username,
        **credentials,
        allow_agent=False,
        look_for_keys=False,
        timeout=10,
    )
    try:
        session = client.open_sftp()
        yield session
    finally:
        client.close()


def upload(sandbox, name: str, content: bytes) -> None:
    """Put a file into the inbox as a client does (by SFTP where the sandbox is a process of its own)."""
    if isinstance(sandbox, InProcess):
        sandbox.put(name, content)
    else:
        with sftp_session(sandbox) as session:
            session.putfo(io.BytesIO(content), f"/inbox/{name}.tmp")
            session.rename(f"/inbox/{name}.tmp", f"/inbox/{name}")


def listing(sandbox, folder="inbox") -> list[str]:
    with sftp_session(sandbox) as session:
        return sorted(session.listdir(f"/{folder}"))


def pick_up(sandbox, kind: str | None = None) -> dict[str, bytes]:
    """Every file of the outbox (of one kind), by name, in the order of their names."""
    files = sandbox.files() if isinstance(sandbox, InProcess) else _fetch_all(sandbox)
    return {name: files[name] for name in sorted(files) if kind is None or f"_{kind}_" in name}


def _fetch_all(sandbox) -> dict[str, bytes]:
    with sftp_session(sandbox) as session:
        return {name: session.open(f"/outbox/{name}").read() for name in session.listdir("/outbox")}


def models(sandbox, kind: str, *, source: str = "") -> list:
    """The transactions of every file of one kind, parsed, oldest file first; their checks find nothing."""
    found = []
    for name, content in sorted(pick_up(sandbox, kind).items(), key=lambda item: item[0].rsplit("_", 1)[-1]):
        if name.startswith(source):
            for transaction in x12.read(content).transactions():
                errors = [str(finding) for finding in x12.check(transaction) if finding.severity == x12.ERROR]
                assert not errors, f"{errors} in {content.decode()}"
                found.append(x12.parse(transaction))
    return found


def ask(sandbox, payload: bytes, *, payload_type="X12_276_Request_005010X212", **changed) -> tuple[dict[str, str], bytes]:
    """One CORE exchange: (fields of the answer, its payload)."""
    fields = {
        "PayloadType": payload_type,
        "ProcessingMode": "RealTime",
        "PayloadID": str(uuid.uuid4()),
        "TimeStamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "UserName": sandbox.username,
        "Password": sandbox.password,
        "SenderID": SENDER,
        "ReceiverID": "SANDBOX",
        "CORERuleVersion": "2.2.0",
    } | changed
    parts = [(name, value.encode()) for name, value in fields.items() if value is not None] + [("Payload", payload)]
    body = b"".join(b'--XbCY\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), value) for name, value in parts)
    status, kind, answer = post(sandbox, "/core", body + b"--XbCY--\r\n", "multipart/form-data; boundary=XbCY")
    assert status == 200, answer
    boundary = kind.split("boundary=")[1].encode()
    read = dict(_part(part) for part in answer.split(b"--" + boundary)[1:-1])
    return {name: value.decode() for name, value in read.items() if name != "Payload"}, read["Payload"]


def post(sandbox, path: str, body: bytes, content_type: str, **headers) -> tuple[int, str, bytes]:
    if isinstance(sandbox, InProcess):
        return sandbox.post(path, body, content_type)
    connection = HTTPConnection(sandbox.host, sandbox.http_port, timeout=30)
    try:
        connection.request("POST", path, body, {"Content-Type": content_type, **headers})
        response = connection.getresponse()
        return response.status, response.headers["Content-Type"], response.read()
    finally:
        connection.close()


def _part(part: bytes) -> tuple[str, bytes]:
    head, _, content = part.partition(b"\r\n\r\n")
    return head.split(b'name="')[1].split(b'"')[0].decode(), content.removesuffix(b"\r\n")
