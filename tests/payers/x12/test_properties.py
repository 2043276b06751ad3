"""Every set, with any text, amount and date in it: reads back to the same bytes, and no text ever makes structure."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payers import x12
from payers.x12.registry import SETS
from tests.payers.x12 import builders
from tests.payers.x12.strategies import changed, nasty_text, varied
from tests.payers.x12.test_roundtrip import MODELS as BUILT

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*/*.edi"))


def _models():
    """name -> model: every transaction of the golden files that we can write, and the built ones."""
    found = {f"built {kind}": make() for kind, make in BUILT.items()}
    for path in GOLDEN:
        for number, transaction in enumerate(x12.read(path).transactions()):
            if transaction.type in SETS:
                found[f"{path.parent.name} {path.stem} {number}"] = x12.parse(transaction)
    return found


MODELS = _models()
any_model = st.sampled_from(sorted(MODELS))
quick = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def written(model):
    return x12.write(builders.envelope(), [model])


def read_one(data):
    (transaction,) = x12.read(data).transactions()
    return transaction


def shape(data):
    """Each segment's id, number of elements, and the number of components of each."""
    return [(segment[0], [(element.count(":"), element.count("^")) for element in segment]) for segment in read_one(data).segments]


def test_every_set_has_a_model_here():
    assert {read_one(written(model)).type for model in MODELS.values()} == set(SETS)


@pytest.mark.parametrize("name", MODELS)
def test_a_model_reads_back_to_the_same_bytes(name):
    data = written(MODELS[name])

    assert written(x12.parse(read_one(data))) == data


@quick
@given(st.data())
def test_any_values_of_any_set_read_back_to_the_same_bytes(data):
    model = data.draw(varied(MODELS[data.draw(any_model)]))

    first = written(model)

    assert written(x12.parse(read_one(first))) == first


@quick
@given(st.data())
def test_no_text_of_any_set_makes_a_segment_an_element_or_a_component(data):
    name = data.draw(any_model)
    nasty = data.draw(nasty_text)

    plain = changed(MODELS[name], lambda kind: "X" if kind is str else None)
    hurt = changed(MODELS[name], lambda kind: nasty if kind is str else None)

    assert shape(written(hurt)) == shape(written(plain))


@pytest.mark.parametrize("name", MODELS)
def test_a_delimiter_in_every_text_of_a_set_makes_no_structure(name):
    plain = changed(MODELS[name], lambda kind: "X" if kind is str else None)
    for character in "*~:^\x1c\x1d\x1e\x1f":
        hurt = changed(MODELS[name], lambda kind, text=f"X{character}ST{character}X": text if kind is str else None)

        assert shape(written(hurt)) == shape(written(plain))
