"""What a benchmark asks the site from inside; imported after the settings are known."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.models import Account
from portal.demo.accounts import SIGN_INS


def sign_in(role: str) -> tuple[dict[str, str], Account | None]:
    """A session made directly: hashing a password would take longer than all the rest."""
    if not role:
        return {}, None
    account = Account.objects.get(email=SIGN_INS[role][0])
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}"}, account


def count_queries(path: str, account: Account | None) -> int:
    """Queries of a page when it is asked for the second time."""
    client = Client(SERVER_NAME="localhost")
    if account is not None:
        client.force_login(account, settings.AUTHENTICATION_BACKENDS[0])
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)
