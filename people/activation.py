"""An account comes to life: codes printed on letters, and the one use of each."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from pembinaan.base.errors import DomainError
from people.accounts import open_accounts
from people.audit import acting
from people.models import Account, ActivationAttempt, ActivationCode, Assignment, Employee
from people.numbers import plain

# No 0/O, 1/I/L, 5/S, 2/Z, 8/B, U/V: letters are read aloud and typed on phones.
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
CODE_LENGTH = 10
VALID_FOR = timedelta(days=30)
TRIES = 5
LOCKED_FOR = timedelta(minutes=15)
UNKNOWN_SALT = "unknown-account"


class ActivationError(DomainError):
    """The account is not activated; the message never tells whether such an account exists."""


@dataclass(frozen=True)
class Letter:
    """What is printed for one person; the code is known only here and now."""

    employee: Employee
    username: str
    code: str
    expires_at: datetime

    @property
    def code_in_groups(self) -> str:
        """The code as it is printed: two groups of five."""
        return in_groups(self.code)


def in_groups(code: str) -> str:
    """A code as people read it."""
    return f"{code[:5]}-{code[5:]}"


def issue_codes(*, employees: Iterable[Employee], by: Account | None, now: datetime) -> list[Letter]:
    """Give a new code to each person of `employees` who serves or will serve, and whose account still waits for one.

    The new code replaces the earlier one and lifts a lock. Whoever has a password already gets no letter.
    Letters come in the order of names.
    """
    with transaction.atomic(), acting(by, "issue activation codes"):
        people = sorted(_still_serving(employees, now), key=lambda person: (person.name, person.pk))
        open_accounts(employees=people, now=now)
        accounts = {account.employee_id: account for account in Account.objects.filter(employee__in=people)}
        waiting = [(p, accounts[p.pk]) for p in people if not accounts[p.pk].has_usable_password()]
        letters = [
            Letter(employee=person, username=account.username, code=_new_code(), expires_at=now + VALID_FOR)
            for person, account in waiting
        ]
        _keep([(account, letter.code) for (_person, account), letter in zip(waiting, letters, strict=True)], by, now)
    return letters


def issue_code(*, account: Account, by: Account | None, now: datetime) -> str:
    """Give a new code to one account that waits for one, an employee's or not; returns the code.

    Raises:
        ActivationError: the account is closed or has a password already.
    """
    if not account.is_active:
        raise ActivationError(_("Akun ini ditutup. Catat dahulu penempatannya."))
    if account.has_usable_password():
        raise ActivationError(_("Akun ini sudah aktif. Pakai tombol Atur ulang bila kata sandinya lupa."))
    code = _new_code()
    with transaction.atomic(), acting(by, "issue activation code"):
        _keep([(account, code)], by, now)
    return code


def reset(*, account: Account, by: Account | None, now: datetime) -> str:
    """Take back password and second factor, end every session, and give a new code.

    A session lives only as long as the password that opened it, so that a new unusable one ends them all.

    Raises:
        ActivationError: the account is closed.
    """
    with transaction.atomic(), acting(by, "reset account"):
        # Locked, so that an activation at the same moment does not bring the old password back.
        held = Account.objects.select_for_update().get(pk=account.pk)
        held.password = make_password(None)
        held.save(update_fields=["password"])
        Authenticator.objects.filter(user=held).delete()
        return issue_code(account=held, by=by, now=now)


def activate(*, username: str, code: str, password: str, now: datetime) -> Account:
    """Set the password of the account that was given this code; the code then is used up.

    Raises:
        ActivationError: wrong name or code (one answer for both), code used or expired, too many tries,
            or a password that is too weak; a weak password does not use up the code.
    """
    name = normalised(username)
    with transaction.atomic():
        # Counted before the code is looked at and kept whatever comes: parallel guesses share the five tries.
        tries, until = _count_try(name, now)
    if tries > TRIES:
        raise ActivationError(_locked_message(until))
    with transaction.atomic(), acting(None, "activate account"):
        given = _matching_code(name, plain(code).upper(), now)
        if given is None:
            raise ActivationError(_wrong_message(TRIES - tries))
        ActivationAttempt.objects.filter(username_digest=_digest_of(name)).delete()
        weakness = _weakness_of(password, given.account)
        if not weakness:
            _use_up(given, password, now)
    if weakness:
        raise ActivationError(weakness)
    return given.account


def forget_old_tries(*, now: datetime) -> int:
    """Delete counters of tries whose time is over; return how many."""
    deleted, _by_model = ActivationAttempt.objects.stale(now).delete()
    return deleted


def normalised(username: str) -> str:
    """The name as it is stored: a number without the spaces that people write into it."""
    bare = plain(username)
    return bare if bare.isdigit() else username.strip()


def _still_serving(employees: Iterable[Employee], now: datetime) -> list[Employee]:
    people = {employee.pk: employee for employee in employees}
    serving = Assignment.objects.not_over(localtime(now).date()).filter(employee_id__in=people)
    return [people[pk] for pk in set(serving.values_list("employee_id", flat=True))]


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _place in range(CODE_LENGTH))


def _code_digest(salt: str, code: str) -> str:
    # Keyed with the site's secret: who steals the table alone cannot search the codes.
    return salted_hmac(f"people.activation.{salt}", code, algorithm="sha256").hexdigest()


def _keep(codes: list[tuple[Account, str]], by: Account | None, now: datetime) -> None:
    rows = []
    for account, code in codes:
        salt = secrets.token_hex(16)
        rows.append(
            ActivationCode(
                account=account,
                salt=salt,
                digest=_code_digest(salt, code),
                issued_by=by,
                issued_at=now,
                expires_at=now + VALID_FOR,
            )
        )
    ActivationCode.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["account"],
        update_fields=["salt", "digest", "issued_by", "issued_at", "expires_at", "used_at"],
    )
    names = [_digest_of(normalised(account.username)) for account, _code in codes]
    ActivationAttempt.objects.filter(username_digest__in=names).delete()


def _digest_of(name: str) -> str:
    return hashlib.sha256(name.casefold().encode()).hexdigest()


def _count_try(name: str, now: datetime) -> tuple[int, datetime]:
    """Count one more try under `name`; the count starts anew when its time is over."""
    sql = """
        INSERT INTO people_activationattempt AS known (username_digest, tries, counted_until)
        VALUES (%(name)s, 1, %(until)s)
        ON CONFLICT (username_digest) DO UPDATE SET
            tries = CASE WHEN known.counted_until <= %(now)s THEN 1 ELSE LEAST(known.tries + 1, 1000) END,
            counted_until = CASE
                WHEN known.counted_until <= %(now)s OR known.tries < %(tries)s THEN %(until)s
                ELSE known.counted_until
            END
        RETURNING tries, counted_until
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, {"name": _digest_of(name), "now": now, "until": now + LOCKED_FOR, "tries": TRIES})
        tries, until = cursor.fetchone()
    return tries, until


