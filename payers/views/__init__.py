"""Pages of the payers room."""
