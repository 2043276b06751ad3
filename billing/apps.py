"""The billing app: fills the registries of config.shared when Django is ready."""

from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "billing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        _register_invariants()


def _register_invariants() -> None:
    from billing import invariants

    invariants.register()
