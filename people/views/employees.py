"""The list of employees and the page of one."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from people.access import access_of, require
from people.accounts import state_of
from people.forms.records import EmployeeFilter
from people.models import Employee
from people.numbers import grouped
from people.queries import directory, units_to_choose_from

PAGE_SIZE = 25


@require_GET
def employees(request: HttpRequest) -> HttpResponse:
    """Everybody whom the visitor may see: all for HR, the units below for a head."""
    access = access_of(request)
    require(access.is_hr or access.is_head)
    form = EmployeeFilter(request.GET, units=units_to_choose_from(access))
    people = directory(access=access, **form.chosen())
    page = Paginator(people, PAGE_SIZE).get_page(request.GET.get("page"))
    now = timezone.now()
    lines = [
        {
            "employee": person,
            "number": grouped(person.number or ""),
            "post": next(iter(person.present_posts), None),  # type: ignore[attr-defined]
            "state": state_of(getattr(person, "account", None), now),
        }
        for person in page
    ]
    query = request.GET.copy()
    query.pop("page", None)
    context = {"form": form, "page": page, "lines": lines, "query": query.urlencode(), "narrowed": bool(query)}
    return render(request, "people/employees.html", context)


@require_GET
def employee(request: HttpRequest, employee_id: int) -> HttpResponse:
    """One employee: posts, grades, headships, and for HR the account and its roles."""
    access = access_of(request)
    people = Employee.objects.visible_to(access).select_related("account", "account__activation_code")
    person = get_object_or_404(people, pk=employee_id)
    account = getattr(person, "account", None)
    context = {
        "employee": person,
        "number": grouped(person.number or ""),
        "day": access.day,
        "posts": person.assignments.select_related("unit", "position").order_by("-starts_on", "-pk"),
        "ranks": person.rank_holdings.select_related("grade").order_by("-starts_on"),
        "headships": person.headships.select_related("unit").order_by("-starts_on", "-pk"),
        "account": account,
        "state": state_of(account, timezone.now()),
        "roles": account.roles.select_related("unit").order_by("-starts_on", "-pk") if account else [],
    }
    return render(request, "people/employee.html", context)
