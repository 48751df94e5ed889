"""Forms of HR's steps of a lot. They check and carry; use cases write."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.base.forms import fields_only
from programs.forms import moment_input
from programs.lots import lot
from programs.lots.drawing import PublicValue
from programs.models import Batch, Lot

# How long after closing the value is born, and how long after that HR may take to reveal, when HR says nothing else.
USUAL_WAIT, USUAL_TIME_TO_REVEAL = timedelta(hours=1), timedelta(days=2)


class SourceForm(forms.Form):
    """Which public value, and when it is born."""

    born_at = forms.DateTimeField(label=_("Nilai umum lahir pada"), widget=moment_input())
    source = forms.CharField(
        label=_("Sumber nilai umum"),
        max_length=200,
        required=False,
        help_text=_(
            "Kosongkan untuk memakai drand, suar acak umum di internet: putaran pertama sesudah waktu di atas dihitung "
            "sendiri. Atau tuliskan undian umum lain beserta tanggal dan hadiahnya."
        ),
    )
    url = forms.URLField(
        label=_("Alamat sumber"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=_("Tempat siapa pun membaca nilai itu. Kosongkan bila memakai drand."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = fields_only()

    def named(self) -> tuple[str, str, datetime]:
        """Source, address, and the moment of birth; only after `is_valid`."""
        found = self.cleaned_data
        if found["source"]:
            return found["source"], found["url"], found["born_at"]
        number = lot.drand_round(found["born_at"])
        return f"drand quicknet, round {number}", lot.drand_url(number), lot.drand_born_at(number)


class PublicValueForm(SourceForm):
    """The value of a lot of seats, and until when its secret is revealed."""

    reveal_by = forms.DateTimeField(
        label=_("Rahasia dibuka paling lambat"),
        widget=moment_input(),
        help_text=_("Sesudah waktu ini undian berjalan tanpa rahasia, dan halaman undian menyebutkannya."),
    )
    field_order = ("born_at", "reveal_by", "source", "url")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["born_at"].help_text = _(
            "Sesudah pendaftaran ditutup, supaya tidak seorang pun tahu nilainya sewaktu daftar dikunci."
        )

    def value(self) -> PublicValue:
        """What was named; only after `is_valid`."""
        return PublicValue(*self.named(), self.cleaned_data["reveal_by"])


def value_form(batch: Batch, found: Lot | None, data: Any = None) -> PublicValueForm:
    """The form with what was named before, or with the usual times."""
    if found is not None:
        initial = {
            "born_at": found.value_at,
            "reveal_by": found.reveal_by,
            "source": "" if found.value_source.startswith("drand ") else found.value_source,
            "url": "" if found.value_source.startswith("drand ") else found.value_url,
        }
    else:
        born_at = batch.enrollment_closes_at + USUAL_WAIT
        initial = {"born_at": born_at, "reveal_by": born_at + USUAL_TIME_TO_REVEAL}
    return PublicValueForm(data, initial=initial)


class RecordForm(forms.Form):
    """The public value as its source shows it."""

    value = forms.CharField(
        label=_("Nilai umum, persis seperti pada sumbernya"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_(
            "Pada drand: isi bidang “randomness”, 64 huruf dan angka. Bandingkan sekali lagi sebelum menyimpan."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = fields_only()


class SecretForm(forms.Form):
    """The secret that was shown once."""

    secret = forms.CharField(
        label=_("Rahasia"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("64 huruf dan angka yang disimpan sewaktu undian disiapkan."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = fields_only()
