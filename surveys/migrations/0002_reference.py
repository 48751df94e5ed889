"""Composite keys, array sums, the reference data of PermenPANRB 14/2017, and drafts of other questionnaires."""

from datetime import UTC, date, datetime

from django.db import migrations

from surveys.index import BANDS
from surveys.reference import ELEMENTS, RESPONDENT_MALAY, RESPONDENT_OPTIONS, WORDINGS
from surveys.reference_others import DRAFTS

COMPOSITE_KEYS = """
ALTER TABLE surveys_response
    ADD CONSTRAINT response_version_published FOREIGN KEY (version_id, item_count)
        REFERENCES surveys_questionnaireversion (id, item_count),
    ADD CONSTRAINT response_service_of_unit FOREIGN KEY (service_id, unit_id)
        REFERENCES surveys_service (id, unit_id),
    ADD CONSTRAINT response_device_of_unit FOREIGN KEY (device_id, unit_id, channel)
        REFERENCES surveys_device (id, unit_id, kind),
    ADD CONSTRAINT response_own_version_of_unit FOREIGN KEY (own_version_id, unit_id)
        REFERENCES surveys_ownversion (id, published_unit_id);
ALTER TABLE surveys_device
    ADD CONSTRAINT device_service_of_unit FOREIGN KEY (service_id, unit_id)
        REFERENCES surveys_service (id, unit_id);
ALTER TABLE surveys_invitation
    ADD CONSTRAINT invitation_service_of_unit FOREIGN KEY (service_id, unit_id)
        REFERENCES surveys_service (id, unit_id);
ALTER TABLE surveys_population
    ADD CONSTRAINT population_service_of_unit FOREIGN KEY (service_id, unit_id)
        REFERENCES surveys_service (id, unit_id) DEFERRABLE INITIALLY DEFERRED;
"""
DROP_COMPOSITE_KEYS = """
ALTER TABLE surveys_population DROP CONSTRAINT population_service_of_unit;
ALTER TABLE surveys_invitation DROP CONSTRAINT invitation_service_of_unit;
ALTER TABLE surveys_device DROP CONSTRAINT device_service_of_unit;
ALTER TABLE surveys_response
    DROP CONSTRAINT response_version_published, DROP CONSTRAINT response_service_of_unit,
    DROP CONSTRAINT response_device_of_unit, DROP CONSTRAINT response_own_version_of_unit;
"""
ARRAY_SUMS = """
CREATE FUNCTION surveys_add_arrays(bigint[], bigint[]) RETURNS bigint[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT array_agg(a + b ORDER BY position) FROM unnest($1, $2) WITH ORDINALITY AS pair(a, b, position)
$$;
"""
DROP_ARRAY_SUMS = "DROP FUNCTION surveys_add_arrays(bigint[], bigint[]);"
LANGUAGES = ("id", "en", "ms")
FIRST_OTHER_POSITION = 101


def load(apps, schema_editor):
    def model(name):
        return apps.get_model("surveys", name)

    questionnaire = model("Questionnaire").objects.create(
        code="skm",
        name="Survei Kepuasan Masyarakat",
        name_en="Public satisfaction survey",
        name_ms="Tinjauan Kepuasan Masyarakat",
        grade_scheme="skm",
        asked_everywhere=True,
        starts_on=date(2017, 1, 1),
    )
    version = model("QuestionnaireVersion").objects.create(questionnaire=questionnaire, number=1)
    for position, (key, name, short, meaning) in enumerate(ELEMENTS, start=1):
        element = model("Element").objects.create(
            questionnaire=questionnaire, key=key, name=name, short_name=short, meaning=meaning, position=position
        )
        item = model("Item").objects.create(version=version, position=position, element=element)
        model("ItemWording").objects.bulk_create(
            model("ItemWording")(item=item, language=language, question=texts[key][0], labels=texts[key][1])
            for language, texts in WORDINGS.items()
        )
    version.published_at = datetime(2023, 1, 1, tzinfo=UTC)
    version.item_count = len(ELEMENTS)
    version.save()


def load_rules(apps, schema_editor):
    def model(name):
        return apps.get_model("surveys", name)

    model("GradeBandRow").objects.bulk_create(
        model("GradeBandRow")(
            grade=band.grade,
            name=band.name,
            lowest=band.lowest,
            highest=band.highest,
            starts_on=band.valid_from,
            regulation="PermenPANRB 14/2017",
        )
        for band in BANDS
    )
    model("SurveyRule").objects.create(starts_on=date(2017, 1, 1))
    model("ComplaintRule").objects.create(starts_on=date(2017, 1, 1))
    model("RespondentOption").objects.bulk_create(
        model("RespondentOption")(
            field=field,
            code=code,
            label=label,
            label_en=label_en,
            label_ms=RESPONDENT_MALAY.get(field, {}).get(code, ""),
            position=position,
        )
        for field, choices in RESPONDENT_OPTIONS.items()
        for position, (code, label, label_en) in enumerate(choices, start=1)
    )


def load_drafts(apps, schema_editor):
    def model(name):
        return apps.get_model("surveys", name)

    position = FIRST_OTHER_POSITION
    for draft in DRAFTS:
        name, name_en, name_ms = draft.name
        questionnaire = model("Questionnaire").objects.create(
            code=draft.code,
            name=name,
            name_en=name_en,
            name_ms=name_ms,
            scale=draft.scale,
            grade_scheme=draft.grade_scheme,
            starts_on=date(2026, 1, 1),
        )
        version = model("QuestionnaireVersion").objects.create(questionnaire=questionnaire, number=1)
        for place, item in enumerate(draft.items, start=1):
            element = model("Element").objects.create(
                questionnaire=questionnaire, key=item.key, name=item.name, short_name=item.short_name, position=position
            )
            position += 1
            row = model("Item").objects.create(version=version, position=place, element=element)
            model("ItemWording").objects.bulk_create(
                model("ItemWording")(item=row, language=language, question=question, labels=draft.labels[language])
                for language, question in zip(LANGUAGES, item.question, strict=True)
            )


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]
    operations = [
        migrations.RunSQL(COMPOSITE_KEYS, DROP_COMPOSITE_KEYS),
        migrations.RunSQL(ARRAY_SUMS, DROP_ARRAY_SUMS),
        migrations.RunPython(load, migrations.RunPython.noop),
        migrations.RunPython(load_rules, migrations.RunPython.noop),
        migrations.RunPython(load_drafts, migrations.RunPython.noop),
    ]
