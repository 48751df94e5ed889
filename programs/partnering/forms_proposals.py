"""The form with which a partner proposes a program."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programs.models import CompetencyKind, PlannedProgram
from programs.plans.forms_plan import RupiahField
from surveys.models import Element


class PartnerProposalForm(forms.ModelForm):  # type: ignore[type-arg]
    """A program that a partner would like to give for the city."""

    estimated_cost = RupiahField(label=_("Perkiraan biaya (Rp)"), required=False)
    target_elements = forms.MultipleChoiceField(
        label=_("Unsur survei yang ingin dinaikkan"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Bagian layanan yang menurut warga perlu membaik; boleh kosong."),
    )

    class Meta:
        model = PlannedProgram
        fields = [
            "title",
            "rationale",
            "training_type",
            "competency",
            "learning_hours",
            "days",
            "target_group",
            "people",
            "estimated_cost",
            "target_elements",
        ]
        labels = {"title": _("Judul program"), "rationale": _("Ringkasan")}
        help_texts = {
            "rationale": _("Apa yang dipelajari, dan apa yang berubah di tempat kerja sesudahnya."),
            "target_group": _("Siapa: jabatan, unit, atau tugasnya."),
        }
        widgets = {
            "rationale": forms.Textarea(attrs={"rows": 5}),
            "days": forms.NumberInput(attrs={"inputmode": "numeric"}),
            "people": forms.NumberInput(attrs={"inputmode": "numeric"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = Element.objects.of("skm").values_list("key", "name")
        elements: Any = self.fields["target_elements"]
        elements.choices = [(key, gettext(name)) for key, name in names]
        training_types: Any = self.fields["training_type"]
        training_types.label_from_instance = lambda form: gettext(form.name)
        training_types.empty_label = _("Pilih…")
        self.fields["competency"] = forms.ChoiceField(
            label=_("Jenis kompetensi"), choices=[("", _("Pilih…")), *CompetencyKind.choices]
        )
        self.fields["rationale"].required = True
