"""Forms of what partners bring: materials, and programs that they propose."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from documents.fields import UploadField
from documents.uploads import CONTENT_TYPES
from partners.agreements import SOON_DAYS, date_in_words, in_words
from partners.models import Agreement, Institution
from pembinaan.base.dates import today
from programs.partnering.materials import MOST_MEGABYTES


class MaterialForm(forms.Form):
    """A file for the participants."""

    title = forms.CharField(label=gettext_lazy("Judul"), max_length=200)
    file = UploadField(
        label=gettext_lazy("Berkas"),
        most_megabytes=MOST_MEGABYTES,
        accept=",".join(f".{kind}" for kind in CONTENT_TYPES),
    )


def offer_agreements(field: Any, institution: Institution) -> None:
    """Let a batch's form choose among the partner's agreements, with their dates; say when one ends soon."""
    agreements = Agreement.objects.filter(institution=institution).order_by("-ends_on", "number")
    field.queryset, field.required, field.label_from_instance = agreements, True, in_words
    field.error_messages["required"] = gettext(
        "Program ini bermitra: pilih perjanjiannya. Bila belum ada, catat dahulu di halaman lembaga mitra."
    )
    ending = Agreement.objects.ending_within(SOON_DAYS, today()).filter(institution=institution).first()
    if ending is not None:
        assert ending.ends_on is not None
        field.help_text = gettext(
            "Perjanjian %(number)s habis %(last)s. Angkatan sesudah tanggal itu memerlukan perpanjangan dahulu."
        ) % {"number": ending.number, "last": date_in_words(ending.ends_on)}
