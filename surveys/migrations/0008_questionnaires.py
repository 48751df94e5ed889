"""Other questionnaires beside SKM, and units' own questions."""

from datetime import date

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import surveys.models.answers
from django.conf import settings
from django.db import migrations, models


OWN_KEY = """
ALTER TABLE surveys_response
    ADD CONSTRAINT response_own_version_of_unit FOREIGN KEY (own_version_id, unit_id)
        REFERENCES surveys_ownversion (id, published_unit_id);
"""
DROP_OWN_KEY = "ALTER TABLE surveys_response DROP CONSTRAINT response_own_version_of_unit;"


def describe_skm(apps, schema_editor):
    questionnaire = apps.get_model("surveys", "Questionnaire").objects.get(code="skm")
    questionnaire.name_en = "Public satisfaction survey"
    questionnaire.name_ms = "Tinjauan Kepuasan Masyarakat"
    questionnaire.grade_scheme = "skm"
    questionnaire.asked_everywhere = True
    questionnaire.save()
    apps.get_model("surveys", "Element").objects.update(questionnaire=questionnaire)


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0005_deputies'),
        ('surveys', '0007_publications'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BuilderChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(null=True, verbose_name='versi')),
                ('at', models.DateTimeField(verbose_name='waktu')),
                ('what', models.CharField(max_length=300, verbose_name='perubahan')),
            ],
            options={
                'verbose_name': 'perubahan kuesioner',
                'verbose_name_plural': 'perubahan kuesioner',
            },
        ),
        migrations.CreateModel(
            name='OwnQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='urutan')),
                ('kind', models.CharField(choices=[('choice', 'Pilihan'), ('scale', 'Skala 1 sampai 4'), ('text', 'Isian bebas')], max_length=6, verbose_name='jenis')),
                ('option_count', models.PositiveSmallIntegerField(verbose_name='banyaknya pilihan')),
            ],
            options={
                'verbose_name': 'pertanyaan unit',
                'verbose_name_plural': 'pertanyaan unit',
            },
        ),
        migrations.CreateModel(
            name='OwnRollup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('position', models.PositiveSmallIntegerField()),
                ('value', models.PositiveSmallIntegerField()),
                ('count', models.BigIntegerField()),
            ],
            options={
                'verbose_name': 'rekap pertanyaan unit',
                'verbose_name_plural': 'rekap pertanyaan unit',
            },
        ),
        migrations.CreateModel(
            name='OwnVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='versi')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='diterbitkan')),
            ],
            options={
                'verbose_name': 'versi pertanyaan unit',
                'verbose_name_plural': 'versi pertanyaan unit',
            },
        ),
        migrations.CreateModel(
            name='OwnWording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('id', 'Indonesia'), ('en', 'Inggris'), ('ms', 'Melayu')], max_length=2, verbose_name='bahasa')),
                ('text', models.CharField(max_length=200, verbose_name='pertanyaan')),
                ('options', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, size=8)),
            ],
            options={
                'verbose_name': 'bunyi pertanyaan unit',
                'verbose_name_plural': 'bunyi pertanyaan unit',
            },
        ),
        migrations.RemoveConstraint(
            model_name='gradebandrow',
            name='grade_band_never_overlaps',
        ),
        migrations.AddField(
            model_name='element',
            name='questionnaire',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='elements', to='surveys.questionnaire', verbose_name='kuesioner'),
        ),
        migrations.AddField(
            model_name='gradebandrow',
            name='scheme',
            field=models.SlugField(default='skm', help_text='Kuesioner memilih tabelnya menurut nama ini.', max_length=20, verbose_name='tabel mutu'),
        ),
        migrations.AddField(
            model_name='questionnaire',
            name='asked_everywhere',
            field=models.BooleanField(default=False, verbose_name='ditanyakan di semua unit'),
        ),
        migrations.AddField(
            model_name='questionnaire',
            name='ends_on',
            field=models.DateField(blank=True, null=True, verbose_name='sampai'),
        ),
        migrations.AddField(
            model_name='questionnaire',
            name='grade_scheme',
            field=models.SlugField(blank=True, help_text='Kosong: angkanya tanpa mutu A sampai D.', max_length=20, verbose_name='tabel mutu'),
        ),
        migrations.AddField(
            model_name='questionnaire',
            name='name_en',
            field=models.CharField(blank=True, max_length=100, verbose_name='nama dalam bahasa Inggris'),
        ),
        migrations.AddField(
            model_name='questionnaire',
            name='name_ms',
            field=models.CharField(blank=True, max_length=100, verbose_name='nama dalam bahasa Melayu'),
        ),
        migrations.AddField(
            model_name='questionnaire',
            name='scale',
            field=models.CharField(choices=[('index', 'Indeks 25 sampai 100 (rata-rata × 25)'), ('mean', 'Rata-rata 1 sampai 4')], default='index', max_length=5, verbose_name='skala'),
        ),
        migrations.AddField(
            model_name='questionnaire',
            name='starts_on',
            field=models.DateField(default=date(2017, 1, 1), verbose_name='mulai'),
            preserve_default=False,
        ),
        migrations.RunPython(describe_skm, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='element',
            name='questionnaire',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='elements', to='surveys.questionnaire', verbose_name='kuesioner'),
        ),
        migrations.AddField(
            model_name='questionnaire',
            name='units',
            field=models.ManyToManyField(blank=True, related_name='+', to='people.unit', verbose_name='unit kerja'),
        ),
        migrations.AddField(
            model_name='response',
            name='extras',
            field=models.JSONField(blank=True, db_default={}, default=dict, verbose_name='jawaban pertanyaan unit'),
        ),
        migrations.AlterField(
            model_name='questionnaire',
            name='code',
            field=models.SlugField(help_text='Bagian dari alamatnya, misalnya ipak.', unique=True, verbose_name='kode'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='item',
            trigger=pgtrigger.compiler.Trigger(name='item_of_own_questionnaire', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NOT EXISTS (\n    SELECT 1 FROM surveys_questionnaireversion v JOIN surveys_element e ON e.questionnaire_id = v.questionnaire_id\n    WHERE v.id = NEW.version_id AND e.id = NEW.element_id\n) THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'item_of_own_questionnaire',\n        MESSAGE = 'Unsur ini milik kuesioner lain.';\nEND IF;\nRETURN NEW;\n", hash='d77f4b558d7fd4e2b5313635fd5713a0177a03b1', operation='INSERT OR UPDATE', pgid='pgtrigger_item_of_own_questionnaire_80129', table='surveys_item', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='gradebandrow',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('scheme', '='), (models.Func(models.F('starts_on'), models.F('ends_on'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&'), (models.Func(models.F('lowest'), models.F('highest'), models.Value('[]'), function='numrange', output_field=django.contrib.postgres.fields.ranges.DecimalRangeField()), '&&')], name='grade_band_never_overlaps', violation_error_message='Batas ini bertumpang tindih dengan mutu lain pada tanggal yang sama.'),
        ),
        migrations.AddConstraint(
            model_name='questionnaire',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='questionnaire_dates_in_order', violation_error_message='Tanggal selesai tidak boleh sebelum tanggal mulai.'),
        ),
        migrations.AddConstraint(
            model_name='questionnaire',
            constraint=models.CheckConstraint(condition=models.Q(('scale__in', ['index', 'mean'])), name='questionnaire_scale_known', violation_error_message='Pilih skala dari daftar.'),
        ),
        migrations.AddConstraint(
            model_name='questionnaire',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('code', 'skm'), _negated=True), models.Q(('asked_everywhere', True), ('ends_on__isnull', True), ('grade_scheme', 'skm'), ('scale', 'index')), _connector='OR'), name='questionnaire_skm_as_regulated', violation_error_message='SKM wajib: selalu untuk semua unit, dengan indeks 25–100 dan mutunya.'),
        ),
        migrations.AddConstraint(
            model_name='questionnaireversion',
            constraint=models.UniqueConstraint(condition=models.Q(('published_at__isnull', True)), fields=('questionnaire',), name='version_one_draft', violation_error_message='Kuesioner ini sudah mempunyai draf. Lanjutkan atau buang draf itu.'),
        ),
        migrations.AddField(
            model_name='builderchange',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='oleh'),
        ),
        migrations.AddField(
            model_name='builderchange',
            name='questionnaire',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='surveys.questionnaire', verbose_name='kuesioner'),
        ),
        migrations.AddField(
            model_name='builderchange',
            name='unit',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='unit kerja'),
        ),
        migrations.AddField(
            model_name='ownrollup',
            name='unit',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit'),
        ),
        migrations.AddField(
            model_name='ownversion',
            name='published_unit',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit'),
        ),
        migrations.AddField(
            model_name='ownversion',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='own_versions', to='people.unit', verbose_name='unit kerja'),
        ),
        migrations.AddField(
            model_name='ownrollup',
            name='own_version',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.ownversion'),
        ),
        migrations.AddField(
            model_name='ownquestion',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='surveys.ownversion', verbose_name='versi'),
        ),
        migrations.AddField(
            model_name='response',
            name='own_version',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='surveys.ownversion', verbose_name='versi pertanyaan unit'),
        ),
        migrations.AddIndex(
            model_name='response',
            index=models.Index(condition=models.Q(('own_version__isnull', False)), fields=['own_version', 'id'], name='response_own'),
        ),
        migrations.AddConstraint(
            model_name='response',
            constraint=models.CheckConstraint(condition=models.Q(('extras', {}), models.Q(('own_version__isnull', False), surveys.models.answers.ExtrasFit('extras')), _connector='OR'), name='response_extras_fit', violation_error_message='Jawaban pertanyaan unit tidak cocok dengan pertanyaannya.'),
        ),
        migrations.AddField(
            model_name='ownwording',
            name='question',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wordings', to='surveys.ownquestion', verbose_name='pertanyaan'),
        ),
        migrations.AddConstraint(
            model_name='builderchange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('questionnaire__isnull', True), ('unit__isnull', False)), models.Q(('questionnaire__isnull', False), ('unit__isnull', True)), _connector='OR'), name='builder_change_of_one', violation_error_message='Perubahan menyebut satu kuesioner atau satu unit.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='builderchange',
            trigger=pgtrigger.compiler.Trigger(name='builder_changes_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c7bd6241a88a8ffa544c473b47acc0801fd29480', operation='UPDATE OR DELETE', pgid='pgtrigger_builder_changes_kept_d24cf', table='surveys_builderchange', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='ownversion',
            constraint=models.UniqueConstraint(fields=('unit', 'number'), name='own_version_number_once'),
        ),
        migrations.AddConstraint(
            model_name='ownversion',
            constraint=models.UniqueConstraint(fields=('id', 'published_unit'), name='own_version_with_unit'),
        ),
        migrations.AddConstraint(
            model_name='ownversion',
            constraint=models.UniqueConstraint(condition=models.Q(('published_at__isnull', True)), fields=('unit',), name='own_version_one_draft', violation_error_message='Unit ini sudah mempunyai draf pertanyaan. Lanjutkan atau buang draf itu.'),
        ),
        migrations.AddConstraint(
            model_name='ownversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('published_unit__isnull', True)), models.Q(('published_at__isnull', False), ('published_unit', models.F('unit'))), _connector='OR'), name='own_version_published_names_unit', violation_error_message='Versi yang diterbitkan harus menyebut unitnya sendiri.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownversion',
            trigger=pgtrigger.compiler.Trigger(name='published_own_version_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NEW; END IF;\n            IF EXISTS (\n                SELECT 1 FROM surveys_ownversion\n                WHERE id = OLD.id AND published_at IS NOT NULL FOR SHARE\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'published_own_version_kept',\n                    MESSAGE = 'Versi kuesioner yang sudah diterbitkan tidak dapat diubah; buat versi baru.';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; ELSE RETURN NEW; END IF;\n        ", hash='cef9f81527d7767416fb3cb407e0ee7fe1e100b0', operation='UPDATE OR DELETE', pgid='pgtrigger_published_own_version_kept_5bfe4', table='surveys_ownversion', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='ownrollup',
            constraint=models.UniqueConstraint(fields=('unit', 'month', 'own_version', 'position', 'value'), name='own_rollup_once'),
        ),
        migrations.AddConstraint(
            model_name='ownrollup',
            constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='own_rollup_first_day'),
        ),
        migrations.AddConstraint(
            model_name='ownquestion',
            constraint=models.UniqueConstraint(fields=('version', 'position'), name='own_question_position_once'),
        ),
        migrations.AddConstraint(
            model_name='ownquestion',
            constraint=models.CheckConstraint(condition=models.Q(('position__range', (1, 10))), name='own_question_position_in_range', violation_error_message='Paling banyak sepuluh pertanyaan sendiri, supaya warga tidak bosan.'),
        ),
        migrations.AddConstraint(
            model_name='ownquestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'choice'), ('option_count__range', (2, 8))), models.Q(('kind', 'scale'), ('option_count', 4)), models.Q(('kind', 'text'), ('option_count', 0)), _connector='OR'), name='own_question_options_fit_kind', violation_error_message='Pilihan: 2 sampai 8 jawaban. Skala: 4 jawaban. Isian bebas: tanpa jawaban.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownquestion',
            trigger=pgtrigger.compiler.Trigger(name='own_question_of_published_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NEW; END IF;\n            IF EXISTS (\n                SELECT 1 FROM surveys_ownversion\n                WHERE id = OLD.version_id AND published_at IS NOT NULL FOR SHARE\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'own_question_of_published_kept',\n                    MESSAGE = 'Versi kuesioner yang sudah diterbitkan tidak dapat diubah; buat versi baru.';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; ELSE RETURN NEW; END IF;\n        ", hash='8fc808f11ca082cc3b1a7ca2064448746d60d2c8', operation='UPDATE OR DELETE', pgid='pgtrigger_own_question_of_published_kept_583c6', table='surveys_ownquestion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownquestion',
            trigger=pgtrigger.compiler.Trigger(name='own_question_only_in_draft', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF EXISTS (\n    SELECT 1 FROM surveys_ownversion WHERE id = NEW.version_id AND published_at IS NOT NULL FOR SHARE\n) THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'own_question_of_published_kept',\n        MESSAGE = 'Versi kuesioner yang sudah diterbitkan tidak dapat diubah; buat versi baru.';\nEND IF;\nRETURN NEW;\n", hash='b8c687a7806137fcc92191429a8b2a2bc7660bb1', operation='INSERT', pgid='pgtrigger_own_question_only_in_draft_040ef', table='surveys_ownquestion', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='ownwording',
            constraint=models.UniqueConstraint(fields=('question', 'language'), name='own_wording_language_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownwording',
            trigger=pgtrigger.compiler.Trigger(name='own_wording_of_published_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NEW; END IF;\n            IF EXISTS (\n                SELECT 1 FROM surveys_ownversion\n                WHERE id = (SELECT version_id FROM surveys_ownquestion WHERE id = OLD.question_id) AND published_at IS NOT NULL FOR SHARE\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'own_wording_of_published_kept',\n                    MESSAGE = 'Versi kuesioner yang sudah diterbitkan tidak dapat diubah; buat versi baru.';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; ELSE RETURN NEW; END IF;\n        ", hash='a5259928ec8e37119a3313e8da67acccbe7d26f5', operation='UPDATE OR DELETE', pgid='pgtrigger_own_wording_of_published_kept_93b69', table='surveys_ownwording', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownwording',
            trigger=pgtrigger.compiler.Trigger(name='own_wording_fits', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NOT EXISTS (\n    SELECT 1 FROM surveys_ownquestion WHERE id = NEW.question_id AND option_count = cardinality(NEW.options)\n) THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'own_wording_fits',\n        MESSAGE = 'Banyaknya pilihan harus sama dalam setiap bahasa.';\nEND IF;\nRETURN NEW;\n", hash='f02e52ae55cb8cfdcac11f6b49932f73bd0fbc61', operation='INSERT OR UPDATE', pgid='pgtrigger_own_wording_fits_cdec6', table='surveys_ownwording', when='BEFORE')),
        ),
        migrations.RunSQL(OWN_KEY, DROP_OWN_KEY),
    ]
