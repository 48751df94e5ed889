"""Forms of the documents room."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documents.models import CityIdentity

LARGEST_LOGO = 300 * 1024
STARTS = {"image/png": b"\x89PNG\r\n", "image/jpeg": b"\xff\xd8\xff", "image/svg+xml": b"<"}


class CityIdentityForm(forms.ModelForm):  # type: ignore[type-arg]
    """The identity with its crest as an upload."""

    new_logo = forms.FileField(
        label=_("Lambang baru"), required=False, help_text=_("PNG, JPEG atau SVG, paling besar 300 kB.")
    )

    source_address = forms.URLField(label=_("Alamat kode sumber"), required=False, assume_scheme="https")

    class Meta:
        model = CityIdentity
        fields = [
            *("active", "name", "short_name", "system_name", "government_name", "agency_name"),
            *("address", "phone", "email", "site", "crest_letter", "primary_color", "accent_color"),
            *("source_address", "demo", "siasn_instansi_code", "siasn_instansi_id", "siasn_unit_id"),
        ]
        widgets = {
            "primary_color": forms.TextInput(attrs={"type": "color"}),
            "accent_color": forms.TextInput(attrs={"type": "color"}),
        }

    def clean_new_logo(self) -> Any:
        """Refuse what is too large or no picture, whatever its name says."""
        file: Any = self.cleaned_data["new_logo"]
        if not file:
            return None
        start = file.read(8)
        file.seek(0)
        if file.size > LARGEST_LOGO or not start.startswith(STARTS.get(file.content_type, b"\0no picture")):
            raise ValidationError(_("Pilih gambar PNG, JPEG atau SVG yang tidak lebih dari 300 kB."))
        return file
