"""The site: settings, root addresses, Celery application, health. Nothing else imports it."""

# Here, so that every process knows the broker: `shared_task` uses the application made last.
from pembinaan.celery import app as celery_app

__all__ = ["celery_app"]
