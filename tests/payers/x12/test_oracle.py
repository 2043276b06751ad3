"""An independent validator (pyx12) accepts what we write, for every set it knows."""

import pytest

from payers import x12
from payers.x12 import set_999
from tests.payers.x12 import builders
from tests.payers.x12.test_roundtrip import acknowledgement
from tests.support.pyx12_oracle import pyx12_errors

MODELS = {
    "a claim": builders.batch(),
    "a dependent's claim": builders.batch(builders.dependent_claim()),
    "a secondary claim": builders.batch(builders.secondary_claim()),
    "a replacement with every loop": builders.batch(builders.replacement_claim()),
    "several claims": builders.batch(builders.claim(), builders.claim(patient_control_number="SECONDVISIT"), builders.dependent_claim(), builders.secondary_claim()),
    "two batches' worth of text": builders.batch(builders.claim(subscriber=builders.subscriber(name="O'Brien*Müller~Ñ:^"))),
    "a remittance": builders.everyday_remittance(),
    "a claim acknowledgement": builders.claim_acknowledgement(),
    "an acknowledgement": set_999.Acknowledgement(
        functional_id="HC", group_control="41", group_version="005010X222A1", code="A", sets=acknowledgement().sets[:1], included=1, received=1, accepted=1
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MODELS)
def test_pyx12_accepts_what_we_write(name):
    assert pyx12_errors(x12.write(builders.envelope(), [MODELS[name]])) == []


def test_pyx12_is_awake():
    broken = x12.write(builders.envelope(), [builders.batch()]).replace(b"*Y*A*Y*Y~", b"*Y*A*Y*Q~")

    assert any("CLM09" in error for error in pyx12_errors(broken))
