"""Segments of a 270 or 271 -> one record per person. Called by set_270 and set_271.

A record begins with each HL of a subscriber or dependent, or with an AAA above them; broken hierarchies still give every
EQ, EB and AAA a place.
"""

from payers.x12.eligibility import Benefit, Question, Rejection
from payers.x12.model import Party
from payers.x12.parts import Lines, PartyUnderWay, kept, read_amount, read_dated, read_reference

LEVELS = {"20": "source", "21": "receiver", "22": "subscriber", "23": "dependent"}
ORDER = ("source", "receiver", "subscriber", "dependent")
LOOPS = {"source": "2000A", "receiver": "2100B", "subscriber": "2100C", "dependent": "2100D"}
BENEFIT_LOOPS = {"subscriber": "2110C", "dependent": "2110D"}
PARTY_SEGMENTS = frozenset({"N3", "N4", "DMG", "PER", "PRV"})


class EligibilityReading:
    """Walks the segments once; `records` are dicts of parties, traces, dates, questions, benefits and rejections."""

    def __init__(self, transaction):
        self.lines = Lines(transaction)
        self.header = {"reference": "", "date": None, "time": "", "purpose": "", "use": ""}
        self.parties = {}
        self.level = "source"
        self.records = []
        self.record = self.benefit = self.party = self.question = None
        self.related = False
        for number, segment in enumerate(transaction.segments, 1):
            self.lines.at(number, segment)
            if self.party and segment[0] in PARTY_SEGMENTS:
                self.party.take(self.lines)
                continue
            handler = self.HANDLERS.get(segment[0])
            if handler:
                handler(self)
        self._close_record(len(transaction.raw) - 1)

    def _bht(self):
        lines = self.lines
        self.header = {"purpose": lines.text(2), "reference": lines.text(3), "date": lines.day(4), "time": lines.text(5), "use": lines.text(6)}

    def _hl(self):
        self._close_party()
        self._close_record()
        self.level = LEVELS.get(self.lines.text(3), self.level)
        for name in ORDER[ORDER.index(self.level) :]:
            self.parties.pop(name, None)
        if self.level in ("subscriber", "dependent"):
            self._open_record()

    def _open_record(self):
        self.record = {"first_segment": self.lines.number, "relationship": "", "maintenance": ("", ""), "birth_sequence": "", "military": ()}
        for name in ("traces", "diagnoses", "dates", "references", "rejections", "benefits", "questions"):
            self.record[name] = []
        return self.record

    def _here(self):
        """The record under way; one is begun where the file has content without a person."""
        return self.record if self.record is not None else self._open_record()

    def _close_record(self, last=None):
        self._close_party()
        self._close_benefit()
        self._close_question()
        if self.record is None:
            return
        record, self.record = self.record, None
        holds = any(record[name] for name in ("rejections", "benefits", "questions", "traces"))
        if self.level == "subscriber" and not holds:
            return
        record = {name: tuple(value) if type(value) is list else value for name, value in record.items()}
        self.records.append({"source": Party()} | self.parties | record | {"last_segment": last or self.lines.number - 1})

    def _nm1(self):
        self._close_party()
        self.party = _PartyUnderWay(self.lines)

    def _close_party(self):
        if self.party is None:
            return
        party, self.party = self.party.done(), None
        if self.related and self.benefit is not None:
            self.benefit["parties"].append(party)
        else:
            self.parties.setdefault(self.level, party)

    def _trn(self):
        texts = self.lines.texts(1, 4)
        self._here()["traces"].append(tuple(texts if texts[3] else texts[:3]))

    def _ref(self):
        if self.party is not None and (self.related or self.benefit is None):
            self.party.take(self.lines)
        elif self.benefit is not None:
            self.benefit["references"].append(read_reference(self.lines))
        elif self.question is not None:
            self.question["references"].append(read_reference(self.lines))
        elif self.record is not None:
            self.record["references"].append(read_reference(self.lines))

    def _ins(self):
        lines = self.lines
        told = {"relationship": lines.text(2), "maintenance": (lines.text(3), lines.text(4)), "birth_sequence": lines.text(17)}
        self._here().update(told)

    def _hi(self):
        pairs = ([*self.lines.parts(position), ""][:2] for position in range(1, len(self.lines.segment)))
        self._here()["diagnoses"] += [tuple(pair) for pair in pairs if any(pair)]

    def _mpi(self):
        self._here()["military"] = tuple(self.lines.segment[1:])

    def _amt(self):
        if self.question is not None:
            self.question["amounts"].append(read_amount(self.lines))

    def _dtp(self):
        item = read_dated(self.lines)
        if self.benefit is not None:
            self.benefit["dates"].append(item)
        elif self.question is not None:
            self.question.update(date=item.start, end_date=item.end)
        elif self.record is not None:
            self.record["dates"].append(item)

    def _aaa(self):
        in_benefit = self.benefit is not None
        loop = (BENEFIT_LOOPS if in_benefit else LOOPS).get(self.level, "2100C")
        if self.level == "source" and self.party is not None:
            loop = "2100A"
        answered, _, code, follow_up = self.lines.texts(1, 4)
        found = Rejection(code=code, follow_up=follow_up, loop=loop, answered=answered, segment_number=self.lines.number)
        (self.benefit if in_benefit else self._here())["rejections"].append(found)

    def _eq(self):
        self._close_question()
        self._close_party()
        lines = self.lines
        parts = [*lines.parts(2), ""]
        self.question = {
            "service_types": lines.repeats(1), "procedure_qualifier": parts[0], "procedure": parts[1], "modifiers": tuple(filter(None, parts[2:6])),
            "coverage_level": lines.text(3), "pointers": tuple(filter(None, lines.parts(5))), "amounts": [], "places": [], "references": [],
        }  # fmt: skip

    def _close_question(self):
        if self.question is not None:
            question = {name: tuple(value) if type(value) is list else value for name, value in self.question.items()}
            self._here()["questions"].append(Question(**question))
            self.question = None

    def _eb(self):
        self._close_party()
        self._close_benefit()
        self._here()
        lines = self.lines
        parts = [*lines.parts(13), ""]
        self.benefit = {
            "info": lines.text(1), "level": lines.text(2), "service_types": lines.repeats(3), "insurance": lines.text(4), "plan": lines.text(5),
            "period": lines.text(6), "amount": lines.money(7), "percent": lines.quantity(8), "quantity_qualifier": lines.text(9),
            "quantity": lines.quantity(10), "authorization": lines.text(11), "network": lines.text(12), "procedure_qualifier": parts[0],
            "procedure": parts[1], "modifiers": tuple(filter(None, parts[2:6])), "pointers": tuple(filter(None, lines.parts(14))),
            "segment_number": lines.number,
        }  # fmt: skip
        for name in ("deliveries", "references", "dates", "rejections", "messages", "more", "parties"):
            self.benefit[name] = []

    def _close_benefit(self):
        self.related = False
        if self.benefit is not None:
            found = {name: tuple(value) if type(value) is list else value for name, value in self.benefit.items()}
            self.record["benefits"].append(Benefit(**found))
            self.benefit = None

    def _hsd(self):
        if self.benefit is not None:
            self.benefit["deliveries"].append(tuple(self.lines.segment[1:]))

    def _msg(self):
        if self.benefit is not None:
            self.benefit["messages"].append(self.lines.text(1))

    def _iii(self):
        if self.benefit is not None:
            self.benefit["more"].append(kept(self.lines))
        elif self.question is not None:
            self.question["places"].append(kept(self.lines))

    def _ls(self):
        self._close_party()
        self.related = True

    def _le(self):
        self._close_party()
        self.related = False

    HANDLERS = {
        "BHT": _bht, "HL": _hl, "NM1": _nm1, "TRN": _trn, "REF": _ref, "INS": _ins, "DTP": _dtp, "AAA": _aaa, "EQ": _eq, "EB": _eb, "HSD": _hsd,
        "MSG": _msg,
        "III": _iii, "LS": _ls, "LE": _le, "HI": _hi, "MPI": _mpi, "AMT": _amt,
    }  # fmt: skip


class _PartyUnderWay(PartyUnderWay):
    """A party with what eligibility adds: its relation (NM110), and the role and list of its taxonomy (PRV01, PRV02)."""

    def __init__(self, lines):
        super().__init__(lines)
        self.fields["relation"] = lines.text(10)

    def _prv(self, lines):
        role, list_, code = lines.texts(1, 3)
        self.fields.update(specialty_role=role, specialty_list=list_, taxonomy=code)

    TAKERS = PartyUnderWay.TAKERS | {"PRV": _prv}
