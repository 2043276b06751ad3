"""The page of a batch asks for exactly the decision that its state needs."""

import pytest

from payers.models import Interchange, InterchangeState
from payers.services import deliver_interchange as delivery
from payers.services.acknowledge_interchange import acknowledge_interchange
from payers.services.deliver_interchange import deliver_interchange
from payers.services.resolve_interchange import watch_silent_batches
from payers.transports.base import RemoteFolderMissing
from tests.factories.shared import BillerFactory
from tests.payers.exchange import AT, folder_connection, freeze

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(tmp_path):
    return freeze(folder_connection(tmp_path))


@pytest.fixture
def visit(client, batch):
    client.force_login(BillerFactory())
    return lambda **form: client.post(f"/payers/batches/{batch.public_id}/", form) if form else client.get(f"/payers/batches/{batch.public_id}/")


def lose(batch: Interchange) -> None:
    delivery._begin_try(batch, AT)
    deliver_interchange(batch.pk, at=AT)
    watch_silent_batches(at=AT.replace(year=2027))


def test_a_batch_on_its_way_asks_for_nothing(visit):
    assert "id=\"decision\"" not in visit().text
    assert visit(reason="x").status_code == 409


def test_a_lost_batch_asks_for_a_reason_and_goes_again(visit, batch):
    lose(batch)

    assert "Send again" in visit().text
    assert visit(reason=" ").status_code == 422
    assert visit(reason="support saw no file").status_code == 302
    batch.refresh_from_db()
    assert (batch.status, batch.resend_approved) == (InterchangeState.FROZEN, True)
    assert "support saw no file" in visit().text


def test_a_refused_batch_asks_until_somebody_has_seen_to_it(visit, batch):
    deliver_interchange(batch.pk, at=AT)
    acknowledge_interchange(interchange_id=batch.pk, accepted=False, at=AT, code="TA1 020", message="the test or production mark is not valid")

    assert "TA1 020 · the test or production mark is not valid" in visit().text
    assert visit(reason="the connection was set to production").status_code == 302
    assert "id=\"decision\"" not in visit().text


def test_a_batch_that_does_not_get_out_can_be_tried_now(visit, batch, tmp_path):
    (tmp_path / "inbox").rmdir()
    with pytest.raises(RemoteFolderMissing):
        deliver_interchange(batch.pk, at=AT)

    assert "Try now" in visit().text
    assert visit(go="").status_code == 302
    assert "Tried again by hand" in visit().text
