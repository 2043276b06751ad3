"""The practice app: its workplace is Settings."""

from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "config.practice"
    label = "practice"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from config.shared import permissions
        from config.shared.ui import context
        from config.shared.ui.navigation import Workplace, register

        context.register_brand(_brand)
        register(Workplace("settings", "Settings", "settings", "practice:settings", "s", permissions.VIEW_SETTINGS, position=100))


def _brand() -> str:
    """The practice's name in the frame; "" before there is one."""
    from config.practice.models import Organisation

    name = Organisation.objects.values_list("name", flat=True).first() or ""
    return name.split()[0] if name else ""
