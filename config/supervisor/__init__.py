"""Starts, watches and stops the processes of the system on one machine: `python -m config.supervisor`, behind `bin/start`.

    postgres ─┐
    valkey   ─┼─ upgrade ─┬─ web, worker, worker-documents, beat
    sandbox  ─┘           └─ prepare                                ─ Ready

`run` follows that order; `postgres`, `valkey` and `services` say how each process is started and when it is ready;
`processes` runs one; `watch` restarts what dies; `temporary` lends the two servers to the tests.
Invariant: no process outlives the supervisor, however the supervisor ends.
"""
