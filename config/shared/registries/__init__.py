"""Seams for upward effects: a lower room calls a higher one only through these, filled in `AppConfig.ready()`."""
