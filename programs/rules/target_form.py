"""The form of a batch's target rules: HR ticks for whom the batch is."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Div, Field, Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.base.dates import today
from pembinaan.base.forms import fields_only
from people.models import EmployeeStatus, Grade, GradeScheme, PositionKind, Unit
from programs.models import Program
from programs.rules.audience import RulesDraft

# Stands before a unit's name once for each level of the tree.
STEP = "\u2003"


class _UnitChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Units as a tree, each below the one that it belongs to."""

    def label_from_instance(self, unit: Any) -> str:
        return f"{STEP * unit.tree_depth}{unit.name}"


class TargetRulesForm(forms.Form):
    """For whom a batch is; what is left empty asks nothing."""

    units = _UnitChoice(
        label=_("Unit kerja"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Unit di bawahnya termasuk. Tanpa centang: semua unit."),
    )
    position_kinds = forms.MultipleChoiceField(
        label=_("Jenis jabatan"),
        choices=PositionKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    statuses = forms.MultipleChoiceField(
        label=_("Status"), choices=EmployeeStatus.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    pns_from = forms.TypedChoiceField(label=_("Golongan PNS terendah"), coerce=int, empty_value=None, required=False)
    pns_to = forms.TypedChoiceField(label=_("Golongan PNS tertinggi"), coerce=int, empty_value=None, required=False)
    pppk_from = forms.TypedChoiceField(label=_("Golongan PPPK terendah"), coerce=int, empty_value=None, required=False)
    pppk_to = forms.TypedChoiceField(label=_("Golongan PPPK tertinggi"), coerce=int, empty_value=None, required=False)
    prerequisites = forms.ModelMultipleChoiceField(
        label=_("Program yang harus sudah diselesaikan"),
        queryset=Program.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    years_between = forms.IntegerField(
        label=_("Tidak mengulang program ini dalam (tahun)"),
        min_value=1,
        max_value=20,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("Kosong: boleh mengulang kapan saja."),
    )

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = Unit.objects.with_tree_fields().on(today())  # type: ignore[attr-defined]
        others = Program.objects.exclude(pk=program.pk).only("title").order_by("title", "pk")
        self.fields["prerequisites"].queryset = others  # type: ignore[attr-defined]
        grades = list(Grade.objects.order_by("level").values_list("scheme", "level", "code", "rank_title"))
        for name in ("pns_from", "pns_to", "pppk_from", "pppk_to"):
            self.fields[name].choices = _grade_choices(grades, name.partition("_")[0])  # type: ignore[attr-defined]
        self.helper = fields_only()
        self.helper.layout = _layout()

    def clean(self) -> dict[str, Any]:
        """A range of grades runs upwards."""
        values: dict[str, Any] = super().clean() or {}
        for ladder in GradeScheme.values:
            low, high = values.get(f"{ladder}_from"), values.get(f"{ladder}_to")
            if low and high and low > high:
                self.add_error(f"{ladder}_to", _("Golongan terendah tidak boleh di atas golongan tertinggi."))
        return values

    def draft(self) -> RulesDraft:
        """The rules as written; only after `is_valid`."""
        values: dict[str, Any] = dict(self.cleaned_data)
        for name in ("units", "prerequisites", "position_kinds", "statuses"):
            values[name] = list(values[name])
        return RulesDraft(**values)


def initial_of(rules: RulesDraft) -> dict[str, Any]:
    """What the form shows of known rules."""
    chosen = {"units": [unit.pk for unit in rules.units], "prerequisites": [one.pk for one in rules.prerequisites]}
    names = ("position_kinds", "statuses", "pns_from", "pns_to", "pppk_from", "pppk_to", "years_between")
    return chosen | {name: getattr(rules, name) for name in names}


def _grade_choices(grades: Iterable[tuple[str, int, str, str]], ladder: str) -> list[tuple[Any, Any]]:
    known = [(level, f"{code} {title}".strip()) for scheme, level, code, title in grades if scheme == ladder]
    return [("", _("Semua")), *known]


def _layout() -> Layout:
    return Layout(
        Div(Field("position_kinds"), Field("statuses"), Field("years_between"), css_class="form-columns"),
        Fieldset(
            _("Golongan"),
            Div("pns_from", "pns_to", "pppk_from", "pppk_to", css_class="grid halves"),
        ),
        Div(
            Div(Field("units"), css_class="scroll-box"),
            Div(Field("prerequisites"), css_class="scroll-box"),
            css_class="grid halves",
        ),
    )
