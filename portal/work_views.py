"""First pages of those who work for the city: employees and heads, HR."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from credentials.hours import standing
from evaluations.behaviour.next_steps import with_next_step
from evaluations.models import BehaviourReview, KnowledgeRound, ReactionForm, ReactionInvitation
from learning.courses import courses_of
from pembinaan.base.dates import city_day
from people.access import access_of, require
from people.models import Assignment
from portal import desk_lines, waiting_work
from portal.doors import own_employee, surveyed_units
from portal.fitting import batches_fitting
from portal.greeting import greeting
from portal.my_learning import enrollments_in_progress, hours_to_come, next_session, next_step
from programs.applications.approvers import waiting_for
from rewards.points import badges_of, balance


@require_safe
def employee_home(request: HttpRequest) -> HttpResponse:
    """Next step, hours of the year, points, what fits, and for heads what waits for them."""
    access, now = access_of(request), timezone.now()
    employee = own_employee(access)
    enrollments = enrollments_in_progress(employee.pk)
    session = next_session(employee.pk, now)
    reviews = BehaviourReview.objects.visible_to(access)
    assignment = Assignment.objects.main_on(access.day).filter(employee=employee).select_related("unit").first()
    shown = {
        "greeting": greeting(now, employee.name),
        "employee": employee,
        "assignment": assignment,
        "step": next_step(enrollments=enrollments, session=session, courses=courses_of(access), now=now),
        "standing": standing(employee=employee, year=access.day.year),
        "hours_to_come": hours_to_come(enrollments),
        "points": balance(employee),
        "badges": badges_of(employee),
        "enrollments": enrollments,
        "tests": KnowledgeRound.objects.awaited_from(employee.pk, now),
        "reactions": ReactionInvitation.objects.awaited_from(employee.pk, access.day),
        "taught": ReactionForm.objects.visible_to(access).exists() if not access.is_hr else False,
        "reviewed": reviews.exists(),
        "reviews": with_next_step(reviews, employee_id=employee.pk, day=access.day).exclude(Q(step="")).count(),
        "fits": batches_fitting(employee=employee, now=now),
        "surveyed_units": surveyed_units(access),
        "approvals": waiting_for(access).count() if access.is_approver else 0,
    }
    return render(request, "portal/employee_home.html", shown)


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """HR's desk: what waits today, and the batches that are alive."""
    require(access_of(request).is_hr)
    now = timezone.now()
    shown = {"lines": desk_lines.lines(now), "batches": waiting_work.running_batches(city_day(now))}
    return render(request, "portal/desk.html", shown)
