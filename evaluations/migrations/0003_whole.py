"""Tests before and after, competencies and evidence, reports, next year's plan, orders by lot, the trace of estimates."""

from datetime import UTC, date, datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.core.serializers.json
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models
from django.db.models import Max

from evaluations.reference import QUESTIONNAIRES

# A round asks a published version; an attempt answers the version of its round, all of it.
KEYS = """
ALTER TABLE evaluations_knowledgeround ADD CONSTRAINT knowledge_round_version_published
    FOREIGN KEY (version_id, item_count) REFERENCES surveys_questionnaireversion (id, item_count);
ALTER TABLE evaluations_knowledgeattempt ADD CONSTRAINT knowledge_attempt_of_round_version
    FOREIGN KEY (round_id, version_id, item_count)
    REFERENCES evaluations_knowledgeround (id, version_id, item_count);
"""
DROP_KEYS = """
ALTER TABLE evaluations_knowledgeattempt DROP CONSTRAINT knowledge_attempt_of_round_version;
ALTER TABLE evaluations_knowledgeround DROP CONSTRAINT knowledge_round_version_published;
"""


def load(apps, schema_editor):
    """The questions about partners, unless the first load had them."""

    def model(name):
        return apps.get_model("surveys", name)

    code = "reaction-partner"
    if model("Questionnaire").objects.filter(code=code).exists():
        return
    name, answers, items = QUESTIONNAIRES[code]
    questionnaire = model("Questionnaire").objects.create(code=code, name=name, starts_on=date(2023, 1, 1), scale="mean")
    version = model("QuestionnaireVersion").objects.create(questionnaire=questionnaire, number=1)
    position = model("Element").objects.aggregate(last=Max("position"))["last"]
    for place, (key, short_name, *statements) in enumerate(items, start=1):
        element = model("Element").objects.create(
            questionnaire=questionnaire, key=key, name=short_name, short_name=short_name, position=position + place
        )
        item = model("Item").objects.create(version=version, position=place, element=element)
        model("ItemWording").objects.bulk_create(
            model("ItemWording")(item=item, language=language, question=statement, labels=answers[language])
            for language, statement in zip(answers, statements, strict=True)
        )
    version.published_at, version.item_count = datetime(2023, 1, 1, tzinfo=UTC), len(items)
    version.save()


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0004_letter_patterns'),
        ('evaluations', '0002_questions'),
        ('partners', '0003_named_rules'),
        ('people', '0005_deputies'),
        ('programs', '0004_programs_whole'),
        ('surveys', '0002_reference'),
    ]

    operations = [
        migrations.CreateModel(
            name='BehaviourEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField(verbose_name='urutan')),
            ],
            options={
                'verbose_name': 'bukti rencana aksi',
                'verbose_name_plural': 'bukti rencana aksi',
                'constraints': [models.CheckConstraint(condition=models.Q(('place__range', (1, 5))), name='behaviour_evidence_at_most_five', violation_error_message='Paling banyak lima berkas. Hapus satu dahulu.')],
            },
        ),
        migrations.CreateModel(
            name='CityNoise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(max_length=40, verbose_name='ukuran')),
                ('monthly', models.FloatField(verbose_name='ragam bulanan (poin kuadrat)')),
                ('serial', models.FloatField(verbose_name='korelasi antarbulan')),
                ('answer', models.FloatField(verbose_name='ragam satu jawaban (poin kuadrat)')),
                ('units', models.PositiveIntegerField(verbose_name='banyaknya unit')),
                ('answers', models.FloatField(verbose_name='jawaban tiap unit dan bulan')),
            ],
            options={
                'verbose_name': 'naik-turun angka kota',
                'verbose_name_plural': 'naik-turun angka kota',
                'constraints': [models.CheckConstraint(condition=models.Q(('answer__gte', 0), ('answers__gt', 0), ('monthly__gte', 0), ('serial__range', (0, 1))), name='city_noise_in_range', violation_error_message='Ragam tidak boleh kurang dari nol.')],
            },
        ),
        migrations.CreateModel(
            name='EvaluationReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(max_length=100, verbose_name='kode cakupan')),
                ('kind', models.CharField(choices=[('angkatan', 'Angkatan'), ('program', 'Program'), ('mitra', 'Mitra'), ('tahun', 'Tahun'), ('unit', 'Unit kerja'), ('sektor', 'Sektor'), ('kota', 'Seluruh kota')], max_length=10, verbose_name='jenis')),
                ('key', models.CharField(max_length=80, verbose_name='kode')),
                ('label', models.CharField(max_length=300, verbose_name='cakupan')),
                ('version', models.PositiveSmallIntegerField(verbose_name='versi')),
                ('digest', models.CharField(max_length=64, verbose_name='sidik isi')),
                ('code_version', models.CharField(max_length=80, verbose_name='versi metode')),
                ('made_at', models.DateTimeField(verbose_name='dibuat')),
            ],
            options={
                'verbose_name': 'laporan evaluasi',
                'verbose_name_plural': 'laporan evaluasi',
                'indexes': [models.Index(fields=['kind', 'key'], name='evaluation_report_of')],
                'constraints': [models.UniqueConstraint(fields=('scope', 'version'), name='evaluation_report_version_once', violation_error_message='Versi laporan ini sudah ada.'), models.UniqueConstraint(fields=('scope', 'digest'), name='evaluation_report_content_once', violation_error_message='Laporan dengan isi yang sama sudah dibuat.'), models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='evaluation_report_has_digest', violation_error_message='Sidik isi terdiri atas 64 angka heksadesimal.'), models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='evaluation_report_version_from_one', violation_error_message='Versi laporan mulai dari 1.'), models.CheckConstraint(condition=models.Q(('kind__in', ['angkatan', 'program', 'mitra', 'tahun', 'unit', 'sektor', 'kota'])), name='evaluation_report_kind_known', violation_error_message='Pilih jenis laporan dari daftar.'), models.CheckConstraint(condition=models.Q(('scope__startswith', django.db.models.functions.text.Concat(models.F('kind'), models.Value('.'), models.F('key'), models.Value('.')))), name='evaluation_report_names_its_scope', violation_error_message='Jenis dan kode harus sesuai dengan kode cakupan.')],
            },
        ),
        migrations.CreateModel(
            name='EvaluationReportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('occasion', models.CharField(choices=[('hand', 'Diminta'), ('month', 'Akhir bulan'), ('batch', 'Angkatan selesai'), ('year', 'Akhir tahun')], max_length=6, verbose_name='sebab dibuat')),
                ('title', models.CharField(max_length=200, verbose_name='judul')),
                ('cause', models.CharField(max_length=160, verbose_name='penyebab')),
                ('requested_at', models.DateTimeField(verbose_name='diminta')),
            ],
            options={
                'verbose_name': 'pembuatan laporan evaluasi',
                'verbose_name_plural': 'pembuatan laporan evaluasi',
                'constraints': [models.UniqueConstraint(fields=('cause',), name='evaluation_run_cause_once', violation_error_message='Laporan ini sudah diminta.')],
            },
        ),
        migrations.CreateModel(
            name='EvaluationReportTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'Menunggu giliran'), ('done', 'Selesai'), ('passed_over', 'Dilewati'), ('failed', 'Belum berhasil')], default='waiting', max_length=12, verbose_name='keadaan')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='percobaan')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='sebab')),
                ('scope', models.CharField(max_length=100, verbose_name='kode cakupan')),
                ('kind', models.CharField(choices=[('angkatan', 'Angkatan'), ('program', 'Program'), ('mitra', 'Mitra'), ('tahun', 'Tahun'), ('unit', 'Unit kerja'), ('sektor', 'Sektor'), ('kota', 'Seluruh kota')], max_length=10, verbose_name='jenis')),
                ('key', models.CharField(max_length=80, verbose_name='kode')),
                ('label', models.CharField(max_length=300, verbose_name='cakupan')),
                ('told', models.BooleanField(default=False, verbose_name='sudah dikabarkan')),
            ],
            options={
                'verbose_name': 'laporan evaluasi dalam pembuatan',
                'verbose_name_plural': 'laporan evaluasi dalam pembuatan',
                'constraints': [models.CheckConstraint(condition=models.Q(('scope__startswith', django.db.models.functions.text.Concat(models.F('kind'), models.Value('.'), models.F('key'), models.Value('.')))), name='evaluation_task_names_its_scope', violation_error_message='Jenis dan kode harus sesuai dengan kode cakupan.')],
            },
        ),
        migrations.CreateModel(
            name='KnowledgeAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item_count', models.PositiveSmallIntegerField(verbose_name='jumlah soal')),
                ('answers', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None, verbose_name='jawaban')),
                ('sent_at', models.DateTimeField(verbose_name='dikirim')),
            ],
            options={
                'verbose_name': 'jawaban tes',
                'verbose_name_plural': 'jawaban tes',
                'constraints': [models.CheckConstraint(condition=models.Q(('answers__contained_by', [0, 1, 2, 3, 4]), ('answers__len', models.F('item_count'))), name='knowledge_answers_whole', violation_error_message='Setiap soal mempunyai satu jawaban, atau dilewati.')],
            },
        ),
        migrations.CreateModel(
            name='KnowledgeKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('right', models.PositiveSmallIntegerField(verbose_name='jawaban benar')),
            ],
            options={
                'verbose_name': 'kunci jawaban',
                'verbose_name_plural': 'kunci jawaban',
                'constraints': [models.CheckConstraint(condition=models.Q(('right__range', (1, 4))), name='knowledge_key_one_of_four', violation_error_message='Jawaban benar adalah satu dari empat jawaban.')],
            },
        ),
        migrations.CreateModel(
            name='KnowledgeRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('before', 'Tes awal'), ('after', 'Tes akhir')], max_length=6, verbose_name='tes')),
                ('item_count', models.PositiveSmallIntegerField(verbose_name='jumlah soal')),
                ('opens_at', models.DateTimeField(verbose_name='dibuka')),
                ('closes_at', models.DateTimeField(null=True, verbose_name='ditutup')),
            ],
            options={
                'verbose_name': 'tes angkatan',
                'verbose_name_plural': 'tes angkatan',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['before', 'after'])), name='knowledge_round_kind_known', violation_error_message='Tes awal atau tes akhir.'), models.CheckConstraint(condition=models.Q(models.Q(('closes_at__isnull', True), ('kind', 'after')), models.Q(('closes_at__gt', models.F('opens_at')), ('closes_at__isnull', False)), _connector='OR'), name='knowledge_round_window_in_order', violation_error_message='Tes harus ditutup setelah dibuka.')],
            },
        ),
        migrations.CreateModel(
            name='KnowledgeTest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_asked', models.BooleanField(default=True, verbose_name='ditanyakan')),
            ],
            options={
                'verbose_name': 'tes program',
                'verbose_name_plural': 'tes program',
            },
        ),
        migrations.CreateModel(
            name='NextYearProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='tahun')),
                ('facts', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='dasar usulan')),
                ('made_at', models.DateTimeField(verbose_name='diajukan')),
            ],
            options={
                'verbose_name': 'usulan dari hasil evaluasi',
                'verbose_name_plural': 'usulan dari hasil evaluasi',
                'constraints': [models.CheckConstraint(condition=models.Q(('year__range', (2020, 2100))), name='next_year_proposal_year_in_range', violation_error_message='Tahun rencana antara 2020 dan 2100.')],
            },
        ),
        migrations.CreateModel(
            name='ReportSubscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('occasion', models.CharField(choices=[('month', 'Akhir bulan'), ('batch', 'Angkatan selesai'), ('year', 'Akhir tahun')], max_length=6, verbose_name='kapan')),
                ('kind', models.CharField(choices=[('angkatan', 'Angkatan'), ('program', 'Program'), ('mitra', 'Mitra'), ('tahun', 'Tahun'), ('unit', 'Unit kerja'), ('sektor', 'Sektor'), ('kota', 'Seluruh kota')], max_length=10, verbose_name='jenis')),
                ('key', models.CharField(blank=True, help_text='Kosong: semua yang boleh dibaca.', max_length=80, verbose_name='kode')),
                ('wanted', models.BooleanField(verbose_name='dikirim')),
                ('changed_at', models.DateTimeField(verbose_name='diubah')),
            ],
            options={
                'verbose_name': 'langganan laporan evaluasi',
                'verbose_name_plural': 'langganan laporan evaluasi',
                'constraints': [models.CheckConstraint(condition=models.Q(('occasion__in', ['month', 'batch', 'year']), ('kind__in', ['angkatan', 'program', 'mitra', 'tahun', 'unit', 'sektor', 'kota'])), name='report_subscription_by_calendar', violation_error_message='Pilih jenis laporan dan saat pengirimannya dari daftar.')],
            },
        ),
        migrations.CreateModel(
            name='RolloutOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='tahun')),
                ('months', django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), size=None, verbose_name='bulan gelombang')),
                ('listing', models.TextField()),
                ('list_digest', models.CharField(max_length=64)),
                ('value_source', models.CharField(max_length=200, verbose_name='sumber nilai umum')),
                ('value_url', models.URLField(blank=True, max_length=300, verbose_name='alamat sumber')),
                ('value_at', models.DateTimeField(verbose_name='nilai umum lahir')),
                ('frozen_at', models.DateTimeField(verbose_name='dikunci')),
                ('value', models.CharField(blank=True, max_length=200, verbose_name='nilai umum')),
                ('value_recorded_at', models.DateTimeField(null=True)),
                ('seed', models.CharField(blank=True, max_length=64)),
                ('drawn_at', models.DateTimeField(null=True, verbose_name='diundi')),
                ('withdrawn_at', models.DateTimeField(null=True, verbose_name='dibatalkan')),
                ('withdrawn_reason', models.CharField(blank=True, max_length=300, verbose_name='alasan')),
            ],
            options={
                'verbose_name': 'urutan pelatihan unit',
                'verbose_name_plural': 'urutan pelatihan unit',
                'constraints': [models.CheckConstraint(condition=models.Q(('months__len__range', (2, 12))), name='rollout_has_waves', violation_error_message='Pilih dua sampai dua belas gelombang.'), models.CheckConstraint(condition=models.Q(('year__range', (2020, 2100))), name='rollout_year_in_range', violation_error_message='Tahun rencana antara 2020 dan 2100.'), models.CheckConstraint(condition=models.Q(('frozen_at__lt', models.F('value_at'))), name='rollout_frozen_before_its_value_is_born', violation_error_message='Nilai umum ini sudah lahir. Sebutkan nilai yang lahir kemudian.'), models.CheckConstraint(condition=models.Q(models.Q(('value', ''), ('value_recorded_at__isnull', True)), models.Q(models.Q(('value', ''), _negated=True), ('value_recorded_at__gte', models.F('value_at'))), _connector='OR'), name='rollout_value_after_its_birth', violation_error_message='Nilai umum belum lahir. Catat setelah sumbernya mengumumkan.'), models.CheckConstraint(condition=models.Q(models.Q(('drawn_at__isnull', True), ('seed', '')), models.Q(('drawn_at__isnull', False), models.Q(('seed', ''), _negated=True), models.Q(('value', ''), _negated=True)), _connector='OR'), name='rollout_drawn_whole', violation_error_message='Undian selesai bila nilai umum dan bijinya ada.'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_reason', '')), models.Q(('drawn_at__isnull', True), ('value', ''), ('withdrawn_at__lt', models.F('value_at')), models.Q(('withdrawn_reason', ''), _negated=True)), _connector='OR'), name='rollout_withdrawn_before_its_value_is_born', violation_error_message='Undian hanya dapat dibatalkan dengan alasan dan sebelum nilai umum lahir: sesudah itu hasilnya dapat dihitung, dan membatalkannya berarti memilih.')],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='reactionanswer',
            name='reactions_stay',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='reactionanswer',
            name='reaction_only_from_participants',
        ),
        migrations.RemoveConstraint(
            model_name='behaviourschedule',
            name='behaviour_months_in_range',
        ),
        migrations.AddField(
            model_name='behaviourreview',
            name='agency',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='perangkat daerah'),
        ),
        migrations.AddField(
            model_name='behaviourschedule',
            name='is_leadership',
            field=models.BooleanField(default=False, verbose_name='pelatihan kepemimpinan'),
        ),
        migrations.AddField(
            model_name='impactrun',
            name='failure',
            field=models.CharField(blank=True, max_length=300, verbose_name='sebab belum berhasil'),
        ),
        migrations.AddField(
            model_name='reactionanswer',
            name='institution',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reactions', to='partners.institution', verbose_name='mitra'),
        ),
        migrations.AddField(
            model_name='reactionform',
            name='partner_version',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.questionnaireversion'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reactionanswer',
            trigger=pgtrigger.compiler.Trigger(name='reactions_stay', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."comment" IS DISTINCT FROM (NEW."comment") OR OLD."form_id" IS DISTINCT FROM (NEW."form_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."institution_id" IS DISTINCT FROM (NEW."institution_id") OR OLD."instructor_id" IS DISTINCT FROM (NEW."instructor_id") OR OLD."item_count" IS DISTINCT FROM (NEW."item_count") OR OLD."scores" IS DISTINCT FROM (NEW."scores") OR OLD."version_id" IS DISTINCT FROM (NEW."version_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='6812b56088bcf6d6d9923aef5a6e75ae4bf01613', operation='UPDATE', pgid='pgtrigger_reactions_stay_ec0d1', table='evaluations_reactionanswer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reactionanswer',
            trigger=pgtrigger.compiler.Trigger(name='reaction_only_from_participants', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\nIF (SELECT count(*) FROM evaluations_reactionanswer WHERE form_id = NEW.form_id\n        AND instructor_id IS NOT DISTINCT FROM NEW.instructor_id\n        AND institution_id IS NOT DISTINCT FROM NEW.institution_id)\n    > (SELECT count(*) FROM evaluations_reactioninvitation WHERE form_id = NEW.form_id AND answered) THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'reaction_only_from_participants',\n        MESSAGE = 'Tanggapan hanya dari peserta, masing-masing satu kali.';\nEND IF;\nRETURN NULL;\n", hash='da13e2061e8a262046b24a5d9c632c84c3ff9206', operation='INSERT', pgid='pgtrigger_reaction_only_from_participants_45615', table='evaluations_reactionanswer', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='behaviourschedule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_leadership', False), ('months__range', (3, 6))), models.Q(('is_leadership', True), ('months__range', (6, 12))), _connector='OR'), name='behaviour_months_in_range', violation_error_message='3 sampai 6 bulan setelah pelatihan; pelatihan kepemimpinan 6 sampai 12.'),
        ),
        migrations.AddConstraint(
            model_name='impactrun',
            constraint=models.CheckConstraint(condition=models.Q(('finished_at__isnull', True), ('failure', ''), _connector='OR'), name='impact_run_finished_or_failed', violation_error_message='Perhitungan yang selesai tidak mempunyai sebab kegagalan.'),
        ),
        migrations.AddConstraint(
            model_name='reactionanswer',
            constraint=models.CheckConstraint(condition=models.Q(('instructor__isnull', True), ('institution__isnull', True), _connector='OR'), name='reaction_about_one_thing', violation_error_message='Satu tanggapan tentang pengajar atau tentang mitra, tidak keduanya.'),
        ),
        migrations.AddField(
            model_name='behaviourevidence',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='berkas'),
        ),
        migrations.AddField(
            model_name='behaviourevidence',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence_files', to='evaluations.behaviourreview'),
        ),
        migrations.AddField(
            model_name='citynoise',
            name='run',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='noises', to='evaluations.impactrun', verbose_name='perhitungan'),
        ),
        migrations.AddField(
            model_name='evaluationreport',
            name='made_by',
            field=models.ForeignKey(help_text='Kosong: dibuat menurut jadwal.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='diminta oleh'),
        ),
        migrations.AddField(
            model_name='evaluationreport',
            name='pdf',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='laporan'),
        ),
        migrations.AddField(
            model_name='evaluationreport',
            name='workbook',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='buku kerja'),
        ),
        migrations.AddField(
            model_name='evaluationreportrun',
            name='job',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.job', verbose_name='pekerjaan'),
        ),
        migrations.AddField(
            model_name='evaluationreportrun',
            name='requested_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='diminta oleh'),
        ),
        migrations.AddField(
            model_name='evaluationreporttask',
            name='report',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evaluations.evaluationreport', verbose_name='laporan'),
        ),
        migrations.AddField(
            model_name='evaluationreporttask',
            name='run',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='evaluations.evaluationreportrun', verbose_name='pembuatan'),
        ),
        migrations.AddField(
            model_name='knowledgeattempt',
            name='enrollment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='knowledge_attempts', to='programs.enrollment', verbose_name='peserta'),
        ),
        migrations.AddField(
            model_name='knowledgeattempt',
            name='version',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.questionnaireversion'),
        ),
        migrations.AddField(
            model_name='knowledgekey',
            name='item',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='knowledge_key', to='surveys.item', verbose_name='soal'),
        ),
        migrations.AddField(
            model_name='knowledgeround',
            name='batch',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='knowledge_rounds', to='programs.batch', verbose_name='angkatan'),
        ),
        migrations.AddField(
            model_name='knowledgeround',
            name='version',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.questionnaireversion'),
        ),
        migrations.AddField(
            model_name='knowledgeattempt',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='evaluations.knowledgeround', verbose_name='tes'),
        ),
        migrations.AddField(
            model_name='knowledgetest',
            name='program',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='knowledge_test', to='programs.program', verbose_name='program'),
        ),
        migrations.AddField(
            model_name='knowledgetest',
            name='questionnaire',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.questionnaire', verbose_name='kuesioner'),
        ),
        migrations.AddField(
            model_name='nextyearproposal',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='nextyearproposal',
            name='planned',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='next_year_proposal', to='programs.plannedprogram', verbose_name='usulan'),
        ),
        migrations.AddField(
            model_name='nextyearproposal',
            name='program',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.program', verbose_name='program'),
        ),
        migrations.AddField(
            model_name='reportsubscription',
            name='account',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='report_subscriptions', to=settings.AUTH_USER_MODEL, verbose_name='akun'),
        ),
        migrations.AddField(
            model_name='rolloutorder',
            name='drawn_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='rolloutorder',
            name='frozen_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='rolloutorder',
            name='program',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.program', verbose_name='program'),
        ),
        migrations.AddField(
            model_name='rolloutorder',
            name='withdrawn_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='behaviourevidence',
            constraint=models.UniqueConstraint(fields=('review', 'place'), name='behaviour_evidence_place_once', violation_error_message='Bukti lain baru saja ditambahkan. Coba sekali lagi.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='behaviourevidence',
            trigger=pgtrigger.compiler.Trigger(name='behaviour_evidence_added', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF (SELECT verdict FROM evaluations_behaviourreview WHERE id = NEW.review_id FOR SHARE) <> '' THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'behaviour_evidence_until_verdict',\n        MESSAGE = 'Atasan sudah menilai rencana ini; buktinya tidak dapat diubah lagi.';\nEND IF;\nRETURN NEW;\n", hash='5100110ac9e7b9eaa3622e7cfb0fdcd8d8debdb9', operation='INSERT OR UPDATE', pgid='pgtrigger_behaviour_evidence_added_e2851', table='evaluations_behaviourevidence', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='behaviourevidence',
            trigger=pgtrigger.compiler.Trigger(name='behaviour_evidence_removed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF (SELECT verdict FROM evaluations_behaviourreview WHERE id = OLD.review_id FOR SHARE) <> '' THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'behaviour_evidence_until_verdict',\n        MESSAGE = 'Atasan sudah menilai rencana ini; buktinya tidak dapat diubah lagi.';\nEND IF;\nRETURN OLD;\n", hash='67804afda736a0e29c30a5468a9734425d5d2448', operation='DELETE', pgid='pgtrigger_behaviour_evidence_removed_18d2c', table='evaluations_behaviourevidence', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='citynoise',
            constraint=models.UniqueConstraint(fields=('run', 'outcome'), name='city_noise_once', violation_error_message='Naik-turun ukuran ini sudah dihitung.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evaluationreport',
            trigger=pgtrigger.compiler.Trigger(name='evaluation_report_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bc1342a9b36fbec3081c25c9269389b8d5691f55', operation='UPDATE OR DELETE', pgid='pgtrigger_evaluation_report_kept_5cc47', table='evaluations_evaluationreport', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='evaluationreportrun',
            index=models.Index(fields=['requested_by', '-id'], name='evaluation_run_of'),
        ),
        migrations.AddConstraint(
            model_name='evaluationreportrun',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('occasion', 'hand'), ('requested_by__isnull', False)), models.Q(('occasion__in', ['month', 'batch', 'year']), ('requested_by__isnull', True)), _connector='OR'), name='evaluation_run_by_hand_has_somebody', violation_error_message='Yang diminta mempunyai peminta; yang terjadwal tidak.'),
        ),
        migrations.AddIndex(
            model_name='evaluationreporttask',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['run', 'attempts', 'id'], name='evaluation_task_waiting'),
        ),
        migrations.AddConstraint(
            model_name='evaluationreporttask',
            constraint=models.UniqueConstraint(fields=('run', 'scope'), name='evaluation_task_scope_once', violation_error_message='Laporan ini sudah ada dalam daftar.'),
        ),
        migrations.AddConstraint(
            model_name='evaluationreporttask',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('report__isnull', True), ('state', 'waiting')), models.Q(('reason', ''), ('report__isnull', False), ('state', 'done')), models.Q(('report__isnull', True), ('state__in', ['passed_over', 'failed']), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='evaluation_task_state_has_its_columns', violation_error_message='Yang selesai mempunyai laporan; yang dilewati atau gagal, sebabnya.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='knowledgekey',
            trigger=pgtrigger.compiler.Trigger(name='knowledge_key_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NEW; END IF;\n            IF EXISTS (\n                SELECT 1 FROM surveys_questionnaireversion\n                WHERE id = (SELECT version_id FROM surveys_item WHERE id = OLD.item_id) AND published_at IS NOT NULL FOR SHARE\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'knowledge_key_kept',\n                    MESSAGE = 'Versi kuesioner yang sudah diterbitkan tidak dapat diubah; buat versi baru.';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; ELSE RETURN NEW; END IF;\n        ", hash='8920a994c46f2d5d0499ba27c5daae67c7802ec9', operation='UPDATE OR DELETE', pgid='pgtrigger_knowledge_key_kept_a3957', table='evaluations_knowledgekey', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='knowledgeround',
            constraint=models.UniqueConstraint(fields=('batch', 'kind'), name='knowledge_round_once'),
        ),
        migrations.AddConstraint(
            model_name='knowledgeround',
            constraint=models.UniqueConstraint(fields=('id', 'version', 'item_count'), name='knowledge_round_with_version'),
        ),
        migrations.AddConstraint(
            model_name='knowledgeround',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(deferrable=django.db.models.constraints.Deferrable['IMMEDIATE'], expressions=[('batch', '='), ('version', '<>')], name='knowledge_rounds_ask_the_same', violation_error_message='Tes awal dan tes akhir sebuah angkatan memakai soal yang sama.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='knowledgeround',
            trigger=pgtrigger.compiler.Trigger(name='knowledge_round_of_program', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NOT EXISTS (\n    SELECT 1 FROM evaluations_knowledgetest t\n    JOIN programs_batch b ON b.program_id = t.program_id\n    JOIN surveys_questionnaireversion v ON v.questionnaire_id = t.questionnaire_id\n    WHERE b.id = NEW.batch_id AND v.id = NEW.version_id\n) THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'knowledge_round_of_program',\n        MESSAGE = 'Tes ini milik program lain.';\nEND IF;\nIF (SELECT count(*) FROM evaluations_knowledgekey k JOIN surveys_item i ON i.id = k.item_id\n    WHERE i.version_id = NEW.version_id) <> NEW.item_count THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'knowledge_round_has_key',\n        MESSAGE = 'Setiap soal memerlukan kunci jawaban.';\nEND IF;\nRETURN NEW;\n", hash='c358598558e68d8d67717194735ffa30d0543e9d', operation='INSERT OR UPDATE', pgid='pgtrigger_knowledge_round_of_program_652dd', table='evaluations_knowledgeround', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='knowledgeattempt',
            constraint=models.UniqueConstraint(fields=('round', 'enrollment'), name='knowledge_attempt_once', violation_error_message='Jawaban tes Anda sudah diterima.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='knowledgeattempt',
            trigger=pgtrigger.compiler.Trigger(name='knowledge_attempts_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d2a93035d0ce7cc910664d5a9922580e2e0ceaed', operation='UPDATE OR DELETE', pgid='pgtrigger_knowledge_attempts_kept_3da8c', table='evaluations_knowledgeattempt', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='knowledgeattempt',
            trigger=pgtrigger.compiler.Trigger(name='knowledge_only_participants', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NOT EXISTS (\n    SELECT 1 FROM evaluations_knowledgeround r JOIN programs_enrollment e ON e.batch_id = r.batch_id\n    WHERE r.id = NEW.round_id AND e.id = NEW.enrollment_id\n        AND e.state IN ('confirmed', 'attended', 'withdrawing', 'finished', 'not_finished', 'absent')\n) THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'knowledge_only_participants',\n        MESSAGE = 'Hanya peserta angkatan ini yang mengerjakan tesnya.';\nEND IF;\nRETURN NEW;\n", hash='74b4e05030f361e9b90a0fa3eca6f15a3e44cce3', operation='INSERT', pgid='pgtrigger_knowledge_only_participants_9754e', table='evaluations_knowledgeattempt', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='nextyearproposal',
            constraint=models.UniqueConstraint(fields=('year', 'program'), name='next_year_proposal_once', violation_error_message='Program ini sudah diusulkan untuk tahun itu.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nextyearproposal',
            trigger=pgtrigger.compiler.Trigger(name='next_year_proposal_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION USING ERRCODE = '23514', CONSTRAINT = 'next_year_proposal_append_only', MESSAGE = 'Catatan perubahan tidak dapat diubah atau dihapus.';", hash='4eba424b8ea550221b17d1dfa36d1af6ac7c84bd', operation='UPDATE OR DELETE', pgid='pgtrigger_next_year_proposal_append_only_46c30', table='evaluations_nextyearproposal', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='reportsubscription',
            constraint=models.UniqueConstraint(fields=('account', 'occasion', 'kind', 'key'), name='report_subscription_once', violation_error_message='Langganan ini sudah tercatat.'),
        ),
        migrations.AddConstraint(
            model_name='rolloutorder',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('program', 'year'), name='rollout_once_a_year', violation_error_message='Urutan unit program ini untuk tahun itu sudah ada. Urutan hanya diundi satu kali.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rolloutorder',
            trigger=pgtrigger.compiler.Trigger(name='rollout_sums_hold', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.list_digest <> encode(sha256(convert_to(NEW.listing, 'UTF8')), 'hex') THEN\n        RAISE EXCEPTION USING ERRCODE = '23514', CONSTRAINT = 'rollout_list_digest_true', MESSAGE = 'Sidik daftar tidak cocok dengan daftarnya.';\n    END IF;\n    IF NEW.drawn_at IS NOT NULL AND NEW.seed <> encode(sha256(convert_to(NEW.list_digest || NEW.value, 'UTF8')), 'hex') THEN\n        RAISE EXCEPTION USING ERRCODE = '23514', CONSTRAINT = 'rollout_seed_true', MESSAGE = 'Biji undian tidak sesuai dengan daftar dan nilai umum.';\n    END IF;\n    RETURN NEW;\n    ", hash='4669e2f37d7dba24665738c2f69a896cef5d095d', operation='INSERT OR UPDATE', pgid='pgtrigger_rollout_sums_hold_09987', table='evaluations_rolloutorder', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rolloutorder',
            trigger=pgtrigger.compiler.Trigger(name='rollout_keeps_what_was_published', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'DELETE' THEN\n        RAISE EXCEPTION USING ERRCODE = '23514', CONSTRAINT = 'rollout_stays', MESSAGE = 'Undian tidak dapat dihapus atau dipindahkan.';\n    END IF;\n    IF OLD.drawn_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL THEN\n        RAISE EXCEPTION USING ERRCODE = '23514', CONSTRAINT = 'rollout_ends_once', MESSAGE = 'Undian urutan ini sudah selesai atau dibatalkan. Isinya tetap.';\n    END IF;\n    IF (OLD.program_id, OLD.year, OLD.months, OLD.listing, OLD.list_digest, OLD.value_source, OLD.value_url, OLD.value_at, OLD.frozen_at, OLD.frozen_by_id) IS DISTINCT FROM (NEW.program_id, NEW.year, NEW.months, NEW.listing, NEW.list_digest, NEW.value_source, NEW.value_url, NEW.value_at, NEW.frozen_at, NEW.frozen_by_id) THEN\n        RAISE EXCEPTION USING ERRCODE = '23514', CONSTRAINT = 'rollout_keeps_its_list', MESSAGE = 'Daftar undian sudah dikunci. Daftar dan sumber nilai umum tetap.';\n    END IF;\n    RETURN NEW;\n    ", hash='5c57e273a7f8148b203908fecbd2989be95eb17b', operation='UPDATE OR DELETE', pgid='pgtrigger_rollout_keeps_what_was_published_07c55', table='evaluations_rolloutorder', when='BEFORE')),
        ),
        migrations.RunSQL(KEYS, DROP_KEYS),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
