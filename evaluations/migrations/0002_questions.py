"""The first version of the questions about trainings and behaviour, and that an answer names a published version."""

from datetime import UTC, date, datetime

from django.db import migrations

from evaluations.reference import QUESTIONNAIRES

KEY = """
ALTER TABLE evaluations_reactionanswer ADD CONSTRAINT reaction_version_published
    FOREIGN KEY (version_id, item_count) REFERENCES surveys_questionnaireversion (id, item_count);
"""
DROP_KEY = "ALTER TABLE evaluations_reactionanswer DROP CONSTRAINT reaction_version_published;"
FIRST_POSITION = 901


def load(apps, schema_editor):
    def model(name):
        return apps.get_model("surveys", name)

    position = FIRST_POSITION
    for code, (name, answers, items) in QUESTIONNAIRES.items():
        questionnaire = model("Questionnaire").objects.create(
            code=code, name=name, starts_on=date(2023, 1, 1), scale="mean"
        )
        version = model("QuestionnaireVersion").objects.create(questionnaire=questionnaire, number=1)
        for place, (key, short_name, *statements) in enumerate(items, start=1):
            element = model("Element").objects.create(
                questionnaire=questionnaire, key=key, name=short_name, short_name=short_name, position=position
            )
            position += 1
            item = model("Item").objects.create(version=version, position=place, element=element)
            model("ItemWording").objects.bulk_create(
                model("ItemWording")(item=item, language=language, question=statement, labels=answers[language])
                for language, statement in zip(answers, statements, strict=True)
            )
        version.published_at, version.item_count = datetime(2023, 1, 1, tzinfo=UTC), len(items)
        version.save()


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0001_initial"), ("surveys", "0002_reference")]
    operations = [
        migrations.RunSQL(KEY, DROP_KEY),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
