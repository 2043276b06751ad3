"""What the codec says about a file: findings, and the one error it raises.

Every reader, check and balance returns `Finding`s; only an envelope that cannot be read at all raises `Unreadable`.
A finding says in plain words what is wrong, where, and how to mend it. `segment_number` counts from the ST (ST = 1) as
a 999 does; for ISA, GS, GE, IEA and TA1 it is the position in the file.
"""

from dataclasses import dataclass

ERROR = "error"
WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: its severity, a stable code, the place, and a sentence with the way to mend it."""

    severity: str
    code: str
    loop: str = ""
    segment: str = ""
    segment_number: int = 0
    element: str = ""
    message: str = ""

    def __str__(self):
        place = self.element or self.segment
        where = " ".join(filter(None, (f"segment {self.segment_number}" if self.segment_number else "", place)))
        loop = f"loop {self.loop} " if self.loop else ""
        return f"{self.severity}: {loop}{where}: {self.message} [{self.code}]"


class Unreadable(Exception):
    """The envelope cannot be read: no ISA, or no end to a segment. `code` is stable, the text is for people."""

    def __init__(self, code, message, offset=0):
        super().__init__(message)
        self.code = code
        self.offset = offset


def has_errors(findings):
    """True when one of the findings is an error (warnings do not count)."""
    return any(finding.severity == ERROR for finding in findings)
