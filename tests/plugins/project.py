"""How the project's settings differ in tests: quick password hashes and static files without a manifest; nothing else."""

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
