"""Which module reads and writes which set: by the type of a transaction, and by the class of a model."""

from dataclasses import dataclass
from types import ModuleType

from payers.x12 import set_270, set_271, set_276, set_277, set_277ca, set_835, set_837i, set_837p, set_999
from payers.x12.claim_status import StatusReport, StatusRequest
from payers.x12.eligibility import EligibilityRequest, EligibilityResponse


@dataclass(frozen=True)
class Entry:
    """One transaction set: its module, functional id (GS01), version (GS08), and the class of its model."""

    module: ModuleType
    functional_id: str
    version: str
    model: type


SETS = {
    "837P": Entry(set_837p, "HC", "005010X222A1", set_837p.ClaimBatch),
    "837I": Entry(set_837i, "HC", "005010X223A2", set_837i.InstitutionalBatch),
    "835": Entry(set_835, "HP", "005010X221A1", set_835.Remittance),
    "999": Entry(set_999, "FA", "005010X231A1", set_999.Acknowledgement),
    "277CA": Entry(set_277ca, "HN", "005010X214", StatusReport),
    "277": Entry(set_277, "HN", "005010X212", StatusReport),
    "276": Entry(set_276, "HR", "005010X212", StatusRequest),
    "271": Entry(set_271, "HB", "005010X279A1", EligibilityResponse),
    "270": Entry(set_270, "HS", "005010X279A1", EligibilityRequest),
}


def entry_of(model):
    """The entry that renders this model. A StatusReport says by its version whether it is a 277 or a 277CA."""
    if isinstance(model, StatusReport):
        return SETS["277" if "X212" in model.version else "277CA"]
    for entry in SETS.values():
        if type(model) is entry.model:
            return entry
    raise TypeError(f"no transaction set renders a {type(model).__name__}")
