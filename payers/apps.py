"""The payers app: fills the registries of config.shared when Django is ready."""

from django.apps import AppConfig


class PayersConfig(AppConfig):
    name = "payers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        _register_jobs()
        _register_preparation()
        _register_invariants()
        _register_pages()
        _register_links()
        _register_today()


def _register_preparation() -> None:
    from config.shared.registries.preparation import Step, register
    from payers.services import load_reference, prepare_demo

    register(Step("guides", load_reference.load_guides, order=20))
    register(Step("diagnosis codes", load_reference.load_diagnoses, order=30))
    register(Step("demo practice", prepare_demo.prepare_demo_practice, demo=True, order=40))
    register(Step("demo payers", prepare_demo.prepare_demo_payers, demo=True, order=50))


def _register_invariants() -> None:
    from payers import invariants

    invariants.register()


def _register_jobs() -> None:
    from config.shared.registries.jobs import JobKind, register
    from payers import tasks
    from payers.services.freeze_interchange import DELIVER
    from payers.services.record_file import PROCESS

    register(JobKind(DELIVER, "submission", tasks.run_delivery, tasks.delivery_failed))
    register(JobKind(PROCESS, "inbound", tasks.run_processing, tasks.processing_failed))


def _register_pages() -> None:
    from config.shared import permissions
    from config.shared.registries import queues
    from config.shared.ui.navigation import Workplace, register

    register(Workplace("payers", "Payers & fees", "payers", "payers:list", "f", permissions.VIEW_SETTINGS, position=80))
    queues.register(queues.Queue(
        "inbound_exception", "Files: exceptions", permissions.VIEW_REMITTANCES, "payers:inbound_exception_list", 1, queues.MONEY_IN,
    ))
    queues.register(queues.Queue("lost_batch", "Batches: lost or silent", permissions.WORK_CLAIMS, "payers:batch_list", 1, queues.SENT))
    queues.register(queues.Queue("connection_trouble", "Connections: trouble", permissions.EDIT_SETTINGS, "payers:connection_list", 1, queues.SENT))
    _register_statuses()


def _register_statuses() -> None:
    from config.shared.ui import statuses
    from config.shared.ui.statuses import Status

    statuses.register("inbound", {
        "pending": Status("Waiting", "wait"), "processed": Status("Processed", "done"), "exception": Status("Exception", "need"),
        "duplicate": Status("Duplicate", "idle"), "set_aside": Status("Set aside", "idle", "done"),
    })
    statuses.register("interchange", {
        "frozen": Status("Ready to send", "wait"), "delivered": Status("Sent", "wait"), "waiting": Status("Sent or not: waiting", "need"),
        "acknowledged": Status("Acknowledged", "done"), "rejected": Status("Rejected", "risk"), "lost": Status("Lost?", "risk"),
    })


def _register_links() -> None:
    from config.shared.registries import links
    from payers.selectors import exchange

    links.register("interchange", exchange.interchange_links)
    links.register("inbound_file", exchange.inbound_file_links)
    links.register("inbound_transaction", exchange.inbound_transaction_links)
    links.register("connection", exchange.connection_links)


def _register_today() -> None:
    from config.shared import permissions
    from config.shared.registries import today
    from payers.selectors import arrivals

    today.register_arrivals(today.Source("files", permissions.VIEW_REMITTANCES, arrivals.files_since))
    today.register_health(today.Source("connections", permissions.VIEW_CLAIMS, arrivals.connections))
