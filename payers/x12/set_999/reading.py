"""Segments of a 999 -> Acknowledgement; AK3, AK4 and AK5 of the older 997 are read as their successors."""

from dataclasses import replace

from payers.x12.parts import Lines, kept
from payers.x12.set_999.model import Acknowledgement, ElementError, SegmentError, SetAcknowledgement


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
            **self.group, sets=tuple(self.sets), control=self.transaction.control, version=self.transaction.version,
            findings=tuple(self.lines.findings)
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
        if self.error is None:
            return
        context = kept(self.lines)[1:]
        elements = self.error["elements"]
        if elements:
            elements[-1] = replace(elements[-1], contexts=(*elements[-1].contexts, context))
        else:
            self.error["contexts"].append(context)

    def _ik4(self):
        if self.error is None:
            return
        places = [int(part) if part.isascii() and part.isdigit() else 0 for part in self.lines.parts(1)[:3]]
        position, component, repetition = ([*places, 0, 0, 0])[:3]
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
