"""The payers app: fills the registries of config.shared when Django is ready."""

from django.apps import AppConfig


class PayersConfig(AppConfig):
    name = "payers"
    default_auto_field = "django.db.models.BigAutoField"
