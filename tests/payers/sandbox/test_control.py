"""The control endpoints: clock, run, state, and who may use them."""

import time

import pytest

from tests.payers.sandbox.wire import adas_visit, claim_file, models, post, upload
from tests.support.sandbox import ControlRefused, start_sandbox


def wait_until(happened, seconds=10.0):
    """Poll until `happened()` is true; what it gave last."""
    end = time.monotonic() + seconds
    while not (found := happened()) and time.monotonic() < end:
        time.sleep(0.02)
    return found


def test_a_stranger_without_the_token_is_turned_away(shared_sandbox):
    assert post(shared_sandbox, "/control/run", b"{}", "application/json")[0] == 401
    assert post(shared_sandbox, "/control/run", b"{}", "application/json", Authorization="Bearer guess")[0] == 401


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("/control/clock", {}),
        ("/control/clock", {"now": "soon"}),
        ("/control/clock", {"now": 5}),
        ("/control/faults", {"fault": "no_such_fault"}),
        ("/control/faults", {"count": 1}),
        ("/control/faults", {"fault": "connection_lost"}),
        ("/control/faults", {"fault": "connection_lost", "at": "noon"}),
        ("/control/faults", {"clear": "all of them"}),
        ("/control/nothing", {}),
    ],
)
def test_an_order_that_makes_no_sense_is_refused(shared_sandbox, path, content):
    with pytest.raises(ControlRefused, match=r"^4(04|22)"):
        shared_sandbox.control(path, content)


def test_with_a_set_clock_nothing_happens_until_it_is_run(sandbox):
    upload(sandbox, "one.837", claim_file(adas_visit()))
    time.sleep(0.3)

    assert sandbox.sent() == []
    assert sandbox.run()["processed"] == {"read_upload": 1}


def test_running_twice_does_nothing_twice(sandbox):
    upload(sandbox, "one.837", claim_file(adas_visit()))
    sandbox.run()

    assert sandbox.run()["processed"] == {}
    assert len(sandbox.sent()) == 2


def test_a_set_clock_survives_a_restart(sandbox):
    sandbox.restart()

    assert (sandbox.state()["mode"], sandbox.state()["now"][:10]) == ("set", "2026-11-03")


def test_on_wall_time_everything_comes_by_itself_in_fractions_of_a_second(sandbox):
    sandbox.set_clock(None)

    upload(sandbox, "one.837", claim_file(adas_visit(number="ADA1")))

    assert wait_until(lambda: sandbox.sent("835"))
    assert [line["kind"] for line in sandbox.sent()] == ["999", "277CA", "277CA", "835"]
    assert models(sandbox, "835")[0].claims[0].patient_control_number == "ADA1"


def test_wall_time_again_leaves_what_was_due_to_its_moment(sandbox):
    sandbox.set_clock("2999-01-01")
    upload(sandbox, "one.837", claim_file(adas_visit()))
    sandbox.run()

    sandbox.set_clock(None)
    time.sleep(0.3)

    assert [job["kind"] for job in sandbox.state()["jobs"]] == ["receive_claims"]


def test_the_state_shows_uploads_claims_files_and_what_is_next(sandbox):
    upload(sandbox, "one.837", claim_file(adas_visit(number="ADA1")))
    sandbox.run()

    state = sandbox.state()

    assert [upload["name"] for upload in state["uploads"]] == ["one.837"]
    assert [(claim["patient_control_number"], claim["payer"], claim["state"]) for claim in state["claims"]] == [("ADA1", "RVM01", "forwarded")]
    assert [(file["kind"], file["state"]) for file in state["outbox"]] == [("999", "sent"), ("277CA", "sent")]
    assert [job["kind"] for job in state["jobs"]] == ["receive_claims"]


def test_a_plan_book_that_makes_no_sense_stops_the_start_with_its_place(tmp_path):
    book = tmp_path / "odd.toml"
    book.write_text('seed = 1\ntime_zone = "America/Chicago"\n')

    with pytest.raises(RuntimeError, match=r"cannot start: odd.toml: KeyError: 'clearinghouse'"):
        start_sandbox(tmp_path, plan_book=book)
