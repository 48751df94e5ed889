"""Application of the shared pieces."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """Shared models, the events outbox, form helpers."""

    name = "pembinaan.base"
    label = "base"
