"""Whom a row is about: someone known, found by number, own id, address or name, or a newcomer."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from people.imports.employees.rows import EmployeeRow
from people.models import Account, Assignment, Employee, EmployeeStatus


@dataclass(frozen=True)
class Directory:
    """Those who are known already, by each thing that tells them apart."""

    by_number: dict[str, Employee]
    by_username: dict[str, Employee]
    by_email: dict[str, Employee]
    non_asn: dict[str, list[tuple[Employee, set[int]]]]
    address_owners: dict[str, int | None]
    name_owners: dict[str, int | None]

    @classmethod
    def load(cls, rows: Iterable[EmployeeRow]) -> "Directory":
        """Read those whom the rows may mean; a fixed number of queries."""
        rows = list(rows)
        numbers = {number for row in rows for number in (row.number, row.old_number) if number}
        emails = {row.email for row in rows if row.email}
        units = defaultdict(set)
        nameless = Employee.objects.filter(status=EmployeeStatus.NON_ASN).select_related("account")
        for employee_id, unit_id in Assignment.objects.filter(employee__in=nameless).values_list("employee", "unit"):
            units[employee_id].add(unit_id)
        by_name = defaultdict(list)
        for person in nameless.order_by("pk"):
            by_name[person.name.casefold()].append((person, units[person.pk]))
        owners = Account.objects.filter(email__in=emails)
        return cls(
            by_number={str(e.number): e for e in Employee.objects.filter(number__in=numbers)},
            by_username={
                account.username: account.employee
                for account in Account.objects.filter(
                    username__in={row.username for row in rows if row.username}, employee__isnull=False
                ).select_related("employee")
                if account.employee
            },
            by_email={e.email.lower(): e for e in Employee.objects.filter(email__in=emails).order_by("pk")},
            non_asn=dict(by_name),
            address_owners=dict(owners.values_list("email", "employee_id")),
            name_owners=dict(Account.objects.filter(username__in=numbers).values_list("username", "employee_id")),
        )

    def find(self, row: EmployeeRow) -> Employee | None:
        """The person, or None for a newcomer; what is unclear becomes a finding."""
        if row.number:
            return self._by_number(row)
        if row.username:
            person = self.by_username.get(row.username)
            if person is None:
                row.line.refuse("nama_akun", _("Akun ini tidak ada. Kosongkan untuk pegawai baru."))
            return person
        if row.email in self.by_email and self.by_email[row.email].status == EmployeeStatus.NON_ASN:
            return self.by_email[row.email]
        return self._by_name(row)

    def check_account(self, row: EmployeeRow, person: Employee | None) -> None:
        """Neither address nor number is the account of somebody else."""
        own = person.pk if person else 0
        if self.address_owners.get(row.email, own) != own:
            row.line.refuse("surel", _("Surel ini sudah dipakai akun lain. Perbaiki, atau kosongkan."))
        if row.number and self.name_owners.get(row.number, own) != own:
            row.line.refuse("nip", _("Nomor ini sudah menjadi nama akun orang lain. Hubungi pengelola sistem."))

    def _by_number(self, row: EmployeeRow) -> Employee | None:
        person = self.by_number.get(str(row.number))
        if row.old_number is None:
            return person
        former = self.by_number.get(row.old_number)
        if person is None and former is None:
            row.line.refuse("nip_lama", _("Tidak ada pegawai dengan nomor ini. Kosongkan untuk pegawai baru."))
        if person and former and person != former:
            row.line.refuse("nip_lama", _("Kedua nomor milik dua orang berbeda yang sudah terdata."))
        return person or former

    def _by_name(self, row: EmployeeRow) -> Employee | None:
        namesakes = self.non_asn.get(row.name.casefold(), [])
        here = [person for person, units in namesakes if row.unit.pk in units]
        if len(here) == 1:
            return here[0]
        if namesakes and not row.email:
            known = ", ".join(sorted(person.account.username for person, _units in namesakes if _has_account(person)))
            message = _(
                "Sudah ada non-ASN bernama sama (%(known)s). Isi nama_akun bila orang yang sama, "
                "atau surel bila orang lain."
            )
            row.line.refuse("nama", message % {"known": known})
        return None


def _has_account(person: Employee) -> bool:
    return getattr(person, "account", None) is not None
