"""Entries by level -> segments of a 276, 277 or 277CA. Called by set_276, set_277 and set_277ca."""

from payers.x12.hierarchy import Levels
from payers.x12.model import Dated, Reference
from payers.x12.parts import contact_segments, dated_segment, name_segment, procedure_composite, reference_segments
from payers.x12.values import plain, ymd
from payers.x12.writer import composite, finished

DEPTH = {"source": 0, "receiver": 1, "provider": 2, "claim": 3}


class Report:
    """Writes one ST: header, then each entry under the HLs it needs. Sets differ in the codes of provider and person."""

    def __init__(self, header, *, provider_role, flat_patient=False, birth=False):
        self.segments = header
        self.levels = Levels(self.segments)
        self.provider_role = provider_role
        self.flat_patient = flat_patient
        self.birth = birth

    def enter(self, entry, depth):
        """Opens the levels down to `depth` for this entry."""
        if self.levels.enter(0, "20", entry.source, last=depth == 0):
            self._party(entry.source.role or "PR", entry.source)
        if depth >= 1 and self.levels.enter(1, "21", entry.receiver, last=depth == 1):
            self._party("41", entry.receiver)
        if depth >= 2 and self.levels.enter(2, "19", entry.provider, last=depth == 2):
            self._party(self.provider_role, entry.provider)
        if depth >= 3:
            self._person(entry)

    def _person(self, entry):
        if self.flat_patient:
            patient = entry.dependent or entry.subscriber
            if self.levels.enter(3, "PT", object()):
                self._party("QC", patient)
            return
        if self.levels.enter(3, "22", entry.subscriber, last=not entry.dependent):
            if self.birth and not entry.dependent:
                self._birth(entry.subscriber)
            self._party("IL", entry.subscriber)
        if entry.dependent and self.levels.enter(4, "23", entry.dependent):
            if self.birth:
                self._birth(entry.dependent)
            self._party("QC", entry.dependent)

    def _birth(self, party):
        if party.birth_date:
            self.segments.append(("DMG", "D8", ymd(party.birth_date), party.sex))

    def _party(self, role, party):
        self.segments.append(name_segment(role, party))
        self.segments += contact_segments(party.contacts)

    def done(self):
        """The finished segments."""
        for at, segment in enumerate(self.segments):
            if segment[0] == "HL" and segment[3] in ("PT", "23"):
                self.segments[at] = segment[:4]
        return finished(self.segments)


def status_segment(status):
    """STC with its one to three composites."""
    codes = [composite(code.category, code.code, code.entity, code.code_list) for code in status.codes] + ["", "", ""]
    return (
        "STC", codes[0], ymd(status.date), status.action, plain(status.amount), plain(status.paid), ymd(status.adjudicated_date),
        status.payment_method,
        ymd(status.check_date), status.check_number, codes[1], codes[2], status.message,
    )  # fmt: skip


def service_period(entry):
    """DTP*472 of an entry or a line, where it has a date."""
    if not entry.service_date:
        return []
    return [dated_segment("DTP", Dated("472", entry.service_date, entry.service_end))]


def service_line(line, *, statuses=True):
    """SVC, its STCs, REF*FJ and DTP."""
    procedure = procedure_composite(line.procedure_qualifier, line.procedure, line.modifiers)
    segments = [("SVC", procedure, plain(line.charge), plain(line.paid), line.revenue_code, "", "", plain(line.units))]
    if statuses:
        segments += [status_segment(status) for status in line.statuses]
    numbers = (("FJ", line.control_number), ("XZ", line.prescription))
    segments += reference_segments([Reference(qualifier, value) for qualifier, value in numbers if value])
    return segments + service_period(line)
