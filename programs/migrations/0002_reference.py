"""Forms of competency development with their SIASN codes, and the key that ties batches to agreements."""

from django.db import migrations

# code, form, path, SIASN jenisDiklat (None: SIASN records it as formal education); domain rules sections 2 and 6.
FORMS = [
    ("TUBEL", "Tugas belajar", "pendidikan", None),
    ("IBEL", "Izin belajar", "pendidikan", None),
    ("PIM", "Pelatihan struktural kepemimpinan", "klasikal", 1),
    ("MAN", "Pelatihan manajerial", "klasikal", 5),
    ("TEK", "Pelatihan teknis", "klasikal", 3),
    ("FUN", "Pelatihan fungsional", "klasikal", 2),
    ("SOS", "Pelatihan sosial kultural", "klasikal", 6),
    ("SEM", "Seminar/konferensi/sarasehan", "klasikal", 9),
    ("WS", "Workshop/lokakarya", "klasikal", 4),
    ("KUR", "Kursus", "klasikal", 11),
    ("PEN", "Penataran", "klasikal", 12),
    ("BIM", "Bimbingan teknis", "klasikal", 8),
    ("SOSIAL", "Sosialisasi", "klasikal", 7),
    ("KLASIKAL", "Klasikal lainnya", "klasikal", 13),
    ("COA", "Coaching", "nonklasikal", 14),
    ("MEN", "Mentoring", "nonklasikal", 15),
    ("ELE", "E-learning", "nonklasikal", 16),
    ("PJJ", "Pelatihan jarak jauh", "nonklasikal", 17),
    ("DET", "Detasering (secondment)", "nonklasikal", 18),
    ("OUT", "Pembelajaran alam terbuka (outbond)", "nonklasikal", 19),
    ("BEN", "Patok banding (benchmarking)", "nonklasikal", 20),
    ("SWA", "Pertukaran PNS dengan swasta/BUMN/BUMD", "nonklasikal", 21),
    ("BMD", "Belajar mandiri", "nonklasikal", 22),
    ("KOM", "Komunitas belajar (CoP, networking)", "nonklasikal", 23),
    ("MAG", "Magang/praktik kerja", "nonklasikal", 10),
    ("BTK", "Bimbingan di tempat kerja", "nonklasikal", 24),
    ("LAIN", "Nonklasikal lainnya", "nonklasikal", 25),
]


def load(apps, schema_editor):
    form = apps.get_model("programs", "TrainingType")
    form.objects.bulk_create(
        [form(code=c, name=n, path=p, siasn_training_type_id=s) for c, n, p, s in FORMS]
    )


class Migration(migrations.Migration):
    dependencies = [("programs", "0001_initial")]
    operations = [
        # ON UPDATE CASCADE: an agreement that is shortened rewrites its batches' copies, and the check
        # constraint batch_inside_agreement then refuses what would leave a batch outside.
        migrations.RunSQL(
            """
            ALTER TABLE programs_batch ADD CONSTRAINT batch_agreement_copy FOREIGN KEY
                (agreement_id, agreement_institution_id, agreement_starts_on, agreement_ends_on)
                REFERENCES partners_agreement (id, institution_id, starts_on, ends_on) ON UPDATE CASCADE
            """,
            "ALTER TABLE programs_batch DROP CONSTRAINT batch_agreement_copy",
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
