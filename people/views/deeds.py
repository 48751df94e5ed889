"""One page for every deed: what will happen, the form, and the one use case that does it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from pembinaan.base.errors import DomainError

Words = str | Promise


@dataclass(frozen=True)
class Deed:
    """The words of the page; `danger` takes something away; `done` is said afterwards, if need be of the outcome."""

    title: Words
    lead: Words
    button: Words
    done: "Words | Callable[[Any], str]"
    back: str
    danger: bool = False


def perform(request: HttpRequest, deed: Deed, form: forms.Form, act: Callable[..., Any]) -> HttpResponse:
    """Show the form; when it is sent and sound, call `act` with its values once and go back with a word."""
    if request.method == "POST" and form.is_valid():
        try:
            result = act(**form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            return _go_back(request, deed, result)
    return render(request, "people/deed.html", {"deed": deed, "form": form})


def _go_back(request: HttpRequest, deed: Deed, result: Any) -> HttpResponseRedirect:
    messages.success(request, deed.done(result) if callable(deed.done) else str(deed.done))
    return redirect(deed.back)
