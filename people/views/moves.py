"""Deeds of HR: moving people, appointing heads, giving roles, merging units."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from people import assignments, headships, roles, units
from people.access import Access, access_of, require
from people.forms.records import EndForm, HeadshipForm, MergeForm, RevokeForm, RoleForm, TransferForm
from people.models import Account, Assignment, Employee, Headship, Role, Unit
from people.views.deeds import Deed, perform
from people.views.words import after_appointing


def _hr(request: HttpRequest) -> Access:
    access = access_of(request)
    require(access.is_hr)
    return access


def _page_of(employee_id: int) -> str:
    return reverse("employee", args=[employee_id])


def transfer(request: HttpRequest, employee_id: int) -> HttpResponse:
    """Move an employee to another unit or position."""
    access = _hr(request)
    employee = get_object_or_404(Employee, pk=employee_id)
    deed = Deed(
        title=_("Pindahkan %(name)s") % {"name": employee},
        lead=_("Penempatan yang sekarang berakhir sehari sebelum tanggal mulai. Riwayatnya tetap tercatat."),
        button=_("Pindahkan"),
        done=_("Penempatan baru %(name)s tercatat.") % {"name": employee},
        back=_page_of(employee.pk),
    )
    form = TransferForm(request.POST or None, day=access.day, initial={"on": access.day})
    act = partial(assignments.transfer, employee=employee, by=access.account, now=timezone.now())
    return perform(request, deed, form, act)


def end_assignment(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """End an assignment: someone leaves."""
    access = _hr(request)
    assignment = get_object_or_404(Assignment.objects.select_related("employee", "unit"), pk=assignment_id)
    deed = Deed(
        title=_("Akhiri penempatan %(name)s") % {"name": assignment.employee},
        lead=_(
            "Penempatan di %(unit)s berakhir. Bila ini penempatan terakhir, akunnya ditutup keesokan harinya: "
            "ia tidak dapat masuk lagi dan perannya berakhir."
        )
        % {"unit": assignment.unit},
        button=_("Akhiri penempatan"),
        done=_("Penempatan %(name)s diakhiri.") % {"name": assignment.employee},
        back=_page_of(assignment.employee_id),
        danger=True,
    )
    form = EndForm(request.POST or None, initial={"on": access.day})
    act = partial(assignments.end, assignment=assignment, by=access.account, now=timezone.now())
    return perform(request, deed, form, act)


def appoint(request: HttpRequest, employee_id: int) -> HttpResponse:
    """Make an employee head or acting head of a unit."""
    access = _hr(request)
    employee = get_object_or_404(Employee, pk=employee_id)
    deed = Deed(
        title=_("Jadikan %(name)s kepala unit") % {"name": employee},
        lead=_(
            "Kepala yang sekarang tetap menjabat bila Anda menetapkan Plt./Plh.; yang berganti hanya Plt./Plh. "
            "sebelumnya. Bila Anda menetapkan kepala definitif, kepala yang sekarang berakhir sehari sebelumnya."
        ),
        button=_("Tetapkan"),
        done=after_appointing,
        back=_page_of(employee.pk),
    )
    form = HeadshipForm(request.POST or None, day=access.day, initial={"on": access.day})
    act = partial(headships.appoint, employee=employee, by=access.account, now=timezone.now())
    return perform(request, deed, form, act)


def end_headship(request: HttpRequest, headship_id: int) -> HttpResponse:
    """End a headship."""
    access = _hr(request)
    headship = get_object_or_404(Headship.objects.select_related("employee", "unit"), pk=headship_id)
    deed = Deed(
        title=_("Akhiri jabatan kepala %(unit)s") % {"unit": headship.unit},
        lead=_("Sesudah itu %(name)s tidak lagi menyetujui pendaftaran pegawai unit ini.")
        % {"name": headship.employee},
        button=_("Akhiri"),
        done=_("Jabatan kepala %(unit)s diakhiri.") % {"unit": headship.unit},
        back=_page_of(headship.employee_id),
        danger=True,
    )
    form = EndForm(request.POST or None, initial={"on": access.day})
    act = partial(headships.end, headship=headship, by=access.account, now=timezone.now())
    return perform(request, deed, form, act)


def grant_role(request: HttpRequest, account_id: int) -> HttpResponse:
    """Give an account a role."""
    access = _hr(request)
    account = get_object_or_404(Account, pk=account_id, employee__isnull=False)
    deed = Deed(
        title=_("Beri %(name)s peran") % {"name": account},
        lead=_("BKPSDM mengelola semua data; petugas survei mengurus survei satu unit; pimpinan melihat ringkasan."),
        button=_("Beri peran"),
        done=_("Peran %(name)s tercatat.") % {"name": account},
        back=_page_of(account.employee_id or 0),
    )
    form = RoleForm(request.POST or None, day=access.day, initial={"on": access.day})
    act = partial(roles.grant, account=account, by=access.account, now=timezone.now())
    return perform(request, deed, form, act)


def revoke_role(request: HttpRequest, role_id: int) -> HttpResponse:
    """Take a role away."""
    access = _hr(request)
    role = get_object_or_404(Role.objects.select_related("account"), pk=role_id, account__employee__isnull=False)
    deed = Deed(
        title=_("Cabut peran %(role)s") % {"role": role.get_kind_display()},
        lead=_("Sejak hari itu %(name)s tidak dapat lagi membuka halaman peran ini.") % {"name": role.account},
        button=_("Cabut peran"),
        done=_("Peran %(name)s dicabut.") % {"name": role.account},
        back=_page_of(role.account.employee_id or 0),
        danger=True,
    )
    form = RevokeForm(request.POST or None, initial={"on": access.day})
    act = partial(roles.revoke, role=role, by=access.account, now=timezone.now())
    return perform(request, deed, form, act)


def merge_unit(request: HttpRequest, code: str) -> HttpResponse:
    """Merge a unit into another one."""
    access = _hr(request)
    unit = get_object_or_404(Unit, code=code, merged_into__isnull=True)
    deed = Deed(
        title=_("Gabungkan %(unit)s") % {"unit": unit},
        lead=_(
            "Unit ini berakhir sehari sebelumnya. Pegawai dan unit di bawahnya pindah ke unit tujuan, kepala dan "
            "petugas surveinya berakhir. Alamat dan angkanya tetap dapat dibuka dan menyebut penerusnya."
        ),
        button=_("Gabungkan"),
        done=_("%(unit)s digabungkan.") % {"unit": unit},
        back=reverse("units"),
        danger=True,
    )
    form = MergeForm(request.POST or None, unit=unit, day=access.day, initial={"on": access.day})
    act = partial(units.merge, unit=unit, by=access.account, now=timezone.now())
    return perform(request, deed, form, act)
