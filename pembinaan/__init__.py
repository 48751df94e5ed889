"""The site: settings, root addresses, Celery application, health. Nothing else imports it."""
