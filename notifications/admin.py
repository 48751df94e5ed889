"""Messages are looked up here: what went out, what waits and why."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notifications.delivery import try_again
from notifications.models import Message
from pembinaan.base.admin import ReadOnlyAdmin


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    """The way of each message; its text is its reader's."""

    list_display = ("subject", "to", "kind", "channel", "not_before", "sent_at", "attempts", "last_failure")
    list_filter = ("channel", "kind")
    list_select_related = ("to",)
    search_fields = ("to__name", "subject", "about", "cause")
    fields = (
        *("to", "kind", "subject", "about", "cause", "channel", "digest", "created_at", "not_before"),
        *("attempts", "next_attempt_at", "last_failure", "sent_at", "withdrawn_at", "read_at"),
    )
    ordering = ("-created_at", "-pk")
    actions = ("send_again",)

    @admin.action(description=_("Coba kirim lagi yang belum terkirim"), permissions=["view"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        """Give messages that failed too often new tries."""
        count = try_again(message_ids=list(queryset.values_list("pk", flat=True)), now=timezone.now())
        self.message_user(request, _("%(count)d pesan akan dikirim lagi.") % {"count": count})
