"""Whether trying an inbound exception again can help, and what it would take first. Pure; called by the file's page and the retry."""

# The bytes themselves are what is wrong: reading them again finds the same.
FINAL = frozenset({
    "empty", "segment_count", "transaction_control_mismatch", "transaction_end_missing", "nested_archive", "archive_empty", "archive_too_large",
    "archive_too_many_files", "archive_encrypted", "archive_unknown_method", "archive_damaged",
})
FIRST = {
    "no_handler": "Helps once an update of the system takes this type.",
    "handler_failed": "Helps after an update of the system. What failed was undone as a whole.",
    "usage_mismatch": "Helps once the connection, or the system, is for the usage (test or production) that the file names.",
    "unknown_batch": "Helps where the batch is known now, for example after a restore.",
    "unknown_claims": "Helps where the claims are known now. What was applied is not applied again.",
}
TRANSACTION = "It is handed to its handler once more. What was done before is not done again."
FILE = "The stored bytes are read once more. Helps after an update of the system; what was done before is not done again."
UNHANDLED = "It was stored and not read to its end. Reading goes on where it stopped."


def retry_help(code: str, *, whole_file: bool) -> str:
    """What trying again would do, in a sentence; "" where it can't help."""
    if code in FINAL:
        return ""
    return FILE if whole_file else FIRST.get(code, TRANSACTION)
