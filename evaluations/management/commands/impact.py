"""`manage.py impact --panel FILE...` estimates any panel; `--export PROGRAM` writes the panel of a stored estimate."""

import json
import math
from argparse import ArgumentParser
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any, get_args

from django.core.management.base import BaseCommand, CommandError

from evaluations.exported import ExportError, export
from evaluations.impact import (
    DEFAULT,
    Estimate,
    Panel,
    PanelTableError,
    Result,
    Rules,
    analyse_family,
    as_record,
    code_version,
    read_panel,
)  # fmt: skip
from evaluations.impact.fallen import fallen
from evaluations.impact.leads import Dynamic
from evaluations.impact.rules import Weighting
from evaluations.impact.sample import clean
from evaluations.impact.verdict import Need
from evaluations.panel import INDEX

LACKING = {
    Need.TREATED_UNITS: "unit terlatih ada {}, perlu {}",
    Need.CONTROL_UNITS: "unit pembanding ada {}, perlu {}",
    Need.IDENTIFICATION: "pengaruh tidak dapat dipisahkan dari bulan atau program lain, atau bergantung pada satu unit",
}
LEFT_OUT = {
    "below": "terlatih di bawah ambang",
    "early": "terlalu sedikit bulan sebelum mulai",
    "late": "terlalu sedikit bulan sesudah mulai",
    "silent": "terlatih, terlalu sering kekurangan jawaban",
    "uncompared": "terlatih, tanpa pembanding",
    "silent_controls": "tak terlatih, terlalu sering kekurangan jawaban",
}


class Command(BaseCommand):
    help = (
        "Menghitung pengaruh pelatihan dari panel CSV (unit, month, outcome, share; boleh variance, n, group, touched, "
        "other:<program>), atau menulis panel yang dipakai oleh hasil tersimpan."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        way = parser.add_mutually_exclusive_group(required=True)
        way.add_argument("--panel", nargs="+", metavar="FILE", help="satu CSV per pertanyaan; Holm atas semuanya")
        way.add_argument("--export", metavar="PROGRAM", help="kode program; panel ditulis ke keluaran baku")
        parser.add_argument("--outcome", default=INDEX, help="index, atau kunci unsur (dengan --export)")
        parser.add_argument("--json", action="store_true", help="satu objek JSON")
        parser.add_argument(
            "--rule",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="mengganti aturan tetap, misalnya months_before=3: "
            + ", ".join(f"{each.name}={getattr(DEFAULT, each.name)}" for each in fields(Rules)),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["export"]:
            self._export(options["export"], options["outcome"])
            return
        rules = rules_with(options["rule"])
        panels = {file: _panel_of(Path(file)) for file in options["panel"]}
        results = analyse_family(panels, rules)
        if options["json"]:
            records = {file: {**as_record(results[file]), "fallen": _fallen(panels[file], rules)} for file in panels}
            self.stdout.write(json.dumps({"code_version": code_version(), "results": records}, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(text_of(file, panels[file], results[file], rules) for file in panels))

    def _export(self, program: str, outcome: str) -> None:
        try:
            found = export(program=program, outcome=outcome)
        except ExportError as error:
            raise CommandError(str(error)) from error
        if not found.is_same_data:
            self.stderr.write("Data sudah berubah sejak perhitungan itu: hasilnya dapat berbeda.", self.style.WARNING)
        self.stdout.write(found.text, ending="")


def rules_with(changes: list[str]) -> Rules:
    """The fixed rules with some values replaced, each given as NAME=VALUE."""
    known = {each.name: type(getattr(DEFAULT, each.name)) for each in fields(Rules)}
    chosen: dict[str, Any] = {}
    for change in changes:
        name, _equals, value = change.partition("=")
        if name not in known or (name == "weighting" and value not in get_args(Weighting)):
            raise CommandError(f"Aturan '{change}' tidak dikenal. Yang ada: {', '.join(known)}.")
        chosen[name] = value if name == "weighting" else _value(known[name], name, value)
    return replace(DEFAULT, **chosen)


def _value(kind: type[int] | type[float], name: str, text: str) -> float:
    try:
        found = kind(text)
    except ValueError as error:
        raise CommandError(f"Nilai '{text}' untuk {name} bukan bilangan.") from error
    least = 1 if name in {"lead_count", "draws", "horizon"} else 0
    if not least <= found < math.inf:
        raise CommandError(f"Nilai '{text}' untuk {name} harus bilangan dari {least} ke atas.")
    return found


def _panel_of(file: Path) -> Panel:
    try:
        return read_panel(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file}: tidak dapat dibaca ({error}).") from error
    except PanelTableError as error:
        raise CommandError(f"{file}: {error}.") from error


def _fallen(panel: Panel, rules: Rules) -> dict[str, int]:
    return asdict(fallen(clean(panel, rules)))


def text_of(file: str, panel: Panel, result: Result, rules: Rules) -> str:
    """A result for people: the estimand, the effect with its interval, what it rests on, and the months."""
    size = result.size
    counts = f"  Unit terlatih {size.treated_units}, pembanding {size.control_units}"
    cells = f"sel terlatih {size.treated_cells}, belum terlatih {size.untreated_cells}"
    lines = [file, f"  Kesimpulan: {result.verdict}", f"{counts}; {cells}"]
    lines += [f"  Kurang: {LACKING[each.need].format(each.found, each.needed)}" for each in result.missing]
    left_out = ", ".join(f"{LEFT_OUT[key]} {many}" for key, many in _fallen(panel, rules).items() if many)
    lines += [f"  Tidak dihitung: {left_out}"] if left_out else []
    if result.effect is not None:
        lines += _effect(result.effect, result, rules)
        lines += map(_month, (*result.leads, *result.dynamics))
    return "\n".join(lines)


def _effect(effect: Estimate, result: Result, rules: Rules) -> list[str]:
    weights = "sama" if rules.weighting == "equal" else "menurut jawaban sebelum mulai"
    interval = f"{effect.value:+.3f}  [{effect.low:+.3f}; {effect.high:+.3f}]"
    error = f"galat baku {effect.error:.4f}, t({effect.freedom})"
    chances = f"p {effect.p_value:.4f}, Holm {result.adjusted_p:.4f}, bootstrap {result.bootstrap_p:.3f}"
    return [
        f"  Rata-rata Y(1) - Y(0) atas sel terlatih, {rules.horizon} bulan pertama, bobot {weights}:",
        f"  {interval}  {error}, {chances}",
        f"  Pengaruh terkecil yang dapat terlihat: {effect.detectable:.3f}",
        f"  Batas patah: {_bound(result)}",
    ]


def _month(each: Dynamic) -> str:
    margin = f"± {each.effect.margin:.3f}" if each.effect.is_interval else "tanpa selang"
    return f"  bulan {each.lag:+d}: {each.effect.value:+.3f} {margin} ({each.units} unit)"


def _bound(result: Result) -> str:
    multiple = result.breakdown.multiple if result.breakdown else None
    return "tidak ada bulan sebelumnya untuk dibandingkan" if multiple is None else f"{multiple:.2f}"
