"""Pages that join several rooms."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """The front door."""
    return render(request, "portal/home.html")


def style_guide(request: HttpRequest) -> HttpResponse:
    """Every component of the look, alive."""
    return render(request, "portal/style_guide.html", {"page": Paginator(range(60), 25).page(2)})
