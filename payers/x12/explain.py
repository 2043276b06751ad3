"""Each segment of a transaction in plain language, with its loop and its elements' names and meanings.

The pages show it as evidence; `python -m payers.x12 inspect` prints it. The words are ours, not the guides'.
"""

from dataclasses import dataclass

from payers.x12.guide import guide
from payers.x12.meanings import meaning
from payers.x12.registry import SETS
from payers.x12.segments import segments
from payers.x12.sentences import sentence
from payers.x12.structure import placed
from payers.x12.words import MONEY, dollars, spoken_date


@dataclass(frozen=True, slots=True)
class ExplainedElement:
    """One element or component: where it stands (CLM05-3), its text, its name, what the text means ("" where plain)."""

    ref: str
    value: str
    name: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class ExplainedSegment:
    """One segment. `number` counts from the ST; `highlight` marks the ones asked for."""

    number: int
    segment_id: str
    raw: str
    elements: tuple[ExplainedElement, ...]
    sentence: str
    loop: str = ""
    highlight: bool = False


def explain(transaction, *, first=1, last=None, highlight=()):
    """ExplainedSegment of each segment from `first` to `last` (numbers from the ST); `highlight` holds numbers to mark."""
    last = last or len(transaction.raw)
    marks = transaction.delimiters
    for number, segment, loop in _located(transaction):
        if number > last:
            return
        if number >= first and segment != [""]:
            yield ExplainedSegment(
                number, segment[0], transaction.raw[number - 1], explained_elements(segment, marks), sentence(segment, marks.component,
                marks.repetition, loop, transaction.type),
                loop, number in highlight,
            )  # fmt: skip


def explain_segment(raw, delimiters, number=0):
    """One segment by itself: an ISA, a GS, a TA1."""
    segment = raw.split(delimiters.element)
    elements = explained_elements(segment, delimiters)
    return ExplainedSegment(number, segment[0], raw, elements, sentence(segment, delimiters.component, delimiters.repetition))


def explained_elements(segment, delimiters):
    """ExplainedElement of every element and component that has text."""
    info = segments().get(segment[0])
    found = []
    for position, text in enumerate(segment[1:], 1):
        if not text:
            continue
        known = info.elements[position - 1] if info and position <= len(info.elements) else None
        ref = f"{segment[0]}{position:02d}"
        for each in text.split(delimiters.repetition) if known and known.repeats and delimiters.repetition else (text,):
            if known and known.components:
                found += _components(each.split(delimiters.component), known.components, ref)
            else:
                found.append(_element(ref, each, known.name if known else "element"))
    return tuple(found)


def _components(parts, known, ref):
    """The components of an element that have text. The place of a facility's claim (CLM05) is the beginning of its type of bill."""
    facility = ref == "CLM05" and parts[1:2] == ["A"]
    for index, part in enumerate(parts, 1):
        if part and index == 1 and facility:
            yield ExplainedElement("CLM05-1", part, "type of bill, first two digits")
        elif part:
            yield _element(f"{ref}-{index}", part, known[index - 1].name if index <= len(known) else "component")


def _element(ref, text, name):
    told = meaning(ref, text)
    if not told and ref in MONEY:
        told = dollars(text)
    if not told and name.startswith(("date", "birth date", "end of the fiscal")):
        told = spoken_date(text)
    return ExplainedElement(ref, text, name, told if told != text else "")


def _located(transaction):
    """(number, segment, loop) of each segment; without a guide, the loop is ""."""
    entry = SETS.get(transaction.type)
    if entry is None:
        return ((number, segment, "") for number, segment in enumerate(transaction.segments, 1))
    rows = placed(transaction.segments, guide(entry.module.SPEC), transaction.delimiters.component)
    return ((number, segment, loop) for number, segment, loop, _, _ in rows)
