"""The page behind a certificate's QR code: no sign-in, no session, no search engine."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from credentials.verification import find


@login_not_required
@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Whether the certificate of this code is real and in force."""
    verified = find(code)
    template = "credentials/verify.html" if verified else "credentials/verify_unknown.html"
    response = render(request, template, {"verified": verified, "code": code}, status=200 if verified else 404)
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Cache-Control"] = "no-store"
    return response
