"""The billing app: fills the registries of config.shared when Django is ready."""

from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "billing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        _register_invariants()
        _register_listeners()
        _register_pages()
        _register_states()
        _register_queues()
        _register_search()
        _register_documents()


def _register_invariants() -> None:
    from billing import invariants, invariants_patient

    invariants.register()
    invariants_patient.register()


def _register_listeners() -> None:
    from billing.selectors.price_uses import ChargeMasterUses
    from billing.services.follow_registrations import follow_registrations
    from config.shared.registries import price_uses, registrations

    registrations.register(follow_registrations)
    price_uses.register("charge_master", ChargeMasterUses())


def _register_pages() -> None:
    from billing.services.ask_for_coverage import QUEUE
    from config.shared import permissions
    from config.shared.registries import panels, queues
    from config.shared.ui.navigation import Workplace, register

    queues.register(queues.Queue(QUEUE, "No coverage in force", permissions.VIEW_ENCOUNTERS, "billing:encounter_list", 2, queues.BEFORE_SENDING))

    register(Workplace("encounters", "Encounters", "encounters", "billing:encounter_list", "e", permissions.VIEW_ENCOUNTERS, position=30))
    panels.register("patient", panels.Panel("balance", "Balance by who owes", "billing:patient_balance", permissions.VIEW_ENCOUNTERS, order=10))
    panels.register("encounter", panels.Panel("ledger", "Ledger", "billing:encounter_ledger", permissions.VIEW_ENCOUNTERS, order=60))
    register(Workplace(
        "patient_billing", "Patient billing", "statements", "billing:account_list", "b", permissions.VIEW_PATIENT_BILLING, position=70,
    ))
    panels.register("patient", panels.Panel("money", "Patient billing", "billing:patient_money", permissions.VIEW_PATIENT_BILLING, order=15))
    panels.register("patient", panels.Panel("encounters", "Encounters", "billing:patient_encounters", permissions.VIEW_ENCOUNTERS, order=20))


def _register_queues() -> None:
    from billing.documents import NO_RECEIPT, NO_STATEMENT
    from billing.services import refund_patient
    from billing.services.follow_accounts import DUE, UNAPPLIED
    from config.shared import permissions
    from config.shared.registries.queues import MONEY_IN, PATIENT, Queue, register

    register(Queue(DUE, "Patient due", permissions.VIEW_PATIENT_BILLING, "billing:account_list", 30, PATIENT))
    register(Queue(UNAPPLIED, "Unapplied cash", permissions.VIEW_PATIENT_BILLING, "billing:account_list", 7, MONEY_IN))
    register(Queue(NO_STATEMENT, "Statements without PDF", permissions.VIEW_PATIENT_BILLING, "billing:statement_list", 1, PATIENT))
    register(Queue(NO_RECEIPT, "Receipts without PDF", permissions.VIEW_PATIENT_BILLING, "billing:payment_list", 1, PATIENT))
    register(Queue(refund_patient.TO_APPROVE, "Refunds to approve", permissions.VIEW_MONEY_BACK, "billing:refund_list", 3, MONEY_IN))
    register(Queue(refund_patient.TO_PAY, "Refunds to pay", permissions.VIEW_MONEY_BACK, "billing:refund_list", 3, MONEY_IN))


def _register_states() -> None:
    from config.shared.ui import statuses
    from config.shared.ui.statuses import Status

    statuses.register("patient_payment", {"received": Status("Received", "done"), "returned": Status("Returned", "risk")})
    statuses.register("statement", {
        "made": Status("To be sent", "need"), "sent": Status("Sent", "wait"), "paid": Status("Paid", "done"),
        "replaced": Status("Followed by another", "idle"), "voided": Status("Void", "idle", "hold"),
    })
    statuses.register("refund", {
        "requested": Status("Waits for approval", "need"), "approved": Status("To be paid", "wait"), "paid": Status("Paid", "done"),
        "refused": Status("Refused", "idle"),
    })

    statuses.register("encounter", {
        "payer": Status("Payer owes", "wait"), "patient": Status("Patient owes", "need"), "closed": Status("Closed", "done"),
        "voided": Status("Void", "idle", "hold"),
    })


def _register_search() -> None:
    from billing.selectors import encounter_search, money_links
    from config.shared import permissions
    from config.shared.registries import links, search

    search.register(search.Source("encounters", "Encounters", permissions.VIEW_ENCOUNTERS, encounter_search.find_hits))
    links.register("encounter", encounter_search.links)
    links.register("patient_account", money_links.account_links)
    links.register("statement", money_links.statement_links)
    links.register("patient_payment", money_links.payment_links)
    links.register("refund", money_links.refund_links)
    search.register(search.Source("patient_money", "Patient billing", permissions.VIEW_PATIENT_BILLING, money_links.find_hits))
    search.register(search.Source("refunds", "Refunds", permissions.VIEW_MONEY_BACK, money_links.find_refunds))


def _register_documents() -> None:
    from billing import documents

    documents.register()
