"""The payer's poll policy as the rules want it."""

from claims.rules.polling import Policy
from payers.models import Payer


def policy_of(payer: Payer) -> Policy:
    """The payer's row; it answers only where its connection has an address for real-time requests too."""
    return Policy(payer.first_poll_days, payer.next_poll_days, payer.last_poll_days, payer.answers_276)
