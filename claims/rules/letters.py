"""The letters of appeals: which facts a template may name, and merging them. Pure.

Called when a template is saved and when a draft is made. A fact that is not on file stays in the draft as a gap that somebody has to fill in.
"""

import re
from collections.abc import Mapping

FACTS: dict[str, str] = {
    "practice": "name of the billing provider", "practice_address": "its address", "practice_phone": "its phone", "practice_npi": "its NPI",
    "practice_tax_id": "its tax id", "payer": "name of the payer", "appeals_address": "where the payer wants disputes", "today": "date of the draft",
    "level": "name of the payer's level", "claim_number": "our number of the claim, as sent", "payer_claim_number": "the payer's number of the claim",
    "member": "member number", "group_number": "group number", "patient": "patient's name", "birth_date": "patient's birth date",
    "service_date": "date of service", "provider": "who treated", "codes": "codes of the denied lines", "diagnoses": "diagnosis codes",
    "billed": "billed on the denied lines", "denied": "amount denied", "denied_date": "date of the remittance",
    "payment": "number of the check or EFT",
    "reasons": "reason codes in plain words", "remarks": "remark codes in plain words", "sent_date": "when the claim was sent",
    "filing_proof": "the payer's acceptance: date and number", "filing_limit": "last day of filing", "authorization": "authorization number",
    "requested": "the amount asked for",
}
GAP = "[fill in: {}]"
_FACT = re.compile(r"\{([^{}]*)\}")
_GAP = re.compile(r"\[fill in: ([^\]]*)\]")


def unknown_facts(text: str) -> list[str]:
    """What stands in braces and is no fact, in its order; a brace without its pair counts as one."""
    found = [name for name in _FACT.findall(text) if name not in FACTS]
    rest = _FACT.sub("", text)
    return list(dict.fromkeys([*found, *(brace for brace in "{}" if brace in rest)]))


def merged(text: str, facts: Mapping[str, str]) -> str:
    """The text with each fact in its place, and a gap where a fact is empty."""
    return _FACT.sub(lambda found: facts.get(found[1], "") or GAP.format(FACTS[found[1]]), text)


def gaps(text: str) -> list[str]:
    """What is still to be filled in."""
    return list(dict.fromkeys(_GAP.findall(text)))
