"""The suggested way out of a denial."""

import pytest

from claims.rules.denial_routes import LABELS, Case, Route, root_cause, suggest


def case(category="coding", reason="4", **fields):
    return Case(**{"category": category, "group": "CO", "reason": reason, "remarks": frozenset(), "payer_kind": "commercial",
                   "level_kind": "reconsideration", **fields})


@pytest.mark.parametrize(("given", "route"), [
    (case(), Route.CORRECT),
    (case(payer_kind="medicare", level_kind="appeal"), Route.RECONSIDER),
    (case("documentation", "16", remarks=frozenset({"MA130"})), Route.NEW_CLAIM),
    (case("authorization", "197", authorization_unsent=True), Route.CORRECT),
    (case("authorization", "197", level_kind="appeal"), Route.APPEAL),
    (case("authorization", "197"), Route.RECONSIDER),
    (case("medical_necessity", "50", level_kind="appeal"), Route.APPEAL),
    (case("medical_necessity", "50", remarks=frozenset({"N211"})), Route.WRITE_OFF),
    (case("documentation", "252"), Route.RECORDS),
    (case("documentation", "16"), Route.CORRECT),
    (case("documentation", "227"), Route.PATIENT),
    (case("eligibility", "27"), Route.OTHER_PAYER),
    (case("eligibility", "31"), Route.CORRECT),
    (case("cob", "22"), Route.OTHER_PAYER),
    (case("timely_filing", "29", has_filing_proof=True), Route.RECONSIDER),
    (case("timely_filing", "29"), Route.WRITE_OFF),
    (case("non_covered", "204", group="PR"), Route.PATIENT),
    (case("non_covered", "204"), Route.RECONSIDER),
    (case("contractual", "45", level_kind=""), Route.APPEAL),
    (case("duplicate", "18"), Route.CORRECT),
    (case("bundling", "97"), Route.CORRECT),
    (case("other", "A1"), Route.RECONSIDER),
])
def test_the_way_follows_the_cause(given, route):
    found = suggest(given)

    assert found.route == route
    assert found.why


@pytest.mark.parametrize("given", [case("documentation", "16", remarks=frozenset({"MA130"})), case("unprocessable", "16")])
def test_a_claim_that_counts_as_never_filed_has_no_appeal(given):
    assert suggest(given).may_appeal is False


def test_every_route_has_its_words():
    assert set(LABELS) == set(Route)


def test_a_cause_that_nobody_named_is_not_made_up():
    assert root_cause("other") == "Not known"
