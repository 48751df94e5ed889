"""Forms of the survey's office. They check and carry; use cases write."""

import re
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.fields import UploadField
from pembinaan.base.forms import fields_only
from people.forms.fields import DayField
from surveys.models import Element, HidingReason, Service

EVIDENCE_MEGABYTES = 5
TABLE_MEGABYTES = 5
GROUPED: Final = re.compile(r"\d{1,3}(\.\d{3})+")


class PlainForm(forms.Form):
    """A form whose page brings the form element and its buttons."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = fields_only()


class CountField(forms.IntegerField):
    """A whole number as people write it here: 2100 or 2.100."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages: ClassVar = {"invalid": _("Tulis bilangan bulat, misalnya 2.100.")}

    def to_python(self, value: Any) -> int | None:
        """The number without its thousands' points."""
        return super().to_python(
            value.replace(".", "") if isinstance(value, str) and GROUPED.fullmatch(value) else value
        )


class PopulationForm(PlainForm):
    """How many people a unit or one of its services serves, and where the number comes from."""

    service = forms.ModelChoiceField(
        label=_("Layanan"), queryset=Service.objects.none(), required=False, empty_label=_("Seluruh unit")
    )
    users = CountField(
        label=_("Pengguna layanan"),
        min_value=1,
        max_value=1_000_000_000,
        help_text=_("Jumlah pengguna pada periode sebelumnya yang sama panjangnya."),
    )
    source = forms.CharField(
        label=_("Sumber angka"), max_length=200, help_text=_("Misalnya: buku register loket 2025, SIAK, SIMPUS.")
    )
    stated_target = CountField(
        label=_("Sasaran yang lebih tinggi"),
        min_value=1,
        required=False,
        help_text=_("Kosongkan bila memakai rumus Krejcie dan Morgan."),
    )
    reason = forms.CharField(label=_("Alasan sasaran lebih tinggi"), max_length=300, required=False)

    def __init__(self, *args: Any, services: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["service"]
        field.queryset = services


class TableForm(PlainForm):
    """A list of all units' service users."""

    file = UploadField(label=_("Daftar (XLSX atau CSV)"), most_megabytes=TABLE_MEGABYTES, accept=".xlsx,.csv,text/csv")


class HidingForm(PlainForm):
    """Why a comment is hidden."""

    reason = forms.ChoiceField(
        label=_("Mengapa saran ini disembunyikan?"), choices=HidingReason, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Keterangan"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class PlanForm(PlainForm):
    """A plan to improve an element."""

    element = forms.ModelChoiceField(label=_("Unsur"), queryset=Element.objects.of("skm"), empty_label=None)
    action = forms.CharField(
        label=_("Tindakan"), max_length=200, help_text=_("Apa yang akan berubah bagi warga, dengan kata kerja.")
    )
    responsible = forms.CharField(
        label=_("Penanggung jawab"),
        max_length=100,
        help_text=_("Jabatan, misalnya Kepala Seksi Pelayanan; bukan nama orang."),
    )
    starts_on = DayField(label=_("Mulai"))
    due_on = DayField(label=_("Selesai paling lambat"))


class FinishForm(PlainForm):
    """That a plan is done, with evidence."""

    done_on = DayField(label=_("Selesai pada"))
    evidence = forms.CharField(
        label=_("Bukti"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Misalnya nomor surat keputusan, tautan berita, atau uraian singkat."),
    )
    file = UploadField(
        label=_("Berkas bukti (PDF, JPG, PNG)"),
        most_megabytes=EVIDENCE_MEGABYTES,
        accept=".pdf,.jpg,.jpeg,.png,application/pdf,image/*",
        required=False,
    )
