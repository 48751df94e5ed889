"""The page on which a person sets the first password."""

from typing import cast

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from people import activation
from people.forms.activation import ActivationForm


@sensitive_post_parameters()
@never_cache
@login_not_required
def activate(request: HttpRequest) -> HttpResponse:
    """Set the first password with the code from the letter, then sign in with it."""
    form = ActivationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="activate"):
            return cast(HttpResponse, ratelimit.respond_429(request))
        values = {name: form.cleaned_data[name] for name in ("username", "code", "password")}
        try:
            activation.activate(**values, now=timezone.now())
        except activation.ActivationError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Akun Anda aktif. Masuk dengan kata sandi yang baru Anda buat."))
            return redirect("account_login")
    return render(request, "people/activate.html", {"form": form})
