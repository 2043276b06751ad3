"""Wiring of the project. Empty: the supervisor starts from here too, and loads no more than it needs."""
