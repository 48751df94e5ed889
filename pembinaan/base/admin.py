"""Admin pages for what only use cases write."""

from typing import Any

from django.contrib import admin, messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.shortcuts import redirect

from pembinaan.base.constraints import message_of


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Written by use cases alone; here it can be looked up."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False


class RefusalAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Records whose rules cross tables: what only the database can refuse is shown as its sentence."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The form; a refusal of the database leads back to it with the reason."""
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError as error:
            message = message_of(error)
            if message is None:
                raise
            messages.error(request, message)
            return redirect(request.get_full_path())
