"""The measure of `survey.py`: the same INSERT in a bare Django view, without any middleware, form or check."""

import os
from datetime import timedelta
from uuid import uuid4

import django
import environ
from django.conf import settings

settings.configure(
    SECRET_KEY="benchmark" * 8,
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    USE_TZ=True,
    DATABASES={"default": {**environ.Env().db("DATABASE_URL"), "CONN_MAX_AGE": None}},
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils import timezone  # noqa: E402

UNIT, VERSION = int(os.environ["BARE_UNIT"]), int(os.environ["BARE_VERSION"])
INSERT = """
    INSERT INTO surveys_response (unit_id, service_id, version_id, item_count, scores, channel, submitted_at, day,
        client_id, sex, age_group, education, occupation, comment)
    VALUES (%s, %s, %s, %s, %s::smallint[], %s, %s, %s, %s::uuid, %s, %s, %s, %s, %s) ON CONFLICT (client_id) DO NOTHING
"""
CITY_HOURS = timedelta(hours=7)


def answer(request: HttpRequest) -> HttpResponse:
    """One INSERT and a redirect, as short as Django allows."""
    now = timezone.now()
    row = [UNIT, None, VERSION, 9, [3] * 9, "web", now, (now + CITY_HOURS).date(), str(uuid4()), "", "", "", "", ""]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, row)
    return HttpResponse(status=303, headers={"Location": "/", "Content-Length": "0"})


urlpatterns = [path("s/bench/", answer)]
application = get_wsgi_application()
