"""Forms of this room. They check and carry; use cases write."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.db.models import Q
from django.forms import BaseModelFormSet, modelformset_factory
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partners.agreements import misfit
from partners.models import InstitutionKind, Instructor
from pembinaan.base.dates import today
from pembinaan.base.forms import fields_only
from programs.models import Batch, BatchState, CompetencyKind, Gap, Need, Program, Room, Session
from programs.offers.catalogue import free_code
from programs.partnering.forms_partners import offer_agreements
from surveys.models import Element


def day_input() -> forms.DateInput:
    """The browser's own day picker; it wants ISO dates."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def moment_input() -> forms.DateTimeInput:
    """The browser's own day and time picker."""
    return forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})


def time_input() -> forms.TimeInput:
    """The browser's own time picker."""
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


WAY_OF_GIVING = ("seat_method", "lot_by", "strata_by", "reserves")


class ReasonForm(forms.Form):
    """Why: read by those whom it concerns."""

    reason = forms.CharField(
        label=_("Alasan"), max_length=300, widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = fields_only()


class ProgramForm(forms.ModelForm):  # type: ignore[type-arg]
    """A program as HR keeps it."""

    target_elements = forms.MultipleChoiceField(
        label=_("Unsur survei yang ingin dinaikkan"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Evaluasi membandingkan unsur-unsur ini sebelum dan sesudah pelatihan."),
    )

    class Meta:
        model = Program
        fields = [
            "title",
            "code",
            "summary",
            "training_type",
            "competency",
            "learning_hours",
            "institution",
            "target_elements",
            "published",
        ]
        widgets = {"summary": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "code": _("Bagian alamat di katalog: huruf kecil, angka dan tanda hubung. Bila kosong, dibuat dari judul."),
            "institution": _("Kosongkan bila diselenggarakan sendiri."),
        }
        error_messages = {
            "code": {
                "invalid": _("Kode hanya berisi huruf, angka dan tanda hubung, tanpa spasi."),
                "unique": _("Kode ini sudah dipakai program lain."),
            }
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = Element.objects.of("skm").values_list("key", "name")
        self.fields["target_elements"].choices = [(key, _(name)) for key, name in names]  # type: ignore[attr-defined]
        self.fields["code"].required = False
        self.fields["training_type"].label_from_instance = lambda form: _(form.name)  # type: ignore[attr-defined]
        self.helper = fields_only()

    def clean_code(self) -> str:
        """The code as written, or one made from the title."""
        return self.cleaned_data["code"] or free_code(self.cleaned_data.get("title", ""))


class BatchForm(forms.ModelForm):  # type: ignore[type-arg]
    """A batch's dates, seats and rules."""

    class Meta:
        model = Batch
        fields = [
            "agreement",
            "starts_on",
            "ends_on",
            "enrollment_opens_at",
            "enrollment_closes_at",
            "seats",
            "minimum",
            "needs_approval",
            "offer_hours",
            "attendance_share",
            "late_after",
            "late_counts",
            "early_leave_counts",
            "seat_method",
            "lot_by",
            "strata_by",
            "reserves",
        ]
        widgets = {
            "starts_on": day_input(),
            "ends_on": day_input(),
            "enrollment_opens_at": moment_input(),
            "enrollment_closes_at": moment_input(),
            "seats": forms.NumberInput(attrs={"inputmode": "numeric"}),
            "late_after": forms.NumberInput(attrs={"inputmode": "numeric"}),
            "minimum": forms.NumberInput(attrs={"inputmode": "numeric"}),
        }
        error_messages = {
            "attendance_share": dict.fromkeys(
                ("max_digits", "max_whole_digits", "max_decimal_places"),
                _("Tulis antara 0 dan 1, misalnya 0,80 untuk 80 persen."),
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = fields_only()
        self.fields["minimum"].required = False
        for name in WAY_OF_GIVING:
            # Once announced it stays: people applied trusting it.
            self.fields[name].disabled = bool(self.instance.pk) and self.instance.state != BatchState.DRAFT
            self.fields[name].required = False
        institution = self.instance.program.institution
        if institution is None or institution.kind == InstitutionKind.INTERNAL:
            del self.fields["agreement"]
        else:
            offer_agreements(self.fields["agreement"], institution)

    def clean(self) -> dict[str, Any]:
        """The days lie inside the agreement; the database asks again."""
        values: dict[str, Any] = super().clean() or {}
        agreement, first, last = (values.get(name) for name in ("agreement", "starts_on", "ends_on"))
        if agreement and first and last and (sentence := misfit(agreement, first, last)):
            self.add_error("ends_on" if last > agreement.ends_on else "starts_on", sentence)
        return values

    def clean_minimum(self) -> int:
        """Left empty it is 0: no minimum."""
        return self.cleaned_data["minimum"] or 0


class SessionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A session by its day and hours in the city's time."""

    day = forms.DateField(label=_("Tanggal"), widget=day_input())
    begins = forms.TimeField(label=_("Mulai"), widget=time_input())
    ends = forms.TimeField(label=pgettext_lazy("end", "Selesai"), widget=time_input())
    video_link = forms.URLField(
        label=_("Tautan video"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://", "inputmode": "url"}),
        help_text=_("Hanya peserta, pengajar dan BKPSDM melihatnya."),
    )

    class Meta:
        model = Session
        fields = ["title", "room", "place", "video_link", "instructor"]

    field_order = ("title", "day", "begins", "ends", "room", "place", "video_link", "instructor")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        session = kwargs.get("instance")
        if session is not None and session.pk:
            kwargs["initial"] = {**_day_and_hours(session), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        teaching = Instructor.objects.teaching_on(today()) | Instructor.objects.filter(pk=self.instance.instructor_id)
        self.fields["instructor"].queryset = teaching.order_by("name", "pk")  # type: ignore[attr-defined]
        rooms = Room.objects.filter(Q(active=True) | Q(pk=self.instance.room_id)).order_by("name")
        self.fields["room"].queryset = rooms  # type: ignore[attr-defined]
        self.fields["room"].label_from_instance = lambda room: f"{room.name} ({room.capacity})"  # type: ignore[attr-defined]
        self.helper = fields_only()

    def clean(self) -> dict[str, Any]:
        """Put day and hours together into the stored moments."""
        values: dict[str, Any] = super().clean() or {}
        day, begins, ends = (values.get(name) for name in ("day", "begins", "ends"))
        if day and begins and ends:
            if ends <= begins:
                self.add_error("ends", _("Sesi harus selesai setelah mulai."))
            self.instance.starts_at = _moment(day, begins)
            self.instance.ends_at = _moment(day, ends)
        return values


def _day_and_hours(session: Session) -> dict[str, Any]:
    begins, ends = (timezone.localtime(at) for at in (session.starts_at, session.ends_at))
    return {"day": begins.date(), "begins": begins.time(), "ends": ends.time()}


def _moment(day: Any, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour), timezone.get_default_timezone())


class BaseSessionFormSet(BaseModelFormSet):  # type: ignore[type-arg]
    """The sessions of a batch: kept, changed, added; those marked for removal are left out."""

    def planned(self) -> list[Session]:
        """The sessions as they shall be; only after `is_valid`."""
        kept = [form for form in self.forms if not form.cleaned_data.get("DELETE")]
        return [form.instance for form in kept if form.instance.pk or form.has_changed()]


SessionFormSet = modelformset_factory(
    Session, form=SessionForm, formset=BaseSessionFormSet, extra=2, can_delete=True, max_num=60, validate_max=True
)


class NeedForm(forms.ModelForm):  # type: ignore[type-arg]
    """A competency gap in one's own words."""

    gap = forms.TypedChoiceField(
        label=_("Seberapa besar kesenjangannya?"),
        coerce=int,
        choices=Gap.choices,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Need
        fields = ["competency", "kind", "gap", "year"]
        labels = {"competency": _("Kemampuan apa yang perlu ditingkatkan?")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this_year = today().year
        kinds, years = [("", _("Pilih…")), *CompetencyKind.choices], [this_year, this_year + 1]
        self.fields["kind"] = forms.ChoiceField(label=_("Jenis kompetensi"), choices=kinds)
        self.fields["year"] = forms.TypedChoiceField(
            label=_("Untuk tahun"), coerce=int, choices=[(year, str(year)) for year in years]
        )
        self.helper = fields_only()
