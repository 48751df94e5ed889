"""The sectors and the unit tree in time."""

from datetime import date
from typing import Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from tree_queries.models import TreeNode
from tree_queries.query import TreeQuerySet

from pembinaan.base.models import Dated, dates_in_order


class Sector(models.Model):
    """A grouping of units for reports, the city's own."""

    code = models.SlugField(_("kode"), unique=True)
    name = models.CharField(_("nama"), max_length=100)
    serves_public = models.BooleanField(_("melayani masyarakat"), default=True)

    class Meta:
        verbose_name = _("sektor")
        verbose_name_plural = _("sektor")

    def __str__(self) -> str:
        return self.name


class UnitKind(models.TextChoices):
    """Kinds of unit as the city's own list names them."""

    GOVERNMENT = "pemda", _("Pemerintah daerah")
    SECRETARIAT = "sekretariat", _("Sekretariat")
    INSPECTORATE = "inspektorat", _("Inspektorat")
    BODY = "badan", _("Badan")
    AGENCY = "dinas", _("Dinas")
    HOSPITAL = "rsud", _("Rumah sakit")
    DISTRICT = "kecamatan", _("Kecamatan")
    WARD = "kelurahan", _("Kelurahan")
    HEALTH_CENTER = "puskesmas", _("Puskesmas")
    TECHNICAL_UNIT = "upt", _("Unit pelaksana teknis")
    SCHOOL = "sekolah", _("Sekolah")


# Longer than any chain of successors or any path to the root that a city has; it bounds a walk.
LONGEST_CHAIN = 30


class UnitQuerySet(TreeQuerySet):
    """The unit tree's own questions."""

    def on(self, day: date) -> Self:
        """Units that exist on the city's day `day`."""
        in_force: Self = self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)
        return in_force

    def subtree_ids(self, root: "Unit") -> list[int]:
        """Ids of a unit and of everything below it."""
        return list(self.descendants(root, include_self=True).values_list("pk", flat=True))

    def final_successor(self, unit: "Unit") -> "Unit":
        """The unit that answers for `unit` today: the end of its chain of mergers, or itself."""
        current = unit
        for _step in range(LONGEST_CHAIN):
            if current.merged_into_id is None:
                break
            current = self.model.objects.select_related("sector").get(pk=current.merged_into_id)
        return current


def _never_in_a_circle(name: str, column: str) -> pgtrigger.Trigger:
    """The trigger that following `column` from a unit never leads back to it.

    It runs after the statement, so that one statement may turn a branch around.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(column),  # type: ignore[no-untyped-call]
        condition=pgtrigger.Condition(f'NEW."{column}" IS NOT NULL'),
        declare=[("step", "bigint"), ("steps", "integer")],
        func=f"""
            step := NEW.{column};
            steps := 0;
            WHILE step IS NOT NULL LOOP
                steps := steps + 1;
                IF step = NEW.id OR steps > {LONGEST_CHAIN} THEN
                    RAISE EXCEPTION 'unit % leads back to itself by {column}', NEW.code
                        USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
                END IF;
                SELECT {column} INTO step FROM people_unit WHERE id = step;
            END LOOP;
            RETURN NULL;
        """,  # noqa: S608  the names are those of the two columns below
    )


@pghistory.track()
class Unit(TreeNode, Dated):
    """An organisational unit, in a tree, with dates and, when merged, its successor."""

    code = models.CharField(_("kode"), max_length=20, unique=True)
    name = models.CharField(_("nama"), max_length=200)
    kind = models.CharField(_("jenis"), max_length=20, choices=UnitKind)
    sector = models.ForeignKey(Sector, models.PROTECT, verbose_name=_("sektor"), related_name="units")
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_units", verbose_name=_("digabung ke")
    )

    # The mayor heads the city and answers no requests: who heads this unit does, for the heads of agencies.
    answered_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answers_for",
        verbose_name=_("permohonan dijawab kepala"),
        help_text=_(
            "Untuk puncak pohon: unit yang kepalanya menjawab permohonan kepala-kepala unit di bawahnya, "
            "misalnya Sekretariat Daerah."
        ),
    )

    objects = UnitQuerySet.as_manager()

    trigger_messages = {
        "unit_never_below_itself": _("Sebuah unit tidak dapat berada di bawah dirinya sendiri."),
        "unit_never_its_own_successor": _("Rantai penggabungan unit tidak boleh kembali ke unit yang sama."),
    }

    class Meta:
        verbose_name = _("unit kerja")
        verbose_name_plural = _("unit kerja")
        triggers = [
            _never_in_a_circle("unit_never_below_itself", "parent_id"),
            _never_in_a_circle("unit_never_its_own_successor", "merged_into_id"),
        ]
        constraints = [
            dates_in_order("unit_dates_in_order"),
            models.CheckConstraint(
                name="unit_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                violation_error_message=_("Sebuah unit tidak dapat digabung ke dirinya sendiri."),
            ),
            models.CheckConstraint(
                name="unit_not_answered_by_itself",
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("id")),
                violation_error_message=_("Pilih unit lain sebagai penjawab permohonan."),
            ),
            models.CheckConstraint(
                name="unit_merged_has_end",
                condition=Q(merged_into__isnull=True) | Q(ends_on__isnull=False),
                violation_error_message=_("Unit yang digabung harus mempunyai tanggal selesai."),
            ),
            models.CheckConstraint(
                name="unit_code_is_plain",
                condition=Q(code__regex=r"^[A-Za-z0-9.-]+$"),
                violation_error_message=_("Kode unit hanya berisi huruf, angka, titik dan tanda hubung."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
