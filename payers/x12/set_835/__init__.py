"""835, the remittance (X221A1). The four names every set has (SPEC, parse, render, check), and `balance`."""

from payers.x12.set_835.balancing import Balance, ClaimBalance, balance
from payers.x12.set_835.checking import check
from payers.x12.set_835.guide import GUIDE as SPEC
from payers.x12.set_835.model import ClaimPayment, ProviderAdjustment, Remittance, ServicePayment
from payers.x12.set_835.quick_balance import quick_balances
from payers.x12.set_835.reading import parse
from payers.x12.set_835.rendering import render
from payers.x12.set_835.streaming import RemittanceStream, stream

__all__ = [
    "SPEC",
    "Balance",
    "ClaimBalance",
    "ClaimPayment",
    "ProviderAdjustment",
    "Remittance",
    "RemittanceStream",
    "ServicePayment",
    "balance",
    "check",
    "parse",
    "quick_balances",
    "render",
    "stream",
]
