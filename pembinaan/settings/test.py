"""The profile of the tests: quick hashes, no compressed manifest, mail kept in memory."""

from .base import *

SECRET_KEY = "only-for-tests-" + "0" * 40
COMPLAINT_KEYS = ["b25seS1mb3ItdGVzdHMtMDAwMDAwMDAwMDAwMDAwMDA="]
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DATABASES["default"]["CONN_MAX_AGE"] = 0
CACHES["process"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
CELERY_TASK_ALWAYS_EAGER = False
CELERY_BROKER_URL = "memory://"
WHITENOISE_AUTOREFRESH = True
ACCOUNT_RATE_LIMITS = False  # type: ignore[assignment]
SURVEY_CONTENT_SECONDS = 0
