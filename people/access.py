"""Who someone is today: the one place that answers "may I" questions about roles."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest

from pembinaan.base.dates import today
from people.models import Absence, Account, Headship, Role, RoleKind, Unit


@dataclass(frozen=True)
class Access:
    """The roles of one account (None: nobody signed in) on one day; read once, asked often."""

    account: Account | None
    day: date

    @cached_property
    def _roles(self) -> list[tuple[str, int | None]]:
        if self.account is None:
            return []
        return list(Role.objects.on(self.day).filter(account=self.account).values_list("kind", "unit_id"))

    @property
    def employee_id(self) -> int | None:
        """The employee behind the account, if any."""
        return self.account.employee_id if self.account else None

    @cached_property
    def is_hr(self) -> bool:
        """BKPSDM staff: they run everything."""
        return any(kind == RoleKind.HR for kind, _ in self._roles)

    @cached_property
    def is_leadership(self) -> bool:
        """The mayor and those who read over the mayor's shoulder."""
        return any(kind == RoleKind.LEADERSHIP for kind, _ in self._roles)

    @cached_property
    def officer_unit_ids(self) -> list[int]:
        """Units whose survey this person runs."""
        return [unit for kind, unit in self._roles if kind == RoleKind.SURVEY_OFFICER and unit is not None]

    @cached_property
    def _answering(self) -> list[tuple[int, int]]:
        """Units and their heads: those that this person heads today, or whose head is away and named this deputy."""
        if self.employee_id is None:
            return []
        away = Absence.objects.in_force(self.day).filter(deputy_id=self.employee_id).values("employee_id")
        heads = Headship.objects.on(self.day).filter(Q(employee_id=self.employee_id) | Q(employee_id__in=away))
        return list(heads.values_list("unit_id", "employee_id"))

    @cached_property
    def own_headed_unit_ids(self) -> list[int]:
        """Units that this person heads today, acting or not."""
        return [unit for unit, head in self._answering if head == self.employee_id]

    @cached_property
    def headed_unit_ids(self) -> list[int]:
        """Those units and everything below them."""
        roots = Unit.objects.filter(pk__in=self.own_headed_unit_ids)
        return sorted({pk for root in roots for pk in Unit.objects.subtree_ids(root)})

    @cached_property
    def approving_unit_ids(self) -> list[int]:
        """Units, and everything below them, whose requests may come to this person: as head, deputy, or Sekda."""
        answering = {unit for unit, _head in self._answering}
        if not answering:
            return []
        roots = Unit.objects.filter(Q(pk__in=answering) | Q(answered_by__in=answering))
        return sorted({pk for root in roots for pk in Unit.objects.subtree_ids(root)})

    @property
    def is_approver(self) -> bool:
        """Head of a unit, or deputy of one who is away."""
        return bool(self._answering)

    @property
    def is_head(self) -> bool:
        """Head of at least one unit."""
        return bool(self.own_headed_unit_ids)


def access_of(request: HttpRequest) -> Access:
    """The visitor's access today, read once a request."""
    known: Access | None = getattr(request, "_access", None)
    if known is None:
        user = request.user
        known = Access(account=None if isinstance(user, AnonymousUser) else user, day=today())
        request._access = known  # type: ignore[attr-defined]
    return known


def require(allowed: bool) -> None:
    """Refuse with 403 unless `allowed`."""
    if not allowed:
        raise PermissionDenied
