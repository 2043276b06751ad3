"""A clearinghouse with several payers behind it, as a process of its own.

Started by `python -m payers.sandbox --state DIR`. It shares nothing with the billing system but the codec
(`payers.x12`) and the wire: SFTP for files, CORE HTTP for questions in real time. Its payers see only the bytes
of an 837 and decide by the plan book (`plan_book.toml`). What it received and sent stands in `received.jsonl` and
`sent.jsonl`, one line each, exactly once, whatever kills it.
"""
