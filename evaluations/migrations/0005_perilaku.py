"""Partners in the reaction form; agency, evidence and the months of leadership programs in reviews of behaviour."""

from datetime import UTC, date, datetime

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models
from django.db.models import Max

from evaluations.reference import QUESTIONNAIRES


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
        ('evaluations', '0004_knowledge'),
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
        migrations.AddConstraint(
            model_name='behaviourevidence',
            constraint=models.UniqueConstraint(fields=('review', 'place'), name='behaviour_evidence_place_once', violation_error_message='Bukti lain baru saja ditambahkan. Coba sekali lagi.'),
        ),
        migrations.AddConstraint(
            model_name='behaviourevidence',
            constraint=models.CheckConstraint(condition=models.Q(('place__range', (1, 5))), name='behaviour_evidence_at_most_five', violation_error_message='Paling banyak lima berkas. Hapus satu dahulu.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='behaviourevidence',
            trigger=pgtrigger.compiler.Trigger(name='behaviour_evidence_added', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF (SELECT verdict FROM evaluations_behaviourreview WHERE id = NEW.review_id FOR SHARE) <> '' THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'behaviour_evidence_until_verdict',\n        MESSAGE = 'Atasan sudah menilai rencana ini; buktinya tidak dapat diubah lagi.';\nEND IF;\nRETURN NEW;\n", hash='5100110ac9e7b9eaa3622e7cfb0fdcd8d8debdb9', operation='INSERT OR UPDATE', pgid='pgtrigger_behaviour_evidence_added_e2851', table='evaluations_behaviourevidence', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='behaviourevidence',
            trigger=pgtrigger.compiler.Trigger(name='behaviour_evidence_removed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF (SELECT verdict FROM evaluations_behaviourreview WHERE id = OLD.review_id FOR SHARE) <> '' THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'behaviour_evidence_until_verdict',\n        MESSAGE = 'Atasan sudah menilai rencana ini; buktinya tidak dapat diubah lagi.';\nEND IF;\nRETURN OLD;\n", hash='67804afda736a0e29c30a5468a9734425d5d2448', operation='DELETE', pgid='pgtrigger_behaviour_evidence_removed_18d2c', table='evaluations_behaviourevidence', when='BEFORE')),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
