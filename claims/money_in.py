"""What remittances and denials put into the registries of config.shared. Called once, when Django is ready."""

from claims import invariants_money_in
from claims.services.apply_835 import apply_835
from claims.services.load_adjustment_rules import load_adjustment_rules
from config.shared.registries import inbound, preparation


def register() -> None:
    """Fill the registries."""
    inbound.register("835", apply_835)
    preparation.register(preparation.Step("adjustment table", load_adjustment_rules, order=25))
    invariants_money_in.register()
