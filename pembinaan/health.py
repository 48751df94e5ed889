"""`/healthz`: does the site have its database, its broker, and a beat that still runs?"""

from datetime import timedelta

from celery import current_app
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from kombu.exceptions import OperationalError

from pembinaan.base.models import Heartbeat

BEAT_LATE_AFTER = timedelta(minutes=2)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _broker_answers() -> bool:
    try:
        with current_app.connection_for_write(transport_options={"socket_connect_timeout": 1}) as broker:
            broker.ensure_connection(max_retries=1, timeout=1)
    except (OperationalError, OSError):
        return False
    return True


@login_not_required
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when database, broker and beat are well, else 503; the body says which is not."""
    database = _database_answers()
    beat = Heartbeat.objects.last_at() if database else None
    beat_runs = beat is not None and timezone.now() - beat < BEAT_LATE_AFTER
    broker = _broker_answers()
    body = {"database": database, "broker": broker, "last_beat": beat and beat.isoformat(), "beat": beat_runs}
    return JsonResponse(body, status=200 if database and broker and beat_runs else 503)
