"""How long the system's work takes, always as a ratio to something measured in the same run: `python -m tests.benchmarks NAME [--json]`."""