def _matching_code(name: str, code: str, now: datetime) -> ActivationCode | None:
    """The live code of the account called `name`, if it is `code`; the work is the same for an unknown name."""
    known = ActivationCode.objects.select_related("account").select_for_update(of=("self", "account"))
    given = known.filter(account__username__iexact=name).first()
    salt, digest = (given.salt, given.digest) if given else (UNKNOWN_SALT, "")
    matches = constant_time_compare(_code_digest(salt, code), digest)
    if not matches or given is None or given.used_at or given.expires_at <= now or not given.account.is_active:
        return None
    return given


def _wrong_message(tries_left: int) -> str:
    refusal = _(
        "NIP atau kode tidak cocok, sudah dipakai, atau sudah kedaluwarsa. "
        "Periksa surat Anda; bila perlu, minta kode baru kepada BKPSDM."
    )
    if tries_left > 0:
        return " ".join([refusal, _("Sisa percobaan: %(count)s.") % {"count": tries_left}])
    return refusal


def _locked_message(until: datetime) -> str:
    return _(
        "Sudah lima kali tidak cocok. Coba lagi setelah pukul %(time)s WIB, atau minta kode baru kepada BKPSDM."
    ) % {"time": date_format(localtime(until), "H.i")}


def _weakness_of(password: str, account: Account) -> str:
    try:
        validate_password(password, account)
    except ValidationError as weakness:
        return " ".join(weakness.messages)
    return ""


def _use_up(given: ActivationCode, password: str, now: datetime) -> None:
    given.account.set_password(password)
    given.account.save(update_fields=["password"])
    given.used_at = now
    given.save(update_fields=["used_at"])
