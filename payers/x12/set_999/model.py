"""The answer to a functional group (999, X231A1) as frozen values: the verdicts on its transactions and what is wrong.

A 999 speaks about whole transactions: one bad claim in a refused ST refuses all claims in it.
"""

from dataclasses import dataclass

from payers.x12.findings import Finding
from payers.x12.writer import COMPONENT

ACCEPTED, WITH_ERRORS, PARTIALLY, REJECTED = "A", "E", "P", "R"


@dataclass(frozen=True)
class ElementError:
    """IK4: element position, component and repetition within it (0 where none), what is wrong (IK403), the bad value.

    `contexts` are the CTX segments behind it.
    """

    position: int
    code: str
    value: str = ""
    component: int = 0
    repetition: int = 0
    data_element: str = ""
    contexts: tuple[tuple[str, ...], ...] = ()


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
        for context in (*self.contexts, *(context for element in self.elements for context in element.contexts)):
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
