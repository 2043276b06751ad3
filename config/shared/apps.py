"""The shared app: its checks of `verify` and its steps of `prepare`."""

from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "config.shared"
    label = "shared"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from config.shared import invariants
        from config.shared.registries import preparation
        from config.shared.services.demo_logins import prepare_demo_logins

        invariants.register()
        preparation.register(preparation.Step("demo logins", prepare_demo_logins, demo=True, order=10))
