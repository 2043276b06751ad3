"""Routes of the payers app."""

from django.urls import path  # noqa: F401

app_name = "payers"
urlpatterns: list = []
