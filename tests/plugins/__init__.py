"""pytest's wiring for this project, one concern a file."""
