"""An independent validator (pyx12) accepts what we write, for every set it knows."""

import io
import logging

import pytest

from payers import x12
from payers.x12 import set_999
from tests.payers.x12 import builders
from tests.payers.x12.test_roundtrip import acknowledgement

pyx12_document = pytest.importorskip("pyx12.x12n_document")
pyx12_params = pytest.importorskip("pyx12.params")

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


def errors(data, tmp_path):
    """What pyx12 finds, as its JSON text; "" where it accepts the file."""
    path = tmp_path / "file.edi"
    path.write_bytes(data)
    found = io.StringIO()
    logging.disable(logging.CRITICAL)
    try:
        accepted = pyx12_document.x12n_document(pyx12_params.params(), str(path), None, None, fd_json=found)
    finally:
        logging.disable(logging.NOTSET)
    return "" if accepted else found.getvalue() or "refused"


@pytest.mark.parametrize("name", MODELS)
def test_pyx12_accepts_what_we_write(name, tmp_path):
    assert errors(x12.write(builders.envelope(), [MODELS[name]]), tmp_path) == ""


def test_pyx12_is_awake(tmp_path):
    broken = x12.write(builders.envelope(), [builders.batch()]).replace(b"*Y*A*Y*Y~", b"*Y*A*Y*Q~")

    assert "CLM09" in errors(broken, tmp_path)
