"""Conversion of forms of learning to JP and the yearly targets, as the domain rules give them."""

from datetime import date
from decimal import Decimal

from django.db import migrations

TABLE = "Surat BPS B-031/BPS/2600/02/2019, mengikuti lampiran PerLAN 10/2018"
GUESS = "Belum dikonfirmasi: tidak ada dalam tabel PerLAN 10/2018; kode 24 SIASN"
PROGRAM = {False: ("program", "1.00", None), True: ("program", "1.20", None)}


def _same(basis, home, abroad, monthly=None):
    return {False: (basis, home, monthly), True: (basis, abroad, monthly)}


RULES = {
    **{code: PROGRAM for code in ("MAN", "TEK", "FUN", "SOS", "KUR", "PEN", "BIM", "PJJ", "OUT")},
    "PIM": {False: ("program", "1.00", None)},
    "TUBEL": _same("semester", "20", "20"),
    "IBEL": _same("semester", "20", "20"),
    "SEM": _same("day", "4", "6"),
    "WS": _same("day", "5", "7"),
    "SOSIAL": _same("day", "4", "6"),
    "COA": {False: ("session", "2", 2), True: ("day", "4", 2)},
    "MEN": {False: ("session", "2", 2), True: ("day", "4", 2)},
    "ELE": _same("day_cap", "3", "4"),
    "DET": _same("event", "20", "24"),
    "BEN": _same("event", "10", "20"),
    "SWA": _same("event", "20", "24"),
    "MAG": _same("event", "20", "24"),
    "BMD": _same("day_cap", "2", "2.40"),
    "KOM": _same("day_cap", "2", "2.40"),
    "BTK": {False: ("session", "2", None)},
}
TARGETS = [
    ("pns", "minimum", "20", date(2017, 4, 7), "PP 11/2017 Pasal 203"),
    ("pppk", "maximum", "24", date(2018, 11, 28), "PP 49/2018 Pasal 39–40: peringatan, bukan larangan"),
]


def load(apps, schema_editor):
    conversion = apps.get_model("credentials", "HoursConversion")
    target = apps.get_model("credentials", "HoursTarget")
    conversion.objects.bulk_create(
        conversion(
            form_code=code, international=international, basis=basis, amount=Decimal(amount), monthly_units=monthly,
            starts_on=date(2018, 1, 1), source=GUESS if code == "BTK" else TABLE,
        )
        for code, rules in RULES.items()
        for international, (basis, amount, monthly) in rules.items()
    )
    target.objects.bulk_create(
        target(status=status, kind=kind, hours=Decimal(hours), starts_on=start, source=source)
        for status, kind, hours, start, source in TARGETS
    )


class Migration(migrations.Migration):
    dependencies = [("credentials", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
