"""Composite foreign keys, array sums, and the reference data of PermenPANRB 14/2017."""

from datetime import UTC, date, datetime

from django.db import migrations

from surveys.index import BANDS
from surveys.reference import ELEMENTS, RESPONDENT_OPTIONS, WORDINGS

COMPOSITE_KEYS = """
ALTER TABLE surveys_response
    ADD CONSTRAINT response_version_published FOREIGN KEY (version_id, item_count)
        REFERENCES surveys_questionnaireversion (id, item_count),
    ADD CONSTRAINT response_service_of_unit FOREIGN KEY (service_id, unit_id)
        REFERENCES surveys_service (id, unit_id);
"""
DROP_COMPOSITE_KEYS = """
ALTER TABLE surveys_response
    DROP CONSTRAINT response_version_published, DROP CONSTRAINT response_service_of_unit;
"""
ARRAY_SUMS = """
CREATE FUNCTION surveys_add_arrays(bigint[], bigint[]) RETURNS bigint[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT array_agg(a + b ORDER BY position) FROM unnest($1, $2) WITH ORDINALITY AS pair(a, b, position)
$$;
"""
DROP_ARRAY_SUMS = "DROP FUNCTION surveys_add_arrays(bigint[], bigint[]);"


def load(apps, schema_editor):
    def model(name):
        return apps.get_model("surveys", name)

    elements = {
        key: model("Element").objects.create(key=key, name=name, short_name=short, meaning=meaning, position=position)
        for position, (key, name, short, meaning) in enumerate(ELEMENTS, start=1)
    }
    questionnaire = model("Questionnaire").objects.create(code="skm", name="Survei Kepuasan Masyarakat")
    version = model("QuestionnaireVersion").objects.create(questionnaire=questionnaire, number=1)
    for element in elements.values():
        item = model("Item").objects.create(version=version, position=element.position, element=element)
        model("ItemWording").objects.bulk_create(
            model("ItemWording")(item=item, language=language, question=texts[element.key][0], labels=texts[element.key][1])
            for language, texts in WORDINGS.items()
        )
    version.published_at = datetime(2023, 1, 1, tzinfo=UTC)
    version.item_count = len(elements)
    version.save()


def load_rules(apps, schema_editor):
    bands = apps.get_model("surveys", "GradeBandRow")
    bands.objects.bulk_create(
        bands(
            grade=band.grade, name=band.name, lowest=band.lowest, highest=band.highest,
            starts_on=band.valid_from, regulation="PermenPANRB 14/2017",
        )
        for band in BANDS
    )
    apps.get_model("surveys", "SurveyRule").objects.create(starts_on=date(2017, 1, 1))
    options = apps.get_model("surveys", "RespondentOption")
    options.objects.bulk_create(
        options(field=field, code=code, label=label, label_en=label_en, position=position)
        for field, choices in RESPONDENT_OPTIONS.items()
        for position, (code, label, label_en) in enumerate(choices, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]
    operations = [
        migrations.RunSQL(COMPOSITE_KEYS, DROP_COMPOSITE_KEYS),
        migrations.RunSQL(ARRAY_SUMS, DROP_ARRAY_SUMS),
        migrations.RunPython(load, migrations.RunPython.noop),
        migrations.RunPython(load_rules, migrations.RunPython.noop),
    ]
