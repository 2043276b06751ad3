"""The test server itself: Playwright leaves its event loop running in the thread of the tests, and a server must start beside it.

A server that fails there leaves a coroutine that nobody awaits; the collector's warning about it then fails whichever test runs next.
"""

import asyncio

from tests.payers.transports.sftp_server import sftp_server


def test_it_starts_and_stops_beside_a_loop_that_runs_in_this_thread(tmp_path):
    before = asyncio._get_running_loop()
    loop = asyncio.new_event_loop()
    asyncio._set_running_loop(loop)
    try:
        with sftp_server(tmp_path) as server:
            assert server.port > 0
    finally:
        asyncio._set_running_loop(before)
        loop.close()
