"""The Celery application. Tasks are declared with `shared_task` in the apps."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pembinaan.settings.production")
app = Celery("pembinaan")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
