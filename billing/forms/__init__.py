"""Shapes of a keyed visit: its head, diagnoses A to L and charge lines."""

from billing.forms.encounter import EncounterForm
from billing.forms.visit import LINES, Visit

__all__ = ["LINES", "EncounterForm", "Visit"]
