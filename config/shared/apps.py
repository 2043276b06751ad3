"""The shared app: its checks of `verify` and its steps of `prepare`."""

from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "config.shared"
    label = "shared"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from config.shared import invariants, permissions
        from config.shared.registries import preparation
        from config.shared.services.demo_logins import prepare_demo_logins
        from config.shared.ui import navigation

        invariants.register()
        navigation.register(navigation.Workplace("today", "Today", "today", "home", "t", permissions.SIGNED_IN, position=10))
        preparation.register(preparation.Step("demo logins", prepare_demo_logins, demo=True, order=10))
