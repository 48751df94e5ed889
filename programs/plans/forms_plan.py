"""Forms of the yearly plan, its proposals and its money."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.base.forms import fields_only
from people.models import Unit
from programs.forms import ReasonForm, day_input
from programs.models import Cost, CostKind, Plan, PlannedProgram, PlanState, Program, Quarter
from surveys.models import Element

ALL_AGENCIES = _("Semua perangkat daerah")


class RupiahField(forms.IntegerField):
    """Whole rupiah as people type them: "Rp1.500.000", "1 500 000" or "1500000"."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(
            **{
                "min_value": 1,
                "widget": widget,
                "error_messages": {
                    "invalid": _("Tulis rupiah tanpa sen, misalnya 1.500.000."),
                    "min_value": _("Biaya lebih dari Rp0."),
                },
                **kwargs,
            }
        )

    def to_python(self, value: Any) -> int | None:
        """The amount without the signs that people put into it."""
        text = str(value if value is not None else "").strip().removeprefix("Rp").removesuffix(",00")
        return super().to_python(text.replace(".", "").replace(" ", "").replace("\u00a0", ""))

    def prepare_value(self, value: Any) -> Any:
        """The amount with its thousands apart, so that a person can read it."""
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


def agencies() -> Any:
    """The units directly below the root that still exist, by name."""
    return (
        Unit.objects.without_tree_fields()
        .filter(parent__parent__isnull=True, parent__isnull=False)
        .filter(ends_on__isnull=True)
        .order_by("name")
    )


