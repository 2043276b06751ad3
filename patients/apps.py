"""The patients app: fills the registries of config.shared when Django is ready."""

from django.apps import AppConfig


class PatientsConfig(AppConfig):
    name = "patients"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        _register_pages()
        _register_states()
        _register_search()
        _register_panels()
        _register_jobs()


def _register_pages() -> None:
    from config.shared import permissions
    from config.shared.ui.navigation import Workplace, register

    register(Workplace("patients", "Patients", "patients", "patients:list", "p", permissions.VIEW_PATIENTS, position=20))


def _register_states() -> None:
    from config.shared.ui import statuses
    from config.shared.ui.statuses import Status

    statuses.register("coverage", {
        "active": Status("In force", "done"), "to_come": Status("To come", "wait"), "ended": Status("Ended", "idle"),
        "voided": Status("Void", "idle", "hold"),
    })


def _register_search() -> None:
    from config.shared import permissions
    from config.shared.registries import links
    from config.shared.registries.search import Source, register
    from patients.selectors.patients import find_hits
    from patients.selectors.patients import links as patient_links

    register(Source("patients", "Patients", permissions.VIEW_PATIENTS, find_hits))
    links.register("patient", patient_links)


def _register_panels() -> None:
    from config.shared import permissions
    from config.shared.registries.panels import Panel, register

    register("patient", Panel("notes", "Notes", "patients:notes", permissions.VIEW_PATIENTS, order=110))


def _register_jobs() -> None:
    from config.shared.registries.documents import MAKE
    from config.shared.registries.jobs import JobKind, register
    from patients.services import make_document

    register(JobKind(MAKE, "documents", make_document.run_job, make_document.job_failed, needs_now=False))
