"""Verbs that every room uses: record an event, open and close work items, run jobs, log access."""
