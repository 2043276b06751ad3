"""Pages of the practice's settings."""
