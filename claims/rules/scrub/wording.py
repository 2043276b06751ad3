"""Edits: what the alphabet of a file changes in our words, so that a replaced letter is seen before it goes out (DESIGN 6)."""

import re
from collections.abc import Iterator

from claims.rules.scrub.rule import WARNING, Facts, Problem, rule
from claims.snapshot import Address, Person, Snapshot
from payers.x12.writer import REPLACED, folded

CHANGED = re.compile(r"[^\x20-\x7e]|[~*:^]")
DELIMITERS = str.maketrans({char: REPLACED[char] for char in "~*:^"})
LONGEST = 80


@rule(WARNING, "X12 005010, character set of a file")
def text_as_sent(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    for path, text in _texts(claim):
        if CHANGED.search(text):
            message = f"{text[:LONGEST]} goes out as {as_sent(text)[:LONGEST]}."
            yield Problem(path, message, "Nothing to do where the payer knows it so; else write it as the card shows it.")


def as_sent(text: str) -> str:
    """Capital letters without accents; what separates elements in a file is replaced."""
    return re.sub(r"[\x00-\x1f\x7f]", " ", folded(text)).upper().translate(DELIMITERS)


def _texts(claim: Snapshot) -> Iterator[tuple[str, str]]:
    """Every text of the claim that people write, with its path."""
    provider, coverage = claim.billing_provider, claim.coverage
    yield from _person("patient", claim.patient)
    if coverage.subscriber:
        yield from _person("coverage.subscriber", coverage.subscriber)
    for name in ("member_id", "group_number", "plan_name"):
        yield f"coverage.{name}", getattr(coverage, name)
    yield "coverage.payer.name", coverage.payer.name
    yield from (("authorization_number", claim.authorization_number), ("referral_number", claim.referral_number))
    yield from (("billing_provider.name", provider.name), ("billing_provider.contact_name", provider.contact_name))
    yield from _address("billing_provider.address", provider.address)
    for path, other in (("rendering_provider", claim.rendering_provider), ("referring_provider", claim.referring_provider)):
        if other:
            yield from ((f"{path}.last_name", other.last_name), (f"{path}.first_name", other.first_name))
    if not claim.facility.is_own_office:
        yield "facility.name", claim.facility.name
        yield from _address("facility.address", claim.facility.address)


def _person(path: str, person: Person) -> Iterator[tuple[str, str]]:
    for name in ("last_name", "first_name", "middle_name", "suffix"):
        yield f"{path}.{name}", getattr(person, name)
    yield from _address(f"{path}.address", person.address)


def _address(path: str, address: Address) -> Iterator[tuple[str, str]]:
    for name in ("street", "street2", "city"):
        yield f"{path}.{name}", getattr(address, name)
