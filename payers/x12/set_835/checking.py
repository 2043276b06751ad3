"""Is this 835 one that can be posted? Guide, situations, what adds up, what repeats. Called by `payers.x12.check`."""

from payers.x12.checking import by_guide, with_values
from payers.x12.findings import WARNING, Finding
from payers.x12.set_835.adjustment_checks import adjustment_findings
from payers.x12.set_835.balancing import findings as balance_findings
from payers.x12.set_835.cross_checks import claim_findings, remittance_findings
from payers.x12.set_835.guide import GUIDE, SITUATIONS
from payers.x12.set_835.reading import parse

MOST_CLAIMS = 10_000
CALCULATED = (
    ("line_out_of_balance", "2110", "SVC"), ("claim_out_of_balance", "2100", "CLP"), ("check_out_of_balance", "", "BPR"),
    ("payer_id_differs", "", "TRN"), ("interest_not_paid", "2100", "CLP"), ("claim_repeated", "2100", "CLP"), ("summary_count", "2000", "TS3"),
    ("summary_charge", "2000", "TS3"), ("provider_adjustment_zero", "", "PLB"), ("patient_responsibility", "2100", "CLP"),
    ("paid_above_charge", "2100", "CLP"), ("line_total", "2100", "CLP"), ("period_reversed", "2100", "CLP"), ("period_reversed", "2110", "SVC"),
    ("service_after_payment", "2100", "CLP"), ("service_after_payment", "2110", "SVC"), ("submitted_same", "2110", "SVC"),
    ("adjustment_group_split", "2100", "CAS"), ("adjustment_group_split", "2110", "CAS"), ("adjustment_gap", "2100", "CAS"),
    ("adjustment_gap", "2110", "CAS"), ("reason_form", "2100", "CAS"), ("reason_form", "2110", "CAS"), ("adjustment_repeated", "2100", "CAS"),
    ("adjustment_repeated", "2110", "CAS"), ("adjustment_zero", "2100", "CAS"), ("adjustment_zero", "2110", "CAS"), ("remark_form", "2110", "LQ"),
    ("remark_form", "2100", "MOA"), ("remark_form", "2100", "MIA"), ("npi_check_digit", "1000B", "N1"), ("npi_check_digit", "2100", "NM1"),
)  # fmt: skip


def check(transaction):
    """All findings about a Transaction that is an 835."""
    found = by_guide(transaction, GUIDE, SITUATIONS)
    remittance = parse(transaction)
    found = with_values(found, remittance.findings)
    found += balance_findings(remittance)
    found += remittance_findings(remittance, transaction)
    for claim in remittance.claims:
        found += claim_findings(claim, remittance)
    found += adjustment_findings(transaction)
    if len(remittance.claims) > MOST_CLAIMS:
        message = f"The transaction has {len(remittance.claims)} claims, {MOST_CLAIMS} are the limit: it may have been joined from several."
        found.append(Finding(WARNING, "claim_count", "", "ST", 1, "", message))
    return tuple(sorted(found, key=lambda item: item.segment_number))
