"""Competency gaps that heads and employees stated for this year and the next, most of them ranked by the head."""

from collections import Counter

from portal.demo.city import City
from programs.models import Need

STATED = 420
HEADS_WHO_RANKED = 0.7
GAPS = (
    ("teknis", "Menangani pengaduan"),
    ("teknis", "Mengukur dan memperpendek waktu layanan"),
    ("teknis", "Membaca data untuk keputusan"),
    ("manajerial", "Memimpin tim pelayanan"),
    ("sosial_kultural", "Melayani warga dengan disabilitas"),
    ("teknis", "Menulis naskah dinas"),
    ("pemerintahan", "Menyusun standar pelayanan"),
)


def make_needs(city: City) -> None:
    """Add needs, at most one a person."""
    dice = city.dice("needs")
    people = [(key, code) for code in city.units for key in city.serving(code, city.today)]
    ranks: Counter[tuple[str, int]] = Counter()
    ranked = {code for code in city.units if dice.random() < HEADS_WHO_RANKED}
    for employee, unit in sorted(dice.sample(people, min(STATED, len(people)))):
        kind, competency = dice.choice(GAPS)
        days_ago = dice.randint(5, 300)
        year = city.today.year + (1 if days_ago < 120 else 0)
        ranks[unit, year] += 1
        city.rows.add(
            Need,
            employee_id=employee,
            unit_id=city.units[unit].id,
            year=year,
            kind=kind,
            competency=competency,
            gap=dice.choice((1, 2, 2, 3)),
            stated_at=city.at(city.first_day_of_month(days_ago // 30), 9),
            stated_by_id=city.accounts.get(employee),
            rank=ranks[unit, year] if unit in ranked else None,
        )
