"""All tables of the room."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('partners', '0003_named_rules'),
        ('people', '0005_deputies'),
        ('programs', '0004_programs_whole'),
        ('surveys', '0002_reference'),
    ]

    operations = [
        migrations.CreateModel(
            name='BehaviourReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField(verbose_name='dibuka')),
                ('closes_on', models.DateField(verbose_name='sampai')),
                ('reminders', models.PositiveSmallIntegerField(default=0, verbose_name='pengingat terkirim')),
                ('action', models.CharField(blank=True, max_length=500, verbose_name='rencana aksi')),
                ('evidence', models.CharField(blank=True, max_length=500, verbose_name='bukti')),
                ('verdict', models.CharField(blank=True, choices=[('done', 'Terlaksana'), ('partly', 'Terlaksana sebagian'), ('not_yet', 'Belum terlaksana')], max_length=8, verbose_name='penilaian atasan')),
                ('verdict_note', models.CharField(blank=True, max_length=300, verbose_name='catatan atasan')),
                ('enrollment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='behaviour_review', to='programs.enrollment', verbose_name='peserta')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.questionnaireversion')),
            ],
            options={
                'verbose_name': 'evaluasi pascapelatihan',
                'verbose_name_plural': 'evaluasi pascapelatihan',
                'constraints': [models.CheckConstraint(condition=models.Q(('verdict', ''), models.Q(('verdict__in', ['done', 'partly', 'not_yet']), models.Q(('action', ''), _negated=True)), _connector='OR'), name='behaviour_verdict_of_a_plan', violation_error_message='Penilaian atasan memerlukan rencana aksi.')],
            },
        ),
        migrations.CreateModel(
            name='BehaviourRater',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('self', 'Diri sendiri'), ('head', 'Atasan'), ('colleague', 'Rekan')], max_length=9, verbose_name='sebagai')),
                ('place', models.PositiveSmallIntegerField(null=True, verbose_name='urutan')),
                ('pick', models.PositiveSmallIntegerField(null=True, verbose_name='dipilih')),
                ('asked_at', models.DateTimeField(null=True, verbose_name='diminta')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='dijawab')),
                ('item_count', models.PositiveSmallIntegerField(null=True, verbose_name='jumlah butir')),
                ('scores', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), null=True, size=None, verbose_name='jawaban')),
                ('employee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.employee', verbose_name='pegawai')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='raters', to='evaluations.behaviourreview')),
            ],
            options={
                'verbose_name': 'penilai',
                'verbose_name_plural': 'penilai',
                'constraints': [models.UniqueConstraint(fields=('review', 'employee'), name='behaviour_rater_once', violation_error_message='Orang ini sudah dipilih.'), models.UniqueConstraint(condition=models.Q(('role', 'self')), fields=('review',), name='behaviour_one_self'), models.UniqueConstraint(fields=('review', 'place'), name='behaviour_place_once'), models.UniqueConstraint(fields=('review', 'pick'), name='behaviour_pick_once'), models.CheckConstraint(condition=models.Q(models.Q(('place__range', (1, 4)), ('role', 'colleague'), models.Q(models.Q(('asked_at__isnull', True), ('pick__isnull', True)), ('pick__range', (1, 2)), _connector='OR')), models.Q(models.Q(('role', 'colleague'), _negated=True), ('pick__isnull', True), ('place__isnull', True)), _connector='OR'), name='behaviour_four_named_two_picked', violation_error_message='Sebutkan paling banyak empat rekan; atasan memilih dua.'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('item_count__isnull', True), ('scores__isnull', True)), models.Q(('answered_at__isnull', False), ('asked_at__isnull', False), ('scores__contained_by', [1, 2, 3, 4]), ('scores__len', models.F('item_count'))), _connector='OR'), name='behaviour_answer_whole', violation_error_message='Setiap jawaban bernilai 1, 2, 3, atau 4.')],
            },
        ),
        migrations.CreateModel(
            name='BehaviourSchedule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('months', models.PositiveSmallIntegerField(help_text='3 sampai 6; pelatihan kepemimpinan 6 sampai 12.', verbose_name='bulan setelah selesai')),
                ('program', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='behaviour_schedule', to='programs.program', verbose_name='program')),
                ('questionnaire', models.ForeignKey(blank=True, help_text='Kosong: kuesioner perilaku yang umum.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.questionnaire', verbose_name='kuesioner')),
            ],
            options={
                'verbose_name': 'jadwal evaluasi pascapelatihan',
                'verbose_name_plural': 'jadwal evaluasi pascapelatihan',
                'constraints': [models.CheckConstraint(condition=models.Q(('months__range', (1, 12))), name='behaviour_months_in_range', violation_error_message='Antara 1 dan 12 bulan setelah pelatihan.')],
            },
        ),
        migrations.CreateModel(
            name='ImpactRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('data_digest', models.CharField(max_length=64, verbose_name='sidik data')),
                ('code_version', models.CharField(max_length=40, verbose_name='versi metode')),
                ('seed', models.BigIntegerField(verbose_name='benih acak')),
                ('first', models.DateField(verbose_name='bulan pertama')),
                ('until', models.DateField(verbose_name='sampai sebelum')),
                ('claimed_at', models.DateTimeField(verbose_name='mulai dihitung')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='selesai')),
            ],
            options={
                'verbose_name': 'perhitungan dampak',
                'verbose_name_plural': 'perhitungan dampak',
                'constraints': [models.UniqueConstraint(fields=('data_digest', 'code_version'), name='impact_run_once', violation_error_message='Perhitungan dari data ini sudah ada.'), models.CheckConstraint(condition=models.Q(('data_digest__regex', '^[0-9a-f]{64}$')), name='impact_run_digest_is_sha256', violation_error_message='Sidik data harus SHA-256.'), models.CheckConstraint(condition=models.Q(('finished_at__isnull', True), ('finished_at__gte', models.F('claimed_at')), _connector='OR'), name='impact_run_times_in_order', violation_error_message='Perhitungan tidak dapat selesai sebelum dimulai.'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('until'))), name='impact_run_months_in_order', violation_error_message='Bulan pertama harus sebelum bulan terakhir.')],
            },
        ),
        migrations.CreateModel(
            name='ImpactEstimate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(max_length=40, verbose_name='ukuran')),
                ('position', models.PositiveSmallIntegerField(verbose_name='urutan')),
                ('verdict', models.CharField(max_length=20, verbose_name='kesimpulan')),
                ('result', models.JSONField(verbose_name='hasil')),
                ('program', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.program', verbose_name='program')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='estimates', to='evaluations.impactrun', verbose_name='perhitungan')),
            ],
            options={
                'verbose_name': 'hasil dampak',
                'verbose_name_plural': 'hasil dampak',
                'constraints': [models.UniqueConstraint(fields=('run', 'program', 'outcome'), name='impact_estimate_once', violation_error_message='Hasil program ini sudah ada dalam perhitungan itu.'), models.CheckConstraint(condition=models.Q(('verdict__in', ['kuat', 'lemah', 'tidak ada bukti', 'terbukti kecil', 'merugikan', 'data belum cukup'])), name='impact_estimate_verdict_known', violation_error_message='Kesimpulan tidak dikenal.')],
            },
        ),
        migrations.CreateModel(
            name='ReactionForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField(verbose_name='dibuka')),
                ('closes_on', models.DateField(verbose_name='sampai')),
                ('reminders', models.PositiveSmallIntegerField(default=0, verbose_name='pengingat terkirim')),
                ('batch', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reaction_form', to='programs.batch', verbose_name='angkatan')),
                ('instructor_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.questionnaireversion')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.questionnaireversion')),
            ],
            options={
                'verbose_name': 'formulir tanggapan',
                'verbose_name_plural': 'formulir tanggapan',
            },
        ),
        migrations.CreateModel(
            name='ReactionAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('item_count', models.PositiveSmallIntegerField(verbose_name='jumlah butir')),
                ('scores', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None, verbose_name='jawaban')),
                ('comment', models.CharField(blank=True, max_length=1000, verbose_name='saran')),
                ('released', models.BooleanField(default=False, verbose_name='ditampilkan')),
                ('instructor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reactions', to='partners.instructor', verbose_name='pengajar')),
                ('version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.questionnaireversion')),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='evaluations.reactionform')),
            ],
            options={
                'verbose_name': 'tanggapan',
                'verbose_name_plural': 'tanggapan',
                'constraints': [models.CheckConstraint(condition=models.Q(('scores__contained_by', [1, 2, 3, 4]), ('scores__len', models.F('item_count'))), name='reaction_scores_one_to_four', violation_error_message='Setiap jawaban bernilai 1, 2, 3, atau 4.')],
            },
        ),
        migrations.CreateModel(
            name='ReactionInvitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answered', models.BooleanField(default=False, verbose_name='sudah menanggapi')),
                ('enrollment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reaction_invitation', to='programs.enrollment')),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='evaluations.reactionform')),
            ],
            options={
                'verbose_name': 'undangan menanggapi',
                'verbose_name_plural': 'undangan menanggapi',
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='behaviourrater',
            trigger=pgtrigger.compiler.Trigger(name='behaviour_answer_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.answered_at IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3c076e6f91f1a6761d39fcd8bdbec51779fa19ce', operation='UPDATE OR DELETE', pgid='pgtrigger_behaviour_answer_kept_daeba', table='evaluations_behaviourrater', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reactionanswer',
            trigger=pgtrigger.compiler.Trigger(name='reactions_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='3ea8f4d2ef681e2375ef6051a997ef78adf0aa33', operation='DELETE', pgid='pgtrigger_reactions_kept_07dc9', table='evaluations_reactionanswer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reactionanswer',
            trigger=pgtrigger.compiler.Trigger(name='reactions_stay', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."comment" IS DISTINCT FROM (NEW."comment") OR OLD."form_id" IS DISTINCT FROM (NEW."form_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."instructor_id" IS DISTINCT FROM (NEW."instructor_id") OR OLD."item_count" IS DISTINCT FROM (NEW."item_count") OR OLD."scores" IS DISTINCT FROM (NEW."scores") OR OLD."version_id" IS DISTINCT FROM (NEW."version_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='8e8b0df181dfd0269774418d3f022a16fc03ec54', operation='UPDATE', pgid='pgtrigger_reactions_stay_ec0d1', table='evaluations_reactionanswer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reactionanswer',
            trigger=pgtrigger.compiler.Trigger(name='release_of_reaction_is_final', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.released AND NOT NEW.released)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='7aa7496e851718d6298feffaa24f1e97cedcb0a8', operation='UPDATE', pgid='pgtrigger_release_of_reaction_is_final_13be4', table='evaluations_reactionanswer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reactionanswer',
            trigger=pgtrigger.compiler.Trigger(name='reaction_only_from_participants', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\nIF (SELECT count(*) FROM evaluations_reactionanswer WHERE form_id = NEW.form_id\n        AND instructor_id IS NOT DISTINCT FROM NEW.instructor_id)\n    > (SELECT count(*) FROM evaluations_reactioninvitation WHERE form_id = NEW.form_id AND answered) THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'reaction_only_from_participants',\n        MESSAGE = 'Tanggapan hanya dari peserta, masing-masing satu kali.';\nEND IF;\nRETURN NULL;\n", hash='8b7ffd6fd4da6d4c1e8089d9114b2f071f0d2ffa', operation='INSERT', pgid='pgtrigger_reaction_only_from_participants_45615', table='evaluations_reactionanswer', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reactioninvitation',
            trigger=pgtrigger.compiler.Trigger(name='reaction_answered_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.answered)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='d1b4af434e3869715eb8eebd280641fcc6b5ce34', operation='UPDATE', pgid='pgtrigger_reaction_answered_once_93225', table='evaluations_reactioninvitation', when='BEFORE')),
        ),
    ]
