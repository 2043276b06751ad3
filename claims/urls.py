"""Routes of the claims app."""

from django.urls import path  # noqa: F401

app_name = "claims"
urlpatterns: list = []
