"""What HR's page of a batch shows beside the batch itself."""

from decimal import Decimal
from typing import Any

from django.db.models import Sum

from notifications.models import Counts, Message
from people.history import Change, changes_of
from programs.models import Batch, Cost, EnrollmentChange
from programs.telling import about_batch
from programs.versions import fields_shown, in_words


def messages_about(batch: Batch) -> Counts:
    """How many messages about the batch went out, wait, or failed."""
    return Message.objects.about(about_batch(batch.pk)).counts()


def spent_on(batch: Batch) -> Decimal:
    """Rupiah paid for the batch; payments taken back do not count."""
    total: Decimal | None = Cost.objects.filter(batch=batch).standing().aggregate(total=Sum("amount"))["total"]
    return total or Decimal(0)


def changes_of_people(batch: Batch) -> Any:
    """Every step of every application, the latest first."""
    changes = EnrollmentChange.objects.filter(enrollment__batch=batch)
    return changes.select_related("enrollment__employee", "by").order_by("-at", "-pk")


def edits_of(batch: Batch) -> list[Change]:
    """What people changed by the form, the latest first; from the table's own history, in two queries."""
    return changes_of(batch, shown=[field.name for field in fields_shown() if not field.is_relation], words=in_words)
