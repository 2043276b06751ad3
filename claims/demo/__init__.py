"""The demo practice: its patients, its visits and its staff, played through the same services that a real practice uses.

`manage.py load_demo` (also started by `bin/start` on a fresh demo) plays the past day by day: the front desk registers and takes copays, the biller
enters visits, works rejections, denials and exceptions, the sandbox is told the date and answers by real files over SFTP. Nothing is inserted as a
result. `practice_book.toml` holds every figure; `payers/sandbox/plan_book.toml` those of the payers. Chance is drawn from the seed and the thing
itself, so that the same seed plays the same practice and a load that was cut off goes on where it stood.

| module | |
|---|---|
| `practice_book` | reads the book |
| `chance` | draws that depend on the seed and a name only |
| `people`, `calendar`, `visits` | who comes, on which day, for what |
| `front_desk`, `biller`, `supervisor` | what the staff does in a day, by one service call each |
| `clearinghouse` | tells the sandbox the date, the misbehaviour of the day, and what a letter would say |
| `days`, `load` | a day of the practice; the days from the first to now under the lock, with their progress |
| `invariants` | checks of `verify` that nothing was inserted |
"""
