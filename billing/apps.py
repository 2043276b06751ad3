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
        _register_search()


def _register_invariants() -> None:
    from billing import invariants

    invariants.register()


def _register_listeners() -> None:
    from billing.services.follow_registrations import follow_registrations
    from config.shared.registries import registrations

    registrations.register(follow_registrations)


def _register_pages() -> None:
    from billing.services.ask_for_coverage import QUEUE
    from config.shared import permissions
    from config.shared.registries import panels, queues
    from config.shared.ui.navigation import Workplace, register

    queues.register(queues.Queue(QUEUE, "No coverage in force", permissions.VIEW_ENCOUNTERS, "billing:encounter_list", 2))

    register(Workplace("encounters", "Encounters", "encounters", "billing:encounter_list", "e", permissions.VIEW_ENCOUNTERS, position=30))
    panels.register("patient", panels.Panel("balance", "Balance by who owes", "billing:patient_balance", permissions.VIEW_ENCOUNTERS, order=10))
    panels.register("encounter", panels.Panel("ledger", "Ledger", "billing:encounter_ledger", permissions.VIEW_ENCOUNTERS, order=60))
    panels.register("patient", panels.Panel("encounters", "Encounters", "billing:patient_encounters", permissions.VIEW_ENCOUNTERS, order=20))


def _register_states() -> None:
    from config.shared.ui import statuses
    from config.shared.ui.statuses import Status

    statuses.register("encounter", {
        "payer": Status("Payer owes", "wait"), "patient": Status("Patient owes", "need"), "closed": Status("Closed", "done"),
        "voided": Status("Void", "idle", "hold"),
    })


def _register_search() -> None:
    from billing.selectors import encounter_search
    from config.shared import permissions
    from config.shared.registries import links, search

    search.register(search.Source("encounters", "Encounters", permissions.VIEW_ENCOUNTERS, encounter_search.find_hits))
    links.register("encounter", encounter_search.links)
