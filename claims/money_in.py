"""What remittances and denials put into the registries of config.shared. Called once, when Django is ready."""

from claims import invariants_money_in, invariants_patient
from claims.models import Denial, DenialStatus, Overpayment, OverpaymentStatus, Remittance, RemittanceClaim, RemittanceClaimFate, RemittanceStatus
from claims.selectors import money_in_links
from claims.services import appeal_steps, open_denials, open_overpayments, post_remittance, post_remitted_claims
from claims.services.apply_835 import apply_835
from claims.services.load_adjustment_rules import load_adjustment_rules
from claims.services.refund_overpayment import OverpaymentRefunds
from config.shared import permissions
from config.shared.models import WorkItem
from config.shared.registries import inbound, links, preparation, queues, refunds, search
from config.shared.ui import navigation, statuses
from config.shared.ui.statuses import Status

QUEUES = (
    queues.Queue(open_denials.QUEUE, "Denied", permissions.VIEW_DENIALS, "claims:denial_list", 5, queues.FIGHT),
    queues.Queue(post_remittance.QUEUE, "Unposted remittance", permissions.VIEW_REMITTANCES, "claims:remittance_list", 1, queues.MONEY_IN),
    queues.Queue(
        post_remittance.EXCEPTIONS, "Claims in suspense", permissions.VIEW_REMITTANCES, "claims:remittance_exception_list", 2, queues.MONEY_IN,
    ),
    queues.Queue(open_overpayments.QUEUE, "Takebacks and letters", permissions.VIEW_MONEY_BACK, "claims:overpayment_list", 5, queues.MONEY_IN),
    queues.Queue(post_remitted_claims.AFTER_POSTING, "Patient share and underpaid", permissions.VIEW_CLAIMS, "claims:claim_list", 5, queues.FIGHT),
)
WORDS = {
    Remittance.SUBJECT_KIND: {
        RemittanceStatus.PLANNED: Status("Ready to post", "need"), RemittanceStatus.POSTED: Status("Posted", "done"),
        RemittanceStatus.EXCEPTION: Status("Exception", "risk"), RemittanceStatus.DUPLICATE: Status("Duplicate", "idle"),
    },
    RemittanceClaim.SUBJECT_KIND: {
        RemittanceClaimFate.PLANNED: Status("Will post", "wait"), RemittanceClaimFate.POSTED: Status("Posted", "done"),
        RemittanceClaimFate.SUSPENSE: Status("In suspense", "need"), RemittanceClaimFate.EXCEPTION: Status("Waits", "need"),
    },
    Overpayment.SUBJECT_KIND: {
        OverpaymentStatus.OPEN: Status("Open", "need"), OverpaymentStatus.DISPUTED: Status("Disputed", "wait"),
        OverpaymentStatus.REFUND: Status("Refund asked for", "wait"), OverpaymentStatus.RECOVERED: Status("Taken or paid back", "done"),
        OverpaymentStatus.CLOSED: Status("Closed", "idle"),
    },
    Denial.SUBJECT_KIND: {
        DenialStatus.OPEN: Status("Denied", "risk"), DenialStatus.CORRECTED: Status("Corrected, resent", "wait"),
        DenialStatus.APPEALED: Status("Appealed", "wait"), DenialStatus.OVERTURNED: Status("Overturned", "done"),
        DenialStatus.UPHELD: Status("Upheld", "risk", "half"), DenialStatus.WRITTEN_OFF: Status("Written off", "idle"),
        DenialStatus.CLOSED: Status("Closed", "idle"),
    },
}


def register() -> None:
    """Fill the registries."""
    inbound.register("835", apply_835)
    preparation.register(preparation.Step("adjustment table", load_adjustment_rules, order=25))
    invariants_money_in.register()
    invariants_patient.register()
    for queue in QUEUES:
        queues.register(queue)
    for kind, words in WORDS.items():
        statuses.register(kind, words)
    _register_pages()


def _register_pages() -> None:
    navigation.register(navigation.Workplace(
        "remittances", "Remittances", "remit", "claims:remittance_list", "r", permissions.VIEW_REMITTANCES, position=50,
        count=_waiting(post_remittance.QUEUE, post_remittance.EXCEPTIONS),
    ))
    navigation.register(navigation.Workplace(
        "denials", "Denials & appeals", "denials", "claims:denial_list", "d", permissions.VIEW_DENIALS, position=60,
        count=_waiting(open_denials.QUEUE, appeal_steps.OPEN, appeal_steps.TO_APPROVE),
    ))
    links.register(Remittance.SUBJECT_KIND, money_in_links.remittance_links)
    links.register(RemittanceClaim.SUBJECT_KIND, money_in_links.remittance_claim_links)
    links.register(Overpayment.SUBJECT_KIND, money_in_links.overpayment_links)
    refunds.register(Overpayment.SUBJECT_KIND, OverpaymentRefunds())
    links.register(Denial.SUBJECT_KIND, money_in_links.denial_links)
    search.register(search.Source("remittances", "Remittances", permissions.VIEW_REMITTANCES, money_in_links.find_remittances))
    search.register(search.Source("denials", "Denials", permissions.VIEW_DENIALS, money_in_links.find_denials))
    search.register(search.Source("overpayments", "Money back", permissions.VIEW_MONEY_BACK, money_in_links.find_overpayments))


def _waiting(*keys: str):
    """How many open work items these queues hold, for the rail."""
    return lambda user: WorkItem.objects.filter(queue__in=keys, closed_at__isnull=True).count()
