"""What claims and their answers put into the registries of config.shared. Called once, when Django is ready."""

from claims import invariants, invariants_claims_out
from claims.models import Claim, ClaimStatus
from claims.rules import next_steps
from claims.selectors import claim_links, claim_list
from claims.services.apply_277 import apply_277
from claims.services.apply_277ca import apply_277ca
from claims.services.apply_999 import apply_999
from claims.services.apply_ta1 import apply_ta1
from claims.services.ask_payer import ask_payer, give_up_asking
from claims.services.ask_status import ASK_PAYER
from claims.services.crossover_first import POST_CROSSOVER
from claims.services.expect_again import ContractUses
from claims.services.follow_encounters import follower
from claims.services.guard_encounters import guard_encounters
from claims.services.mark_claims_sent import mark_claims_sent
from claims.services.post_crossover import give_up_crossover, post_crossover
from claims.services.send_ready_claims import TRANSACTION_TYPE
from config.shared import permissions
from config.shared.registries import encounters, inbound, jobs, links, outbound, panels, price_uses, queues, search
from config.shared.ui import navigation, statuses
from config.shared.ui.navigation import Workplace
from config.shared.ui.statuses import Status

QUEUES = (
    (next_steps.HELD, "Held for biller", 2, queues.BEFORE_SENDING),
    (next_steps.READY, "Ready to send", 1, queues.BEFORE_SENDING),
    (next_steps.UNANSWERED, "Sent without answer", 3, queues.SENT),
    (next_steps.REJECTED, "Rejected", 2, queues.SENT),
    (next_steps.FOLLOW_UP, "Follow-up due", 3, queues.SENT),
    (next_steps.WAITING, "Waiting", 60, queues.SENT),
)
WORDS = {
    ClaimStatus.HELD: Status("Held", "need", "hold"),
    ClaimStatus.READY: Status("Ready to send", "wait", "dot"),
    ClaimStatus.CROSSED_OVER: Status("Sent on by the payer before", "wait"),
    ClaimStatus.QUEUED: Status("In a batch", "wait"),
    ClaimStatus.SENT: Status("Sent", "wait"),
    ClaimStatus.RECEIVED: Status("Received", "wait"),
    ClaimStatus.ACCEPTED: Status("Accepted", "wait", "done"),
    ClaimStatus.REJECTED: Status("Rejected", "need"),
    ClaimStatus.PENDING: Status("In process", "wait"),
    ClaimStatus.RECORDS_ASKED: Status("Records asked", "need"),
    ClaimStatus.FINALIZED: Status("Decided", "wait", "half"),
    ClaimStatus.PAID: Status("Paid", "done"),
    ClaimStatus.PARTLY_PAID: Status("Denied in part", "risk", "half"),
    ClaimStatus.DENIED: Status("Denied", "risk"),
    ClaimStatus.CLOSED: Status("Closed", "idle"),
    ClaimStatus.VOIDED: Status("Voided", "idle"),
}


def register() -> None:
    """Fill the registries."""
    for transaction_type, handler in (("999", apply_999), ("TA1", apply_ta1), ("277CA", apply_277ca), ("277", apply_277)):
        inbound.register(transaction_type, handler)
    outbound.register(TRANSACTION_TYPE, mark_claims_sent)
    encounters.register(follower)
    encounters.register_guard(guard_encounters)
    price_uses.register("contract", ContractUses())
    jobs.register(jobs.JobKind(
        ASK_PAYER, "status", lambda job, at: ask_payer(job.args["inquiry_id"], at=at),
        lambda job, code, at: give_up_asking(job.args["inquiry_id"], code, at=at),
    ))
    jobs.register(jobs.JobKind(
        POST_CROSSOVER, "inbound", lambda job, at: post_crossover(job.args["remittance_claim_id"], at=at),
        lambda job, code, at: give_up_crossover(job.args["remittance_claim_id"], code, at=at),
    ))
    statuses.register(Claim.SUBJECT_KIND, WORDS)
    invariants.register()
    for key, label, days, stage in QUEUES:
        queues.register(queues.Queue(key, label, permissions.VIEW_CLAIMS, claim_list.LIST_URL, days, stage))
    invariants_claims_out.register()
    _register_pages()


def _register_pages() -> None:
    """The workplace in the rail, links to claims, and the search's group."""
    navigation.register(
        Workplace("claims", "Claims", "claims", claim_list.LIST_URL, "c", permissions.VIEW_CLAIMS, position=40, count=claim_list.waiting_for)
    )
    links.register(Claim.SUBJECT_KIND, claim_links.resolve)
    search.register(search.Source("claims", "Claims", permissions.VIEW_CLAIMS, claim_links.find))
    panels.register("encounter", panels.Panel("claims", "Claims", "claims:encounter_claims", permissions.VIEW_CLAIMS, order=30))
    panels.register("patient", panels.Panel("claims", "Claims", "claims:patient_claims", permissions.VIEW_CLAIMS, order=30))
