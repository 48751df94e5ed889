"""Ready drafts of other questionnaires, for HR to look at and publish."""

from datetime import date

from django.db import migrations

from surveys.reference_others import DRAFTS

LANGUAGES = ("id", "en", "ms")


def load(apps, schema_editor):
    def model(name):
        return apps.get_model("surveys", name)

    position = 100
    for draft in DRAFTS:
        name, name_en, name_ms = draft.name
        questionnaire = model("Questionnaire").objects.create(
            code=draft.code, name=name, name_en=name_en, name_ms=name_ms, scale=draft.scale,
            grade_scheme=draft.grade_scheme, starts_on=date(2026, 1, 1),
        )
        version = model("QuestionnaireVersion").objects.create(questionnaire=questionnaire, number=1)
        for place, item in enumerate(draft.items, start=1):
            position += 1
            element = model("Element").objects.create(
                questionnaire=questionnaire, key=item.key, name=item.name, short_name=item.short_name, position=position
            )
            row = model("Item").objects.create(version=version, position=place, element=element)
            model("ItemWording").objects.bulk_create(
                model("ItemWording")(item=row, language=language, question=question, labels=draft.labels[language])
                for language, question in zip(LANGUAGES, item.question, strict=True)
            )


class Migration(migrations.Migration):
    dependencies = [("surveys", "0008_questionnaires")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
