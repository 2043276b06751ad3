"""Checks of `verify` on files: nothing is lost, nothing is sent twice, test never meets production."""

import hashlib
from datetime import timedelta

from django.db.models import Count, Exists, F, OuterRef, Q

from config.shared import blobs, clock
from config.shared.models import WorkItem
from config.shared.registries import invariants
from config.shared.registries.invariants import Broken, Result
from payers.models import Fate, InboundFile, InboundTransaction, Interchange, InterchangeState

SETTLE = timedelta(minutes=15)


def register() -> None:
    """Called when the app is ready."""
    invariants.register(2, "the bytes of each batch are the frozen ones", batches_keep_their_bytes)
    invariants.register(3, "each stored file has its bytes", files_keep_their_bytes)
    invariants.register(3, "each received file was handled", files_are_handled)
    invariants.register(3, "a file's fate follows from its transactions", file_fates_agree)
    invariants.register(5, "each inbound exception has a next step", exceptions_have_next_steps)
    invariants.register(5, "each lost batch has a next step", lost_batches_have_next_steps)
    invariants.register(9, "each batch has the usage of its connection", usage_agrees)


def batches_keep_their_bytes() -> Result:
    """Invariant 2: the stored bytes of an interchange hash to its sha256 and carry its control number."""
    rows = list(Interchange.objects.order_by("pk").values_list("pk", "sha256", "isa13"))
    broken = []
    for pk, sha256, isa13 in rows:
        if fault := _fault(sha256) or _other_control_number(sha256, isa13):
            broken.append(Broken(f"interchange {pk}", fault))
    return Result(len(rows), broken)


def files_keep_their_bytes() -> Result:
    """Invariant 3: the stored bytes of an inbound file hash to its sha256."""
    rows = list(InboundFile.objects.filter(duplicate_of__isnull=True).order_by("pk").values_list("pk", "sha256"))
    broken = [Broken(f"inbound_file {pk}", fault) for pk, sha256 in rows if (fault := _fault(sha256))]
    return Result(len(rows), broken)


def files_are_handled() -> Result:
    """Invariant 3: a file does not stay unhandled; one that waits says for what."""
    late = InboundFile.objects.filter(fate=Fate.PENDING, handled_at__isnull=True, received_at__lt=clock.now() - SETTLE)
    broken = [Broken(f"inbound_file {pk}", "was received and never handled") for pk in late.values_list("pk", flat=True)[:1000]]
    return Result(InboundFile.objects.count(), broken)


def file_fates_agree() -> Result:
    """Invariant 3: a processed file holds no exception, an exception holds one or says why it could not be read."""
    holds = InboundTransaction.objects.filter(file=OuterRef("pk"), fate=Fate.EXCEPTION)
    hidden = InboundFile.objects.filter(Exists(holds), duplicate_of__isnull=True).exclude(fate=Fate.EXCEPTION)
    silent = InboundFile.objects.filter(fate=Fate.EXCEPTION, code="").exclude(Exists(holds))
    broken = [Broken(f"inbound_file {pk}", "holds an exception that its fate hides") for pk in hidden.values_list("pk", flat=True)[:1000]]
    broken += [Broken(f"inbound_file {pk}", "is an exception without a reason") for pk in silent.values_list("pk", flat=True)[:1000]]
    return Result(InboundFile.objects.count(), broken)


def exceptions_have_next_steps() -> Result:
    """Invariant 5: an exception (transaction, or file that could not be read) has an open work item."""
    broken = []
    checked = 0
    for kind, rows in (
        ("inbound_transaction", InboundTransaction.objects.filter(fate=Fate.EXCEPTION)),
        ("inbound_file", InboundFile.objects.filter(fate=Fate.EXCEPTION).annotate(held=Count("transactions")).filter(held=0)),
    ):
        checked += rows.count()
        broken += [Broken(f"{kind} {pk}", "is an exception without a next step") for pk in _without_item(kind, rows)]
    return Result(checked, broken)


def lost_batches_have_next_steps() -> Result:
    """Invariant 5: a batch that may be lost, or was refused, waits for a person."""
    rows = Interchange.objects.filter(status=InterchangeState.LOST)
    broken = [Broken(f"interchange {pk}", "may be lost and has no next step") for pk in _without_item("interchange", rows)]
    return Result(rows.count(), broken)


def usage_agrees() -> Result:
    """Invariant 9: ISA15 of each interchange equals the usage of its connection."""
    other = Interchange.objects.filter(~Q(usage=F("connection__usage")))
    broken = [Broken(f"interchange {pk}", "has another usage than its connection") for pk in other.values_list("pk", flat=True)[:1000]]
    return Result(Interchange.objects.count(), broken)


def _without_item(kind: str, rows) -> list[int]:
    items = WorkItem.objects.filter(subject_kind=kind, subject_id=OuterRef("pk"), closed_at__isnull=True)
    return list(rows.exclude(Exists(items)).values_list("pk", flat=True)[:1000])


def _fault(sha256: str) -> str:
    """What is wrong with the stored bytes, or ""."""
    path = blobs.path_of(sha256)
    if not path.exists():
        return "its bytes are missing"
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    return "" if found == sha256 else "its bytes were changed"


def _other_control_number(sha256: str, isa13: str) -> str:
    with blobs.path_of(sha256).open("rb") as file:
        head = file.read(106)
    return "" if isa13.encode() in head else "its bytes carry another control number"
