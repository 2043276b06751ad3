"""What pyx12 says about a file, as values with the position of their segment, and what of it we do not say."""

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from pyx12.errors import EngineError

from payers import x12
from tests.support.pyx12_oracle import pyx12_report

DISAGREEMENTS = Path(__file__).parent / "disagreements.toml"


@dataclass(frozen=True)
class Told:
    """One error of pyx12: the segment's position in the file, its id, pyx12's code (1 to 10, SEG1 ...) and text."""

    position: int
    segment: str
    code: str
    text: str


@dataclass(frozen=True)
class Disagreement:
    """A line of disagreements.toml: errors of this code at this segment in these samples are not ours, for a reason."""

    sample: str
    code: str
    segment: str
    reason: str

    def covers(self, sample, told):
        """True when the line speaks of this error."""
        return fnmatchcase(sample, self.sample) and (self.code, self.segment) == (told.code, told.segment)


def disagreements():
    """The lines of disagreements.toml."""
    return [Disagreement(**line) for line in tomllib.loads(DISAGREEMENTS.read_text()).get("disagreement", ())]


def errors(data):
    """pyx12's errors about the bytes of a file; None where it has no guide for the set or cannot open the file.

    It has the errata A1 of the 837P only: an A2, which changes nothing that it checks, is shown to it as A1.
    """
    try:
        _, report = pyx12_report(data.decode("latin-1").replace("005010X222A2", "005010X222A1"))
    except EngineError:
        return None
    return list(_told(report)) if report else None


def _told(document):
    for interchange in document["interchanges"]:
        yield from _each("ISA", interchange)
        for group in interchange["groups"]:
            yield from _each("GS", group)
            for transaction in group["transactions"]:
                yield from _each("SE", transaction)
                for segment in transaction["segments"]:
                    yield from _each(segment["seg_id"], segment)
                    for element in segment["elements"]:
                        yield from _each(segment["seg_id"], element | {"cur_line": segment["cur_line"]})


def _each(segment, node):
    for item in node.get("errors", ()):
        yield Told(node["cur_line"], segment, item["err_cde"], item["err_str"])


def positions(document):
    """Position in the file of every finding of ours, envelope and content."""
    found = set()
    for interchange in document.interchanges:
        found |= {item.segment_number for item in interchange.findings}
        for group in interchange.groups:
            found |= {item.segment_number for item in group.findings}
            for transaction in group.transactions:
                found |= {transaction.first_segment + item.segment_number - 1 for item in x12.check(transaction)}
    return found


def not_ours(told, document):
    """The errors of pyx12 where no finding of ours stands at the segment."""
    ours = positions(document)
    return [item for item in told if item.position not in ours]
