"""The payers app: fills the registries of config.shared when Django is ready."""

from django.apps import AppConfig


class PayersConfig(AppConfig):
    name = "payers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        _register_preparation()
        _register_invariants()


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
