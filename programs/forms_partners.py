"""Forms of what partners bring: materials, and programs that they propose."""

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.uploads import CONTENT_TYPES
from partners.forms import UploadField
from programs.materials import MOST_MEGABYTES


class MaterialForm(forms.Form):
    """A file for the participants."""

    title = forms.CharField(label=_("Judul"), max_length=200)
    file = UploadField(
        label=_("Berkas"), most_megabytes=MOST_MEGABYTES, accept=",".join(f".{kind}" for kind in CONTENT_TYPES)
    )
