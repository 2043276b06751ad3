"""Merging letters: facts in braces, gaps for what is not on file, and names that nothing can fill in."""

import pytest

from claims.rules.letters import FACTS, gaps, merged, unknown_facts
from claims.rules.packets import TITLES, Part, is_needed
from claims.services.load_letter_templates import DEFAULTS, read


@pytest.mark.parametrize(("text", "strange"), [
    ("Claim {claim_number} of {patient}", []), ("{pateint} and {patient}", ["pateint"]), ("{a} {a} {b}", ["a", "b"]), ("{ patient }", [" patient "]),
    ("a { b", ["{"]), ("a } b", ["}"]), ("", []), ("{}", [""]),
])
def test_unknown_facts_are_named(text, strange):
    assert unknown_facts(text) == strange


def test_a_fact_that_is_not_on_file_becomes_a_gap():
    text = merged("{patient}: {authorization}, {authorization}", {"patient": "Ada Marlow", "authorization": ""})

    assert text == "Ada Marlow: [fill in: authorization number], [fill in: authorization number]"
    assert gaps(text) == ["authorization number"]


def test_what_a_fact_says_is_not_merged_again():
    assert merged("{patient}", {"patient": "{payer}", "payer": "X"}) == "{payer}"


@pytest.mark.parametrize("path", sorted(DEFAULTS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_default_letter_names_only_known_facts_and_what_it_asks_for(path):
    template = read(path)

    assert unknown_facts(template.subject) == unknown_facts(template.body) == []
    for fact in ("reasons", "remarks", "requested", "claim_number", "patient"):
        assert f"{{{fact}}}" in template.body
    assert {name for name in FACTS if f"{{{name}}}" in template.subject} >= {"level", "payer_claim_number", "member"}


@pytest.mark.parametrize(("part", "category", "needed"), [
    (Part.LETTER, "network", True), (Part.CLAIM, "network", True), (Part.FILING_PROOF, "timely_filing", True), (Part.FILING_PROOF, "network", False),
    (Part.AUTHORIZATION, "authorization", True), (Part.AUTHORIZATION, "coding", False), (Part.CALLS, "eligibility", True), (Part.CALLS, "coding", False),
])
def test_only_what_the_reason_needs_goes_along(part, category, needed):
    assert is_needed(part, category) is needed
    assert part in TITLES
