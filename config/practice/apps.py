"""The practice app."""

from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "config.practice"
    label = "practice"
    default_auto_field = "django.db.models.BigAutoField"
