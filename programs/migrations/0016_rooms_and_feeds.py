"""Rooms and video links; no room, instructor or batch at two sessions at once; secret addresses of calendars."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('programs', '0015_partner_proposals'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # A session is somewhere: where nobody wrote the place yet, it will follow.
        migrations.RunSQL("UPDATE programs_session SET place = 'Menyusul' WHERE place = ''", migrations.RunSQL.noop),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField(verbose_name='dibuat')),
            ],
            options={
                'verbose_name': 'alamat kalender',
                'verbose_name_plural': 'alamat kalender',
            },
        ),
        migrations.CreateModel(
            name='Room',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='nama ruang')),
                ('address', models.CharField(max_length=200, verbose_name='gedung atau alamat')),
                ('capacity', models.PositiveSmallIntegerField(help_text='Berapa orang muat di dalamnya.', verbose_name='daya tampung')),
                ('active', models.BooleanField(default=True, verbose_name='dapat dipakai')),
            ],
            options={
                'verbose_name': 'ruang',
                'verbose_name_plural': 'ruang',
            },
        ),
        migrations.CreateModel(
            name='RoomEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=100, verbose_name='nama ruang')),
                ('address', models.CharField(max_length=200, verbose_name='gedung atau alamat')),
                ('capacity', models.PositiveSmallIntegerField(help_text='Berapa orang muat di dalamnya.', verbose_name='daya tampung')),
                ('active', models.BooleanField(default=True, verbose_name='dapat dipakai')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='session',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='session',
            name='update_update',
        ),
        migrations.RemoveConstraint(
            model_name='session',
            name='session_instructor_in_one_place',
        ),
        migrations.AddField(
            model_name='session',
            name='video_link',
            field=models.URLField(blank=True, max_length=500, verbose_name='tautan video'),
        ),
        migrations.AddField(
            model_name='sessionevent',
            name='video_link',
            field=models.URLField(blank=True, max_length=500, verbose_name='tautan video'),
        ),
        migrations.AlterField(
            model_name='session',
            name='place',
            field=models.CharField(blank=True, help_text='Bila bukan di sebuah ruang yang tercatat.', max_length=200, verbose_name='alamat'),
        ),
        migrations.AlterField(
            model_name='sessionevent',
            name='place',
            field=models.CharField(blank=True, help_text='Bila bukan di sebuah ruang yang tercatat.', max_length=200, verbose_name='alamat'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='session',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programs_sessionevent" ("batch_id", "cancelled", "ends_at", "id", "instructor_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "room_id", "sequence", "starts_at", "title", "video_link") VALUES (NEW."batch_id", NEW."cancelled", NEW."ends_at", NEW."id", NEW."instructor_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."room_id", NEW."sequence", NEW."starts_at", NEW."title", NEW."video_link"); RETURN NULL;', hash='c514609892ff68f973ce11f1895167f17b274181', operation='INSERT', pgid='pgtrigger_insert_insert_89475', table='programs_session', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='session',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programs_sessionevent" ("batch_id", "cancelled", "ends_at", "id", "instructor_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "room_id", "sequence", "starts_at", "title", "video_link") VALUES (NEW."batch_id", NEW."cancelled", NEW."ends_at", NEW."id", NEW."instructor_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."room_id", NEW."sequence", NEW."starts_at", NEW."title", NEW."video_link"); RETURN NULL;', hash='d799102bc074459e85720c82b4f85d494ae19f59', operation='UPDATE', pgid='pgtrigger_update_update_ca529', table='programs_session', when='AFTER')),
        ),
        migrations.AddField(
            model_name='calendarfeed',
            name='account',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feed', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='room',
            constraint=models.CheckConstraint(condition=models.Q(('capacity__gte', 1)), name='room_holds_somebody', violation_error_message='Daya tampung paling sedikit satu orang.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='room',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programs_roomevent" ("active", "address", "capacity", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."active", NEW."address", NEW."capacity", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='e2985e7b9fc0dd44f093dec18d9345f621832950', operation='INSERT', pgid='pgtrigger_insert_insert_a7121', table='programs_room', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='room',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programs_roomevent" ("active", "address", "capacity", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."active", NEW."address", NEW."capacity", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='cfd79889f305267bb16c909ed73a56ee5ae918f7', operation='UPDATE', pgid='pgtrigger_update_update_64dbf', table='programs_room', when='AFTER')),
        ),
        migrations.AddField(
            model_name='session',
            name='room',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='programs.room', verbose_name='ruang'),
        ),
        migrations.AddField(
            model_name='sessionevent',
            name='room',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.room', verbose_name='ruang'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('place', ''), ('room__isnull', False)), models.Q(('room__isnull', True), models.Q(('place', ''), _negated=True)), models.Q(('place', ''), ('room__isnull', True), models.Q(('video_link', ''), _negated=True)), _connector='OR'), name='session_takes_place_somewhere', violation_error_message='Sesi memerlukan sebuah ruang, atau alamat dalam kata-kata, atau tautan video; ruang dan alamat tidak sekaligus.'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('video_link', ''), ('video_link__regex', '^https://[^\\s/]+(/\\S*)?$'), _connector='OR'), name='session_video_link_is_safe', violation_error_message='Tautan video dimulai dengan https:// dan tanpa spasi.'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('cancelled', False)), deferrable=django.db.models.constraints.Deferrable['IMMEDIATE'], expressions=[('instructor', '='), (models.Func(models.F('starts_at'), models.F('ends_at'), models.Value('[)'), function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='session_instructor_in_one_place', violation_error_message='Pengajar ini sudah mengajar di sesi lain pada waktu itu.'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('cancelled', False)), deferrable=django.db.models.constraints.Deferrable['IMMEDIATE'], expressions=[('room', '='), (models.Func(models.F('starts_at'), models.F('ends_at'), models.Value('[)'), function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='session_room_in_one_use', violation_error_message='Ruang ini sudah dipakai sesi lain pada waktu itu.'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('cancelled', False)), deferrable=django.db.models.constraints.Deferrable['IMMEDIATE'], expressions=[('batch', '='), (models.Func(models.F('starts_at'), models.F('ends_at'), models.Value('[)'), function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='session_of_batch_one_at_once', violation_error_message='Dua sesi angkatan ini berlangsung pada waktu yang sama. Ubah jam salah satunya.'),
        ),
        migrations.AddField(
            model_name='roomevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='roomevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programs.room'),
        ),
        migrations.AddConstraint(
            model_name='calendarfeed',
            constraint=models.UniqueConstraint(fields=('digest',), name='calendar_feed_secret_once', violation_error_message='Alamat kalender ini sudah dipakai.'),
        ),
    ]