class PlannedForm(forms.ModelForm):  # type: ignore[type-arg]
    """A planned program or a proposal, with its cost lines and the gaps that it answers."""

    target_elements = forms.MultipleChoiceField(
        label=_("Unsur survei yang ingin dinaikkan"), required=False, widget=forms.CheckboxSelectMultiple
    )
    gaps = forms.MultipleChoiceField(
        label=_("Kebutuhan yang dijawab"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Semua kebutuhan pegawai dengan kemampuan itu untuk tahun rencana."),
    )

    class Meta:
        model = PlannedProgram
        fields = [
            "title",
            "training_type",
            "competency",
            "learning_hours",
            "target_group",
            "people",
            "agency",
            "quarter",
            "institution",
            "rationale",
            "target_elements",
        ]
        widgets = {
            "rationale": forms.Textarea(attrs={"rows": 3}),
            "people": forms.NumberInput(attrs={"inputmode": "numeric"}),
        }
        labels = {"rationale": _("Alasan")}
        help_texts = {
            "target_group": _("Siapa: jabatan, unit, atau tugasnya."),
        }

    def __init__(self, *args: Any, gaps: Iterable[tuple[str, str]] = (), planned: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = Element.objects.of("skm").values_list("key", "name")
        self.fields["target_elements"].choices = [(key, _(name)) for key, name in names]  # type: ignore[attr-defined]
        self.fields["training_type"].label_from_instance = lambda form: _(form.name)  # type: ignore[attr-defined]
        self.fields["training_type"].empty_label = _("Pilih…")  # type: ignore[attr-defined]
        self.fields["institution"].empty_label = _("Diselenggarakan sendiri")  # type: ignore[attr-defined]
        self.fields["agency"].queryset = agencies()  # type: ignore[attr-defined]
        self.fields["agency"].empty_label = ALL_AGENCIES  # type: ignore[attr-defined]
        self.fields["quarter"].required = planned
        self.fields["gaps"].choices = list(gaps)  # type: ignore[attr-defined]
        if not gaps:
            del self.fields["gaps"]
        self.kinds = list(_kinds_for(self.instance)) if planned else []
        known = dict(self.instance.costs.values_list("kind_id", "amount")) if self.instance.pk else {}
        for kind in self.kinds:
            self.fields[f"cost_{kind.pk}"] = RupiahField(
                label=f"{_(kind.name)} (Rp)", required=False, initial=known.get(kind.pk)
            )
        self.helper = fields_only()

    def costs(self) -> dict[CostKind, int]:
        """Rupiah by kind, those left empty left out; only after `is_valid`."""
        typed = {kind: self.cleaned_data.get(f"cost_{kind.pk}") for kind in self.kinds}
        return {kind: amount for kind, amount in typed.items() if amount}


def _kinds_for(planned: PlannedProgram) -> Any:
    """The kinds of cost in use, and those that the program has a line of."""
    used = CostKind.objects.filter(in_use=True)
    if planned.pk:
        used = used | CostKind.objects.filter(planned__planned=planned)
    return used.distinct().order_by("position", "pk")


class PlainForm(forms.Form):
    """No field of its own: a step that only wants to be confirmed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = fields_only()


class RealiseForm(PlainForm):
    """The program whose batches of the year realise a planned one."""

    program = forms.ModelChoiceField(
        label=_("Program pelaksana"),
        queryset=Program.objects.order_by("title", "pk"),
        required=False,
        empty_label=_("Belum ada"),
        help_text=_("Angkatan program ini yang mulai pada tahun rencana terhitung sebagai realisasinya."),
    )


class AcceptForm(PlainForm):
    """Into which plan a proposal goes, and when."""

    plan = forms.ModelChoiceField(label=_("Rencana tahun"), queryset=Plan.objects.none(), empty_label=None)
    quarter = forms.TypedChoiceField(label=_("Triwulan"), coerce=int, choices=Quarter.choices)
    make_program = forms.BooleanField(
        label=_("Buat sekaligus programnya"),
        required=False,
        help_text=_("Tersembunyi dari katalog sampai Anda melengkapi dan menampilkannya."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_ones = Plan.objects.filter(state=PlanState.DRAFT) | Plan.objects.filter(revisions__ended_at=None).exclude(
            revisions=None
        )
        self.fields["plan"].queryset = open_ones.distinct().order_by("-year")  # type: ignore[attr-defined]


class ApproveForm(PlainForm):
    """The mayor's decision that fixes the plan."""

    decree_number = forms.CharField(label=_("Nomor SK Wali Kota"), max_length=100)
    decree_on = forms.DateField(label=_("Tanggal SK"), widget=day_input())


class RevisionForm(ReasonForm):
    """Why a fixed plan changes."""

    decree_number = forms.CharField(label=_("Nomor SK perubahan, bila ada"), max_length=100, required=False)


class CostForm(forms.ModelForm):  # type: ignore[type-arg]
    """A payment for a batch."""

    amount = RupiahField(label=_("Jumlah (Rp)"))

    class Meta:
        model = Cost
        fields = ["kind", "amount", "spent_on", "note"]
        widgets = {"spent_on": day_input()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        used = CostKind.objects.filter(in_use=True)
        if self.instance.kind_id:
            used = used | CostKind.objects.filter(pk=self.instance.kind_id)
        self.fields["kind"].queryset = used.order_by("position", "pk")  # type: ignore[attr-defined]
        self.fields["kind"].empty_label = _("Pilih…")  # type: ignore[attr-defined]
        self.fields["kind"].label_from_instance = lambda kind: _(kind.name)  # type: ignore[attr-defined]
        self.helper = fields_only()


class CorrectionForm(CostForm):
    """The right payment in place of a wrong one, or nothing, and why."""

    nothing = forms.BooleanField(
        label=_("Tarik saja: tidak ada pengeluaran ini"),
        required=False,
        help_text=_("Bila dicentang, isian biaya di atas diabaikan."),
    )
    reason = forms.CharField(
        label=_("Alasan koreksi"), max_length=300, widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"})
    )

    def replacement(self) -> Cost | None:
        """The payment to keep instead; None when there was none. Only after `is_valid`."""
        kept: Cost = self.instance
        return None if self.cleaned_data["nothing"] else kept
