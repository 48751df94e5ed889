"""The Celery application. Tasks are declared with `shared_task` in the apps."""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pembinaan.settings.production")
# Before numpy is loaded: on small matrices more threads only wait for each other (four times the work, measured).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
app = Celery("pembinaan")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@beat_init.connect
def show_life(**facts: Any) -> None:
    """Send the first heartbeat at once: `/healthz` shall not wait for the schedule."""
    app.send_task("pembinaan.base.tasks.beat")
