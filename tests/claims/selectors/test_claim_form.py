"""A claim by the boxes of the CMS-1500, from its frozen version."""

import pytest

from claims.selectors.claim_form import claim_form
from claims.selectors.claims import current
from tests.factories.claims import Cast, make_claim

pytestmark = pytest.mark.django_db


def test_each_box_says_what_was_frozen():
    claim = make_claim(Cast(), accident_kind="AA")
    submission = current([claim])[claim.pk]

    form = claim_form(submission, claim.payer)

    boxes = {number: text for row in [*form["above"], *form["below"]] for number, _, text in row}
    biller = submission.snapshot["billing_provider"]
    assert (boxes["1a"], boxes["2"], boxes["6"], boxes["11"]) == (claim.coverage.member_id, "Marlow, Ada", "Self", "GRP77")
    assert (boxes["21"], boxes["26"], boxes["28"]) == ("A M25.561  B I10", submission.patient_control_number, "330.00")
    assert (boxes["22"], boxes["33a"]) == ("1", biller["npi"])
    assert boxes["10"] not in ("", "no accident")
    first, second = form["lines"]
    assert (first["code"], first["modifiers"], first["pointers"], first["amount"], first["units"]) == ("99214", "25", "AB", "180.00", "1")
    assert (second["code"], second["pointers"], second["place"]) == ("20610", "A", "11")
