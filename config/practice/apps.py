"""The practice app: its workplace is Settings."""

from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "config.practice"
    label = "practice"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from config.shared import permissions
        from config.shared.ui.navigation import Workplace, register

        register(Workplace("settings", "Settings", "settings", "practice:settings", "s", permissions.VIEW_SETTINGS, position=100))
