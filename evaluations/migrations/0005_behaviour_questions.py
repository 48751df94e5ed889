"""The first version of the questions about behaviour at work."""

from datetime import UTC, datetime

from django.db import migrations

from evaluations.behaviour.reference import HOW_OFTEN, ITEMS

FIRST_POSITION = 951


def load(apps, schema_editor):
    def model(name):
        return apps.get_model("surveys", name)

    questionnaire = model("Questionnaire").objects.create(
        code="behaviour", name="Perilaku setelah pelatihan", starts_on="2023-01-01", scale="mean"
    )
    version = model("QuestionnaireVersion").objects.create(questionnaire=questionnaire, number=1)
    for place, (key, short_name, *statements) in enumerate(ITEMS, start=1):
        element = model("Element").objects.create(
            questionnaire=questionnaire, key=key, name=short_name, short_name=short_name, position=FIRST_POSITION + place
        )
        item = model("Item").objects.create(version=version, position=place, element=element)
        model("ItemWording").objects.bulk_create(
            model("ItemWording")(item=item, language=language, question=statement, labels=HOW_OFTEN[language])
            for language, statement in zip(HOW_OFTEN, statements, strict=True)
        )
    version.published_at, version.item_count = datetime(2023, 1, 1, tzinfo=UTC), len(ITEMS)
    version.save()


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0004_behaviour")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
