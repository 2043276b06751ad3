"""Settings of the whole project, read from the environment and from the state folder of a running `bin/start`.

Environment: DATABASE_URL, REDIS_URL, PRACTICE_STATE, SITE_URL, SECRET_KEY, FIELD_KEYS, DEMO, PRACTICE_TIME_ZONE. What is not set there comes from
`endpoints.json` and `keys/` in the state folder, so that `manage.py` works from another shell.
"""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from csp.constants import NONE, SELF

import config.celery  # noqa: F401 - makes it the current app, so that any process sends its hints to the right broker
from config.endpoints import read_endpoints, state_folder
from config.keys import field_keys, secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
STATE_FOLDER = state_folder()
_ENDPOINTS = read_endpoints()


def _text(name: str, default: str = "") -> str:
    return os.environ.get(name) or default


def _flag(name: str, default: bool) -> bool:
    value = _text(name, "1" if default else "0")
    if value not in {"0", "1"}:
        raise ValueError(f"{name} must be 0 or 1")
    return value == "1"


def _database(url: str) -> dict:
    """A DATABASES entry from postgresql://user:password@host:port/name?host=/socket/folder."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("DATABASE_URL must be a postgresql:// URL")
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(query.pop("port", parts.port or "")),
        "CONN_MAX_AGE": 0,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": query,
        "TEST": {"TEMPLATE": "template0"},
    }


DEBUG = False
DEMO = _flag("DEMO", bool(_ENDPOINTS.get("demo")))
SECRET_KEY = secret_key(STATE_FOLDER)
FIELD_KEYS = field_keys(STATE_FOLDER)
SITE_URL = _text("SITE_URL", _ENDPOINTS.get("site_url", "http://127.0.0.1:8000"))
_site = urlsplit(SITE_URL)
ALLOWED_HOSTS = [_site.hostname or "127.0.0.1", "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"{_site.scheme}://{_site.netloc}"]
_SECURE = _site.scheme == "https"

DATABASES = {"default": _database(_text("DATABASE_URL", _ENDPOINTS.get("database_url", "postgresql:///practice")))}
REDIS_URL = _text("REDIS_URL", _ENDPOINTS.get("redis_url", "redis://127.0.0.1:6379/0"))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "shared.User"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django.contrib.postgres",
    "csp",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "pgtrigger",
    "pghistory",
    "config.shared",
    "config.practice",
    "payers",
    "patients",
    "billing",
    "claims",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "config.shared.access.middleware.PermissionMatrixMiddleware",
    "config.shared.access.middleware.NoNulMiddleware",
    "config.shared.access.middleware.PrivateResponseMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "config.shared.ui.context.frame",
            ],
            "builtins": ["config.shared.templatetags.practice"],
        },
    }
]
FORM_RENDERER = "config.shared.ui.forms.PracticeRenderer"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # a toast may name a claim: never in a cookie

LANGUAGE_CODE = "en-us"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"
PRACTICE_TIME_ZONE = _text("PRACTICE_TIME_ZONE", "America/Chicago")
DATE_FORMAT = "m/d/Y"
DATE_INPUT_FORMATS = ["%m/%d/%Y", "%Y-%m-%d", "%m/%d/%y", "%m%d%Y"]

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "config" / "static"]
STATIC_ROOT = STATE_FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.shared.ui.storage.StaticStorage"},
}
BLOB_FOLDER = STATE_FOLDER / "blobs"
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Login: allauth with its rate limits; nobody signs up by themselves.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_ADAPTER = "config.accounts.StaffAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# One address is stopped long before it could lock a colleague out by his name; a proxy that ends TLS tells the address.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/5m/ip,500/h/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _SECURE else 0
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

SESSION_COOKIE_AGE = int(timedelta(hours=10).total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SECURE
SESSION_COOKIE_NAME = "__Host-session" if _SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if _SECURE else "csrf"
SECURE_HSTS_SECONDS = 31_536_000 if _SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Celery: the broker carries hints; the job rows decide (config.shared.services.jobs).
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_RESULT_BACKEND = None
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE = {
    "sweep-jobs": {"task": "shared.sweep_jobs", "schedule": 10.0, "options": {"queue": "default", "expires": 10}},
    "send-ready-claims": {"task": "claims.send_ready_claims", "schedule": 15.0, "options": {"queue": "submission", "expires": 15}},
    "fetch-inbound": {"task": "payers.fetch_inbound", "schedule": 10.0, "options": {"queue": "inbound", "expires": 10}},
    "poll-silent-claims": {"task": "claims.poll_silent_claims", "schedule": 60.0, "options": {"queue": "status", "expires": 60}},
    "bill-overdue-crossovers": {"task": "claims.bill_overdue_crossovers", "schedule": 3600.0, "options": {"queue": "submission", "expires": 3600}},
    "make-statements": {"task": "billing.make_statements", "schedule": 3600.0, "options": {"queue": "default", "expires": 3600}},
    "watch-silent-batches": {"task": "payers.watch_silent_batches", "schedule": 60.0, "options": {"queue": "submission", "expires": 60}},
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.CursorPagination",
    "PAGE_SIZE": 50,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Practice billing", "VERSION": "1", "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR", "SWAGGER_UI_FAVICON_HREF": "SIDECAR", "REDOC_DIST": "SIDECAR",
}
PGHISTORY_DEFAULT_TRACKERS = None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "config.shared.logs.PlainFormatter", "format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"paramiko": {"level": "WARNING"}, "asyncssh": {"level": "WARNING"}},
}
