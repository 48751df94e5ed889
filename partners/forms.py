"""Forms of this room. They check and carry; use cases write."""

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.fields import UploadField
from partners.agreements import SIGNED_FILE_MEGABYTES
from partners.models import AgreementKind, InstitutionKind
from people.forms.fields import DayField


class InstitutionFilter(forms.Form):
    """What to look for in the list."""

    cari = forms.CharField(label=_("Nama lembaga atau narahubung"), required=False, max_length=100)
    jenis = forms.ChoiceField(
        label=_("Jenis"), required=False, choices=[("", _("Semua jenis")), *InstitutionKind.choices]
    )


class InstitutionForm(forms.Form):
    """A partner's name and kind."""

    name = forms.CharField(label=_("Nama lembaga"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Jenis"),
        choices=InstitutionKind.choices,
        help_text=_("Angkatan dengan mitra memerlukan perjanjian; lembaga internal pemerintah kota tidak."),
    )


class ContactForm(forms.Form):
    """Whom to write to or call."""

    name = forms.CharField(label=_("Nama"), max_length=150)
    role = forms.CharField(
        label=_("Peran"), max_length=100, required=False, help_text=_("Misalnya: koordinator pelatihan, keuangan.")
    )
    email = forms.EmailField(label=_("Surel"), required=False)
    phone = forms.CharField(
        label=_("Telepon"), max_length=30, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )


class InstructorForm(forms.Form):
    """Who teaches, and what."""

    name = forms.CharField(label=_("Nama dan gelar"), max_length=150)
    expertise = forms.CharField(
        label=_("Keahlian"), max_length=200, required=False, help_text=_("Misalnya: logistik, keselamatan pelayaran.")
    )


class AgreementForm(forms.Form):
    """An agreement with its dates and its signed paper."""

    kind = forms.ChoiceField(label=_("Jenis"), choices=AgreementKind.choices)
    number = forms.CharField(label=_("Nomor"), max_length=100)
    starts_on = DayField(label=_("Berlaku mulai"))
    ends_on = DayField(
        label=_("Berlaku sampai"), help_text=_("Hari terakhir. Angkatan selesai paling lambat hari itu.")
    )
    scope = forms.CharField(label=_("Ruang lingkup"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    signed = UploadField(
        label=_("Naskah bertanda tangan (PDF)"),
        required=False,
        most_megabytes=SIGNED_FILE_MEGABYTES,
        accept=".pdf,application/pdf",
        help_text=_("Paling besar 10 MB. Hanya BKPSDM dan staf lembaga ini yang dapat mengunduhnya."),
    )


class InvitationForm(forms.Form):
    """Whom to give an account, from when to when."""

    name = forms.CharField(label=_("Nama"), max_length=150)
    email = forms.EmailField(label=_("Surel"), help_text=_("Dipakai sebagai nama akun dan untuk pesan."))
    starts_on = DayField(label=_("Mulai tanggal"))
    ends_on = DayField(label=_("Sampai tanggal"), required=False, help_text=_("Boleh kosong."))
