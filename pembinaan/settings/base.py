"""What every profile shares. Each environment variable is listed in docs/settings.md."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
import structlog
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="")
# Fernet keys that seal complaints, newest first: the first one seals, all of them open.
COMPLAINT_KEYS = env.list("COMPLAINT_KEYS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_ADDRESS = env.str("SITE_ADDRESS", default="http://localhost:8000")
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

LAYERS = [
    "portal",
    "rewards",
    "evaluations",
    "credentials",
    "learning",
    "programs",
    "partners",
    "surveys",
    "documents",
    "notifications",
    "people",
]
INSTALLED_APPS = [
    *LAYERS,
    "pembinaan.base",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_bootstrap5",
    "crispy_forms",
    "csp",
    "django_htmx",
    "pghistory",
    "pgtrigger",
    "tree_queries",
]
MIDDLEWARE = [
    "pembinaan.base.middleware.NullByteMiddleware",
    "surveys.middleware.AnswerShortcut",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "pembinaan.base.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pembinaan.base.middleware.ClosedByDefaultMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pembinaan.base.middleware.SignedInHistoryMiddleware",
]
ROOT_URLCONF = "pembinaan.urls"
WSGI_APPLICATION = "pembinaan.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "people.context_processors.access",
                "documents.context_processors.city",
                "notifications.context_processors.unread",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Connections persist: a new one for each request costs four to seven times the throughput.
DATABASES = {"default": env.db("DATABASE_URL", default="postgres:///pembinaan")}
DATABASES["default"].update(
    CONN_MAX_AGE=None,
    CONN_HEALTH_CHECKS=True,
    OPTIONS=DATABASES["default"].get("OPTIONS", {})
    | {
        "options": (
            f"-c statement_timeout={env.int('DATABASE_STATEMENT_TIMEOUT_MS', default=15_000)}"
            f" -c lock_timeout={env.int('DATABASE_LOCK_TIMEOUT_MS', default=5_000)}"
        ),
    },
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# In Postgres, not in the broker: limits that protect sign-in must survive a wiped broker.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
    # What many ask for and may be some seconds old, such as the catalogue's list; each process keeps its own.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 2_000}},
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "people.backends.RoleBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 10}  # type: ignore[assignment]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "people.adapters.ClosedAccountAdapter"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {"login": "people.signin.SignInForm", "reset_password": "people.signin.ForgottenPasswordForm"}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# A whole office shares one address, so the limit for an address is wide and the one for a name is narrow.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "activate": "60/m/ip",
    "pair_device": "20/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesia")), ("en", _("Inggris"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # half as much to compress
MEDIA_ROOT = VAR_DIR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="smtp://localhost:25")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="pembinaan@localhost")
# How messages leave the house, the preferred way first. A gateway is one more class and one more line.
MESSAGE_CHANNELS = {"email": "notifications.channels.EmailChannel"}
# Who wants one mail a day gets it at this hour of the city: the day's news, before the way home.
DIGEST_HOUR = env.int("DIGEST_HOUR", default=16)

CELERY_BROKER_URL = env.str("REDIS_URL", default="redis://localhost:6379/0")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 3
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_connect_timeout": 1,
    "socket_timeout": 30,
    # A page that wakes a task knocks at a lost broker once and goes on; a worker knocks for ever.
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_SOFT_TIME_LIMIT = 600
# kB; typst keeps its last ten papers: a worker that has grown gives its memory back after the task.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 300_000
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "heartbeat": {"task": "pembinaan.base.tasks.beat", "schedule": timedelta(seconds=15)},
    "events": {"task": "pembinaan.base.tasks.sweep_events", "schedule": timedelta(seconds=10)},
    "answers": {"task": "surveys.tasks.fold_answers", "schedule": timedelta(seconds=5), "options": {"expires": 5}},
    "judgement": {"task": "surveys.tasks.judge_answers", "schedule": timedelta(minutes=10)},
    "origins": {"task": "surveys.tasks.forget_origins", "schedule": timedelta(hours=6)},
    # In office hours, so that nobody is woken: what is missed at one hour is done at the next.
    "complaints": {"task": "surveys.tasks.chase_complaints", "schedule": crontab(hour="7-16", minute=40)},
    "old-complaints": {"task": "surveys.tasks.forget_old_complaints", "schedule": crontab(hour=1, minute=40)},
    "links": {"task": "surveys.tasks.forget_links_and_uploads", "schedule": timedelta(hours=6)},
    "messages": {"task": "notifications.tasks.send_messages", "schedule": timedelta(seconds=20)},
    "charts": {"task": "documents.tasks.render_charts", "schedule": timedelta(seconds=30)},
    "accounts": {"task": "people.tasks.keep_accounts", "schedule": timedelta(hours=1)},
    "old_charts": {"task": "documents.tasks.forget_old_charts", "schedule": timedelta(days=1)},
    "jobs": {"task": "documents.tasks.run_jobs", "schedule": timedelta(seconds=30)},
    "offers": {"task": "programs.tasks.lapse_overdue_offers", "schedule": timedelta(seconds=60)},
    # Hourly though days matter: what a stopped worker missed is made up for within the hour.
    "agreements": {"task": "partners.tasks.remind_of_agreements", "schedule": timedelta(hours=1)},
    "partner_accounts": {"task": "partners.tasks.close_partner_accounts", "schedule": timedelta(hours=1)},
    # Between seven and sixteen, so that nobody is woken: what is missed at one hour is done at the next.
    "requests": {"task": "programs.tasks.chase_requests", "schedule": crontab(hour="7-16", minute=20)},
    "survey-offices": {"task": "surveys.tasks.remind_survey_offices", "schedule": crontab(hour="7-16", minute=40)},
    "thin-batches": {"task": "programs.tasks.tell_of_thin_batches", "schedule": timedelta(minutes=10)},
    "devices": {"task": "programs.tasks.forget_devices", "schedule": crontab(hour=2, minute=10)},
    "behaviour": {"task": "evaluations.tasks.ask_about_behaviour", "schedule": crontab(hour="7-16", minute=50)},
    "reactions": {"task": "evaluations.tasks.remind_of_reactions", "schedule": crontab(hour="7-16", minute=40)},
    # By day: a report brings a message, and what is missed at one hour is done at the next.
    "reports": {"task": "evaluations.tasks.ask_for_reports", "schedule": crontab(hour="7-16", minute=10)},
    "tests": {"task": "evaluations.tasks.keep_tests", "schedule": crontab(hour="6-20", minute="*/10")},
    "impact": {"task": "evaluations.tasks.estimate", "schedule": timedelta(hours=1)},
    "seats": {"task": "programs.tasks.give_seats_of_closed_batches", "schedule": timedelta(seconds=30)},
    "verify-enrollments": {"task": "programs.tasks.verify_enrollments", "schedule": crontab(hour=2, minute=30)},
}

# How long a process may go on showing a questionnaire, unit or public result that has just changed.
SURVEY_CONTENT_SECONDS = env.int("SURVEY_CONTENT_SECONDS", default=5)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "frame-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(),
    ],
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "structlog.stdlib.ProcessorFormatter",
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
            "foreign_pre_chain": [
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso"),
                structlog.processors.format_exc_info,
            ],
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
