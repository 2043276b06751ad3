"""999, the answer to a functional group (X231A1): which transactions were accepted, and what is wrong with the others.

`acknowledge` makes one from findings, so that what we refuse and what we report are the same thing. A 999 speaks about
whole transactions: one bad claim in a refused ST refuses all claims in it.
"""

from dataclasses import dataclass

from payers.x12.findings import Finding
from payers.x12.parts import Lines
from payers.x12.writer import COMPONENT, composite, finished

ACCEPTED, WITH_ERRORS, PARTIALLY, REJECTED = "A", "E", "P", "R"


@dataclass(frozen=True)
class ElementError:
    """IK4: element position, component and repetition within it (0 where none), what is wrong (IK403), the bad value."""

    position: int
    code: str
    value: str = ""
    component: int = 0
    repetition: int = 0
    data_element: str = ""


@dataclass(frozen=True)
class SegmentError:
    """IK3: a segment by id and number (ST = 1), its loop, what is wrong (IK304), and its elements' errors.

    `contexts` are the CTX segments as they stand; one of them may name the claim (CLM01:number).
    """

    segment: str
    number: int
    code: str
    loop: str = ""
    elements: tuple[ElementError, ...] = ()
    contexts: tuple[tuple[str, ...], ...] = ()

    @property
    def claim(self):
        """The patient control number that a CTX names, or ""."""
        for context in self.contexts:
            name, _, value = context[0].partition(COMPONENT)
            if name == "CLM01":
                return value
        return ""


@dataclass(frozen=True, kw_only=True)
class SetAcknowledgement:
    """AK2 to IK5: the verdict on one transaction. Codes A, E (accepted with errors), R, M, W, X (refused)."""

    type: str
    control: str
    code: str
    version: str = ""
    error_codes: tuple[str, ...] = ()
    errors: tuple[SegmentError, ...] = ()
    first_segment: int = 0
    last_segment: int = 0

    @property
    def accepted(self):
        """True for A and E: what came with remarks was taken nevertheless."""
        return self.code in (ACCEPTED, WITH_ERRORS)


@dataclass(frozen=True, kw_only=True)
class Acknowledgement:
    """One ST of a 999: the group it answers (AK1), the transactions it names, and the group's verdict (AK9)."""

    functional_id: str
    group_control: str
    code: str
    group_version: str = ""
    sets: tuple[SetAcknowledgement, ...] = ()
    included: int = 0
    received: int = 0
    accepted: int = 0
    error_codes: tuple[str, ...] = ()
    control: str = "0001"
    version: str = "005010X231A1"
    findings: tuple[Finding, ...] = ()


def parse(transaction):
    """Acknowledgement of a Transaction."""
    return _Reading(transaction).result()


class _Reading:
    def __init__(self, transaction):
        self.transaction = transaction
        self.lines = Lines(transaction)
        self.group = {"functional_id": "", "group_control": "", "code": ""}
        self.sets = []
        self.set = self.error = None

    def result(self):
        for number, segment in enumerate(self.transaction.segments, 1):
            self.lines.at(number, segment)
            handler = self.HANDLERS.get(segment[0])
            if handler:
                handler(self)
        self._close_set()
        return Acknowledgement(
            **self.group, sets=tuple(self.sets), control=self.transaction.control, version=self.transaction.version, findings=tuple(self.lines.findings)
        )  # fmt: skip

    def _ak1(self):
        texts = [text.strip() for text in self.lines.texts(1, 3)]
        self.group.update(functional_id=texts[0], group_control=texts[1], group_version=texts[2])

    def _ak2(self):
        self._close_set()
        texts = self.lines.texts(1, 3)
        self.set = {"type": texts[0], "control": texts[1], "version": texts[2], "code": "", "errors": [], "first_segment": self.lines.number}

    def _ik3(self):
        self._close_error()
        if self.set is None:
            return
        segment, _, loop, code = self.lines.texts(1, 4)
        self.error = {"segment": segment, "number": self._integer(2), "loop": loop, "code": code, "elements": [], "contexts": []}

    def _ctx(self):
        if self.error is not None:
            self.error["contexts"].append(tuple(text.replace(self.lines.component, COMPONENT) for text in self.lines.segment[1:]))

    def _ik4(self):
        if self.error is None:
            return
        places = [int(part) if part.isascii() and part.isdigit() else 0 for part in self.lines.parts(1)[:3]]
        position, component, repetition = (places + [0, 0, 0])[:3]
        _, data_element, code, value = self.lines.texts(1, 4)
        self.error["elements"].append(ElementError(position, code, value, component, repetition, data_element))

    def _ik5(self):
        self._close_error()
        if self.set is None or self.set["code"]:
            return
        texts = self.lines.texts(1, 6)
        self.set.update(code=texts[0], error_codes=tuple(filter(None, texts[1:])), last_segment=self.lines.number)

    def _ak9(self):
        self._close_set()
        texts = self.lines.texts(1, 9)
        self.group.update(
            code=texts[0], included=self._integer(2), received=self._integer(3), accepted=self._integer(4), error_codes=tuple(filter(None, texts[4:]))
        )  # fmt: skip

    def _close_error(self):
        if self.error is not None:
            found = self.error | {"elements": tuple(self.error["elements"]), "contexts": tuple(self.error["contexts"])}
            self.set["errors"].append(SegmentError(**found))
            self.error = None

    def _close_set(self):
        self._close_error()
        if self.set is not None:
            last = self.set.get("last_segment") or self.lines.number - 1
            self.sets.append(SetAcknowledgement(**self.set | {"errors": tuple(self.set["errors"]), "last_segment": last}))
            self.set = None

    def _integer(self, position):
        text = self.lines.text(position)
        if text.isascii() and text.isdigit() and len(text) < 10:
            return int(text)
        if text:
            self.lines.find("invalid_quantity", position, f"{text!r} is not a count: it is taken as 0.")
        return 0

    HANDLERS = {"AK1": _ak1, "AK2": _ak2, "IK3": _ik3, "AK3": _ik3, "CTX": _ctx, "IK4": _ik4, "AK4": _ik4, "IK5": _ik5, "AK5": _ik5, "AK9": _ak9}


def render(acknowledgement):
    """Segments (tuples of text), ST to SE."""
    ack = acknowledgement
    segments = [("ST", "999", ack.control, ack.version), ("AK1", ack.functional_id, ack.group_control, ack.group_version)]
    for item in ack.sets:
        segments.append(("AK2", item.type, item.control, item.version))
        for error in item.errors:
            segments += _error_segments(error)
        segments.append(("IK5", item.code, *item.error_codes[:5]))
    segments.append(("AK9", ack.code, str(ack.included), str(ack.received), str(ack.accepted), *ack.error_codes[:5]))
    return finished(segments)


def _error_segments(error):
    segments = [("IK3", error.segment, str(error.number), error.loop, error.code)]
    segments += [("CTX", *(composite(*text.split(COMPONENT)) for text in context)) for context in error.contexts]
    for item in error.elements:
        places = [str(place) if place else "" for place in (item.position, item.component, item.repetition)]
        segments.append(("IK4", composite(*places), item.data_element, item.code, item.value))
    return segments
