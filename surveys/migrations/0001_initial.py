"""All tables of the room."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
import surveys.models.answers
import surveys.models.publications
import surveys.models.reporting
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0004_letter_patterns'),
        ('people', '0005_deputies'),
        ('people', '__first__'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='ColumnPreset',
            fields=[
                ('unit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='column_preset', serialize=False, to='people.unit')),
                ('mapping', models.JSONField()),
                ('changed_at', models.DateTimeField(verbose_name='diubah')),
            ],
            options={
                'verbose_name': 'cara membaca tabel',
                'verbose_name_plural': 'cara membaca tabel',
            },
        ),
        migrations.CreateModel(
            name='DailySalt',
            fields=[
                ('day', models.DateField(primary_key=True, serialize=False)),
                ('salt', models.BinaryField(max_length=32)),
            ],
            options={
                'verbose_name': 'garam harian',
                'verbose_name_plural': 'garam harian',
            },
        ),
        migrations.CreateModel(
            name='Element',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40, unique=True, verbose_name='kunci')),
                ('name', models.CharField(max_length=100, verbose_name='nama')),
                ('short_name', models.CharField(max_length=40, verbose_name='nama pendek')),
                ('meaning', models.CharField(blank=True, max_length=250, verbose_name='arti')),
                ('position', models.PositiveSmallIntegerField(verbose_name='urutan')),
            ],
            options={
                'verbose_name': 'unsur',
                'verbose_name_plural': 'unsur',
                'constraints': [models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('position',), name='element_position_once')],
            },
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item_count', models.PositiveSmallIntegerField(verbose_name='jumlah butir')),
                ('scores', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None, verbose_name='jawaban')),
                ('channel', models.CharField(choices=[('web', 'Ponsel atau komputer sendiri'), ('kiosk', 'Layar di tempat pelayanan'), ('offline', 'Tablet petugas'), ('paper', 'Kertas'), ('link', 'Tautan setelah pelayanan'), ('import', 'Berkas')], max_length=8, verbose_name='cara masuk')),
                ('submitted_at', models.DateTimeField(verbose_name='dikirim')),
                ('day', models.DateField(verbose_name='hari')),
                ('client_id', models.UUIDField(unique=True, verbose_name='nomor kiriman')),
                ('sex', models.CharField(blank=True, db_default='', max_length=12, verbose_name='jenis kelamin')),
                ('age_group', models.CharField(blank=True, db_default='', max_length=12, verbose_name='umur')),
                ('education', models.CharField(blank=True, db_default='', max_length=12, verbose_name='pendidikan')),
                ('occupation', models.CharField(blank=True, db_default='', max_length=12, verbose_name='pekerjaan')),
                ('comment', models.CharField(blank=True, db_default='', max_length=1000, verbose_name='saran')),
                ('extras', models.JSONField(blank=True, db_default={}, default=dict, verbose_name='jawaban pertanyaan unit')),
                ('device_clock_at', models.DateTimeField(blank=True, null=True, verbose_name='waktu menurut jam perangkat')),
                ('received_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='diterima')),
            ],
            options={
                'verbose_name': 'jawaban',
                'verbose_name_plural': 'jawaban',
                'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('comment', config='indonesian'), condition=models.Q(('comment', ''), _negated=True), name='response_comment_words'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('comment', name='gin_trgm_ops'), condition=models.Q(('comment', ''), _negated=True), name='response_comment_letters')],
                'constraints': [models.CheckConstraint(condition=models.Q(('scores__contained_by', [1, 2, 3, 4])), name='response_scores_one_to_four', violation_error_message='Setiap jawaban bernilai 1, 2, 3, atau 4.'), models.CheckConstraint(condition=models.Q(('scores__len', models.F('item_count'))), name='response_answers_every_item', violation_error_message='Setiap pertanyaan harus dijawab satu kali.'), models.CheckConstraint(condition=models.Q(('day__gte', surveys.models.answers.UtcDay('submitted_at')), ('day__lte', surveys.models.answers.UtcDay('submitted_at', later=1))), name='response_day_fits_moment', violation_error_message='Hari jawaban tidak cocok dengan waktu kirimnya.'), models.CheckConstraint(condition=models.Q(('channel__in', ['web', 'kiosk', 'offline', 'paper', 'link', 'import'])), name='response_channel_known', violation_error_message='Cara masuk tidak dikenal.')],
            },
        ),
        migrations.CreateModel(
            name='QuestionnaireVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='versi')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='diterbitkan')),
                ('item_count', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='jumlah butir')),
            ],
            options={
                'verbose_name': 'versi kuesioner',
                'verbose_name_plural': 'versi kuesioner',
                'constraints': [models.UniqueConstraint(fields=('id', 'item_count'), name='version_with_item_count'), models.CheckConstraint(condition=models.Q(models.Q(('item_count__isnull', True), ('published_at__isnull', True)), models.Q(('item_count__range', (1, 60)), ('published_at__isnull', False)), _connector='OR'), name='version_published_has_item_count', violation_error_message='Versi yang diterbitkan harus mempunyai butir.')],
            },
        ),
        migrations.CreateModel(
            name='WaitingResponse',
            fields=[
                ('response_id', models.BigIntegerField(primary_key=True, serialize=False)),
            ],
            options={
                'verbose_name': 'jawaban menunggu rekap',
                'verbose_name_plural': 'jawaban menunggu rekap',
            },
        ),
        migrations.CreateModel(
            name='ApiClient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='nama sistem')),
                ('key_digest', models.CharField(max_length=64, unique=True, verbose_name='sidik kunci')),
                ('key_hint', models.CharField(max_length=8, verbose_name='awal kunci')),
                ('per_minute', models.PositiveSmallIntegerField(default=60, verbose_name='permintaan per menit')),
                ('registered_at', models.DateTimeField(verbose_name='didaftarkan')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='dicabut')),
                ('minute', models.DateTimeField(null=True)),
                ('minute_count', models.PositiveIntegerField(db_default=0)),
                ('registered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('units', models.ManyToManyField(related_name='+', to='people.unit', verbose_name='unit kerja')),
            ],
            options={
                'verbose_name': 'sistem lain',
                'verbose_name_plural': 'sistem lain',
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('name',), name='api_client_name_once', violation_error_message='Nama ini sudah dipakai sistem lain. Pilih nama lain, atau cabut yang lama.'), models.CheckConstraint(condition=models.Q(('key_digest__regex', '^[0-9a-f]{64}$')), name='api_client_key_is_sha256', violation_error_message='Sidik kunci harus SHA-256.'), models.CheckConstraint(condition=models.Q(('per_minute__range', (1, 6000))), name='api_client_rate_in_range', violation_error_message='Permintaan per menit antara 1 dan 6.000.'), models.CheckConstraint(condition=models.Q(models.Q(('revoked_at__isnull', True), ('revoked_by__isnull', True)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='api_client_revocation_whole', violation_error_message='Pencabutan memerlukan waktu dan siapa yang mencabut.')],
            },
        ),
        migrations.CreateModel(
            name='Complaint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=12, verbose_name='nomor pengaduan')),
                ('client_id', models.UUIDField(verbose_name='nomor kiriman')),
                ('wants_answer', models.BooleanField(verbose_name='ingin dijawab')),
                ('sealed_text', models.TextField(blank=True, verbose_name='isi tersegel')),
                ('sealed_contact', models.TextField(blank=True, verbose_name='kontak tersegel')),
                ('sealed_note', models.TextField(blank=True, verbose_name='tanggapan tersegel')),
                ('received_on', models.DateField(verbose_name='diterima')),
                ('due_on', models.DateField(verbose_name='dijanjikan')),
                ('state', models.CharField(choices=[('new', 'Baru'), ('answered', 'Sudah ditanggapi'), ('done', 'Selesai'), ('lapsed', 'Dihapus karena terlalu lama')], default='new', max_length=8, verbose_name='keadaan')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='ditanggapi')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='selesai')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='people.unit', verbose_name='unit kerja')),
                ('element', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='surveys.element', verbose_name='unsur')),
            ],
            options={
                'verbose_name': 'pengaduan',
                'verbose_name_plural': 'pengaduan',
                'indexes': [models.Index(fields=['unit', 'received_on'], name='complaint_unit_day'), models.Index(condition=models.Q(('state__in', ['new', 'answered'])), fields=['due_on'], name='complaint_open')],
                'constraints': [models.UniqueConstraint(fields=('reference',), name='complaint_reference_once'), models.UniqueConstraint(fields=('client_id',), name='complaint_once'), models.CheckConstraint(condition=models.Q(models.Q(('sealed_text', ''), ('sealed_text__startswith', 'gAAAA'), _connector='OR'), models.Q(('sealed_contact', ''), ('sealed_contact__startswith', 'gAAAA'), _connector='OR'), models.Q(('sealed_note', ''), ('sealed_note__startswith', 'gAAAA'), _connector='OR')), name='complaint_is_sealed', violation_error_message='Isi, kontak, dan tanggapan hanya boleh disimpan tersegel.'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['new', 'answered']), models.Q(('sealed_text', ''), _negated=True), ('closed_on__isnull', True)), models.Q(('closed_on__isnull', False), ('sealed_contact', ''), ('sealed_note', ''), ('sealed_text', ''), ('state__in', ['done', 'lapsed'])), _connector='OR'), name='complaint_open_has_text', violation_error_message='Pengaduan yang selesai tidak menyimpan isi, kontak, atau tanggapan.'), models.CheckConstraint(condition=models.Q(models.Q(('answered_on__isnull', True), ('sealed_note', ''), ('state', 'new')), models.Q(('answered_on__isnull', False), ('state__in', ['answered', 'done'])), ('state', 'lapsed'), _connector='OR'), name='complaint_answer_has_day', violation_error_message='Pengaduan yang ditanggapi mempunyai tanggal tanggapan.'), models.CheckConstraint(condition=models.Q(('due_on__gt', models.F('received_on')), models.Q(('answered_on__isnull', True), ('answered_on__gte', models.F('received_on')), _connector='OR'), models.Q(('closed_on__isnull', True), ('closed_on__gte', models.F('received_on')), _connector='OR')), name='complaint_days_in_order', violation_error_message='Tanggal pengaduan harus berurutan.'), models.CheckConstraint(condition=models.Q(('sealed_contact', ''), ('wants_answer', True), _connector='OR'), name='complaint_contact_wants_answer', violation_error_message='Kontak hanya disimpan bila warga ingin dijawab.')],
            },
        ),
        migrations.CreateModel(
            name='ComplaintRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='mulai')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='sampai')),
                ('answer_within_days', models.PositiveSmallIntegerField(default=5, help_text='Janji kota sendiri, bukan angka peraturan. Senin sampai Jumat; hari libur nasional ikut dihitung. Berlaku untuk pengaduan yang masuk sejak tanggal mulai.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='dijawab dalam (hari kerja)')),
                ('keep_at_most_days', models.PositiveSmallIntegerField(default=365, help_text='Juga bila belum selesai: data pribadi tidak disimpan tanpa batas.', validators=[django.core.validators.MinValueValidator(30)], verbose_name='isi dihapus paling lambat setelah (hari)')),
                ('most_a_day', models.PositiveSmallIntegerField(default=20, help_text='Satu jaringan dapat dipakai banyak orang, misalnya wifi kantor atau satu operator seluler.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='paling banyak dari satu jaringan sehari')),
            ],
            options={
                'verbose_name': 'aturan pengaduan',
                'verbose_name_plural': 'aturan pengaduan',
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='complaint_rule_dates_in_order', violation_error_message='Tanggal selesai tidak boleh sebelum tanggal mulai.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('starts_on'), models.F('ends_on'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='complaint_rule_one_at_a_time', violation_error_message='Sudah ada aturan pengaduan pada tanggal ini. Akhiri dahulu yang lama.'), models.CheckConstraint(condition=models.Q(('answer_within_days__range', (1, 60)), ('keep_at_most_days__gte', 30), ('most_a_day__gte', 1)), name='complaint_rule_in_range', violation_error_message='Janji 1 sampai 60 hari kerja, penyimpanan paling sedikit 30 hari.')],
            },
        ),
        migrations.CreateModel(
            name='ComplaintSender',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('network', models.BigIntegerField()),
                ('count', models.PositiveSmallIntegerField()),
            ],
            options={
                'verbose_name': 'pengirim pengaduan',
                'verbose_name_plural': 'pengirim pengaduan',
                'constraints': [models.UniqueConstraint(fields=('day', 'network'), name='complaint_sender_once')],
            },
        ),
        migrations.CreateModel(
            name='ComplaintStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deed', models.CharField(choices=[('read', 'Dibaca'), ('answered', 'Ditanggapi'), ('done', 'Diselesaikan; isi dan kontak dihapus'), ('lapsed', 'Isi dihapus karena terlalu lama')], max_length=8, verbose_name='yang dilakukan')),
                ('at', models.DateTimeField(verbose_name='waktu')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='oleh')),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='surveys.complaint', verbose_name='pengaduan')),
            ],
            options={
                'verbose_name': 'jejak pengaduan',
                'verbose_name_plural': 'jejak pengaduan',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('by__isnull', True), ('deed', 'lapsed')), models.Q(models.Q(('deed', 'lapsed'), _negated=True), ('by__isnull', False)), _connector='OR'), name='complaint_step_by_somebody', violation_error_message='Jejak pengaduan menyebut siapa yang melakukannya.')],
            },
        ),
        migrations.CreateModel(
            name='Device',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('kiosk', 'Layar di tempat pelayanan'), ('offline', 'Tablet petugas')], max_length=8, verbose_name='jenis perangkat')),
                ('name', models.CharField(help_text='Misalnya: Layar loket 2.', max_length=60, verbose_name='nama perangkat')),
                ('registered_at', models.DateTimeField(verbose_name='didaftarkan')),
                ('code_digest', models.CharField(blank=True, max_length=64, null=True)),
                ('code_expires_at', models.DateTimeField(blank=True, null=True, verbose_name='kode berlaku sampai')),
                ('secret_digest', models.CharField(blank=True, max_length=64, null=True)),
                ('paired_at', models.DateTimeField(blank=True, null=True, verbose_name='dipasangkan')),
                ('last_seen_at', models.DateTimeField(blank=True, null=True, verbose_name='terakhir terhubung')),
                ('waiting_count', models.PositiveIntegerField(db_default=0, verbose_name='jawaban menunggu di perangkat')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='dicabut')),
                ('revocation', models.CharField(blank=True, choices=[('retired', 'Tidak dipakai lagi atau diganti'), ('lost', 'Hilang atau dicuri')], max_length=8, verbose_name='alasan dicabut')),
                ('registered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='survey_devices', to='people.unit', verbose_name='unit kerja')),
            ],
            options={
                'verbose_name': 'perangkat survei',
                'verbose_name_plural': 'perangkat survei',
                'constraints': [models.UniqueConstraint(fields=('id', 'unit', 'kind'), name='device_with_unit_and_kind'), models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('unit', 'name'), name='device_name_once', violation_error_message='Unit ini sudah mempunyai perangkat dengan nama itu.'), models.UniqueConstraint(fields=('code_digest',), name='device_code_once'), models.UniqueConstraint(fields=('secret_digest',), name='device_secret_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['kiosk', 'offline'])), name='device_kind_known', violation_error_message='Jenis perangkat tidak dikenal.'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='device_name_not_empty', violation_error_message='Beri nama perangkat, misalnya Layar loket 2.'), models.CheckConstraint(condition=models.Q(models.Q(('code_digest__isnull', True), ('code_expires_at__isnull', True)), models.Q(('code_digest__regex', '^[0-9a-f]{64}$'), ('code_expires_at__gt', models.F('registered_at')), ('code_expires_at__isnull', False)), _connector='OR'), name='device_code_whole', violation_error_message='Kode pemasangan harus mempunyai batas waktu.'), models.CheckConstraint(condition=models.Q(models.Q(('paired_at__isnull', True), ('secret_digest__isnull', True)), models.Q(('paired_at__gte', models.F('registered_at')), ('paired_at__isnull', False), ('secret_digest__regex', '^[0-9a-f]{64}$')), _connector='OR'), name='device_paired_whole', violation_error_message='Perangkat yang dipasangkan harus mempunyai kunci.'), models.CheckConstraint(condition=models.Q(models.Q(('revocation', ''), ('revoked_at__isnull', True), ('revoked_by__isnull', True)), models.Q(('code_digest__isnull', True), ('revocation__in', ['retired', 'lost']), ('revoked_at__gte', models.F('registered_at')), ('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='device_revoked_whole', violation_error_message='Perangkat yang dicabut memerlukan alasan dan tidak dapat dipasangkan lagi.')],
            },
        ),
        migrations.CreateModel(
            name='GradeBandRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='mulai')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='sampai')),
                ('scheme', models.SlugField(default='skm', help_text='Kuesioner memilih tabelnya menurut nama ini.', max_length=20, verbose_name='tabel mutu')),
                ('grade', models.CharField(max_length=2, verbose_name='mutu')),
                ('name', models.CharField(max_length=40, verbose_name='kinerja')),
                ('lowest', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='dari')),
                ('highest', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='sampai')),
                ('regulation', models.CharField(max_length=100, verbose_name='dasar')),
            ],
            options={
                'verbose_name': 'mutu pelayanan',
                'verbose_name_plural': 'mutu pelayanan',
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='grade_band_dates_in_order', violation_error_message='Tanggal selesai tidak boleh sebelum tanggal mulai.'), models.CheckConstraint(condition=models.Q(('highest__lte', 100), ('lowest__gte', 0), ('lowest__lte', models.F('highest'))), name='grade_band_limits_in_order', violation_error_message='Batas mutu harus berurutan dan berada antara 0 dan 100.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('scheme', '='), (models.Func(models.F('starts_on'), models.F('ends_on'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&'), (models.Func(models.F('lowest'), models.F('highest'), models.Value('[]'), function='numrange', output_field=django.contrib.postgres.fields.ranges.DecimalRangeField()), '&&')], name='grade_band_never_overlaps', violation_error_message='Batas ini bertumpang tindih dengan mutu lain pada tanggal yang sama.')],
            },
        ),
        migrations.CreateModel(
            name='ImportedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, verbose_name='sidik SHA-256')),
                ('name', models.CharField(max_length=200, verbose_name='berkas')),
                ('element_order', models.CharField(choices=[('named', 'Judul kolom menyebut unsur'), ('regulation', 'U8 pengaduan, U9 sarana (urutan peraturan)'), ('facilities-first', 'U8 sarana, U9 pengaduan')], max_length=20, verbose_name='urutan unsur')),
                ('row_count', models.PositiveIntegerField(verbose_name='jumlah jawaban')),
                ('imported_at', models.DateTimeField(verbose_name='waktu')),
                ('answers_digest', models.CharField(blank=True, db_default='', max_length=64)),
                ('imported_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='oleh')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imported_files', to='people.unit', verbose_name='unit kerja')),
            ],
            options={
                'verbose_name': 'berkas jawaban',
                'verbose_name_plural': 'berkas jawaban',
                'constraints': [models.UniqueConstraint(fields=('digest',), name='imported_file_once', violation_error_message='Berkas ini sudah pernah dimasukkan. Jawabannya tidak dimasukkan lagi.'), models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='imported_file_digest_is_sha256', violation_error_message='Sidik berkas harus SHA-256.')],
            },
        ),
        migrations.CreateModel(
            name='AnswerDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filename', models.CharField(max_length=200, verbose_name='berkas')),
                ('period_code', models.CharField(max_length=10, verbose_name='periode')),
                ('content', models.BinaryField(null=True)),
                ('mapping', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField(verbose_name='diunggah')),
                ('expires_at', models.DateTimeField(verbose_name='disimpan sampai')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answer_drafts', to='people.unit', verbose_name='unit kerja')),
                ('imported', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draft', to='surveys.importedfile')),
            ],
            options={
                'verbose_name': 'unggahan jawaban',
                'verbose_name_plural': 'unggahan jawaban',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('content__isnull', False), ('imported__isnull', True)), models.Q(('content__isnull', True), ('imported__isnull', False)), _connector='OR'), name='answer_draft_content_until_imported', violation_error_message='Isi berkas disimpan sampai jawabannya dimasukkan, tidak lebih lama.')],
            },
        ),
        migrations.CreateModel(
            name='ImprovementPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(max_length=200, verbose_name='tindakan')),
                ('responsible', models.CharField(help_text='Jabatan, misalnya Kepala Seksi Pelayanan; bukan nama orang.', max_length=100, verbose_name='penanggung jawab')),
                ('starts_on', models.DateField(verbose_name='mulai')),
                ('due_on', models.DateField(verbose_name='sampai')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='selesai')),
                ('evidence', models.CharField(blank=True, max_length=300, verbose_name='bukti')),
                ('element', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='improvement_plans', to='surveys.element', verbose_name='unsur')),
                ('evidence_file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='berkas bukti')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='improvement_plans', to='people.unit', verbose_name='unit kerja')),
            ],
            options={
                'verbose_name': 'rencana tindak lanjut',
                'verbose_name_plural': 'rencana tindak lanjut',
                'constraints': [models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('starts_on')), models.Q(('done_on__isnull', True), ('done_on__gte', models.F('starts_on')), _connector='OR')), name='plan_dates_in_order', violation_error_message='Tanggal selesai tidak boleh sebelum tanggal mulai.'), models.CheckConstraint(condition=models.Q(('done_on__isnull', True), models.Q(('evidence', ''), _negated=True), ('evidence_file__isnull', False), _connector='OR'), name='plan_done_has_evidence', violation_error_message='Rencana yang selesai memerlukan bukti: tuliskan atau unggah berkasnya.'), models.UniqueConstraint(fields=('unit', 'element', 'action'), name='plan_action_once', violation_error_message='Rencana ini sudah ada.')],
            },
        ),
        migrations.CreateModel(
            name='ImprovementPlanEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('action', models.CharField(max_length=200, verbose_name='tindakan')),
                ('responsible', models.CharField(help_text='Jabatan, misalnya Kepala Seksi Pelayanan; bukan nama orang.', max_length=100, verbose_name='penanggung jawab')),
                ('starts_on', models.DateField(verbose_name='mulai')),
                ('due_on', models.DateField(verbose_name='sampai')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='selesai')),
                ('evidence', models.CharField(blank=True, max_length=300, verbose_name='bukti')),
                ('element', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='surveys.element', verbose_name='unsur')),
                ('evidence_file', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.storedfile', verbose_name='berkas bukti')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='surveys.improvementplan')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.unit', verbose_name='unit kerja')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='urutan')),
                ('element', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='surveys.element', verbose_name='unsur')),
            ],
            options={
                'verbose_name': 'butir',
                'verbose_name_plural': 'butir',
                'constraints': [models.CheckConstraint(condition=models.Q(('position__range', (1, 60))), name='item_position_in_range', violation_error_message='Urutan butir antara 1 dan 60.')],
            },
        ),
        migrations.CreateModel(
            name='ItemWording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('id', 'Indonesia'), ('en', 'Inggris'), ('ms', 'Melayu')], max_length=2, verbose_name='bahasa')),
                ('question', models.CharField(max_length=200, verbose_name='pertanyaan')),
                ('labels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), size=4, validators=[django.core.validators.MinLengthValidator(4)], verbose_name='jawaban')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wordings', to='surveys.item', verbose_name='butir')),
            ],
            options={
                'verbose_name': 'bunyi butir',
                'verbose_name_plural': 'bunyi butir',
                'constraints': [models.UniqueConstraint(fields=('item', 'language'), name='wording_language_once'), models.CheckConstraint(condition=models.Q(('labels__len', 4)), name='wording_has_four_answers', violation_error_message='Setiap pertanyaan mempunyai empat jawaban.')],
            },
        ),
        migrations.CreateModel(
            name='OwnVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='versi')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='diterbitkan')),
                ('published_unit', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='own_versions', to='people.unit', verbose_name='unit kerja')),
            ],
            options={
                'verbose_name': 'versi pertanyaan unit',
                'verbose_name_plural': 'versi pertanyaan unit',
                'constraints': [models.UniqueConstraint(fields=('unit', 'number'), name='own_version_number_once'), models.UniqueConstraint(fields=('id', 'published_unit'), name='own_version_with_unit'), models.UniqueConstraint(condition=models.Q(('published_at__isnull', True)), fields=('unit',), name='own_version_one_draft', violation_error_message='Unit ini sudah mempunyai draf pertanyaan. Lanjutkan atau buang draf itu.'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('published_unit__isnull', True)), models.Q(('published_at__isnull', False), ('published_unit', models.F('unit')), ('published_unit__isnull', False)), _connector='OR'), name='own_version_published_names_unit', violation_error_message='Versi yang diterbitkan harus menyebut unitnya sendiri.')],
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
                ('unit', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('own_version', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.ownversion')),
            ],
            options={
                'verbose_name': 'rekap pertanyaan unit',
                'verbose_name_plural': 'rekap pertanyaan unit',
                'constraints': [models.UniqueConstraint(fields=('unit', 'month', 'own_version', 'position', 'value'), name='own_rollup_once'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='own_rollup_first_day')],
            },
        ),
        migrations.CreateModel(
            name='OwnQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='urutan')),
                ('kind', models.CharField(choices=[('choice', 'Pilihan'), ('scale', 'Skala 1 sampai 4'), ('text', 'Isian bebas')], max_length=6, verbose_name='jenis')),
                ('option_count', models.PositiveSmallIntegerField(verbose_name='banyaknya pilihan')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='surveys.ownversion', verbose_name='versi')),
            ],
            options={
                'verbose_name': 'pertanyaan unit',
                'verbose_name_plural': 'pertanyaan unit',
                'constraints': [models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('version', 'position'), name='own_question_position_once'), models.CheckConstraint(condition=models.Q(('position__range', (1, 10))), name='own_question_position_in_range', violation_error_message='Paling banyak sepuluh pertanyaan sendiri, supaya warga tidak bosan.'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'choice'), ('option_count__range', (2, 8))), models.Q(('kind', 'scale'), ('option_count', 4)), models.Q(('kind', 'text'), ('option_count', 0)), _connector='OR'), name='own_question_options_fit_kind', violation_error_message='Pilihan: 2 sampai 8 jawaban. Skala: 4 jawaban. Isian bebas: tanpa jawaban.')],
            },
        ),
        migrations.CreateModel(
            name='OwnWording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('id', 'Indonesia'), ('en', 'Inggris'), ('ms', 'Melayu')], max_length=2, verbose_name='bahasa')),
                ('text', models.CharField(max_length=200, verbose_name='pertanyaan')),
                ('options', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, size=8)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wordings', to='surveys.ownquestion', verbose_name='pertanyaan')),
            ],
            options={
                'verbose_name': 'bunyi pertanyaan unit',
                'verbose_name_plural': 'bunyi pertanyaan unit',
                'constraints': [models.UniqueConstraint(fields=('question', 'language'), name='own_wording_language_once')],
            },
        ),
        migrations.CreateModel(
            name='PaperSheet',
            fields=[
                ('response', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='paper_sheet', serialize=False, to='surveys.response')),
                ('number', models.PositiveIntegerField(verbose_name='nomor lembar')),
                ('entered_at', models.DateTimeField(verbose_name='dimasukkan')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='tidak dihitung sejak')),
                ('why', models.CharField(blank=True, db_default='', max_length=300, verbose_name='sebab')),
            ],
            options={
                'verbose_name': 'lembar kertas',
                'verbose_name_plural': 'lembar kertas',
                'constraints': [models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='paper_sheet_number_from_one', violation_error_message='Nomor lembar mulai dari 1.')],
            },
        ),
        migrations.CreateModel(
            name='SetAside',
            fields=[
                ('response', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='set_aside', serialize=False, to='surveys.response')),
                ('day', models.DateField(verbose_name='hari')),
                ('reason', models.CharField(choices=[('speed', 'Dikirim lebih cepat daripada orang dapat membaca'), ('network', 'Terlalu banyak dari satu jaringan dalam sehari'), ('device', 'Terlalu banyak dari satu perangkat dalam sehari'), ('burst', 'Beruntun dengan jawaban yang sama dari satu jaringan'), ('closed', 'Beruntun di luar jam pelayanan dari satu jaringan'), ('paper', 'Lembar kertas yang dikoreksi atau ditarik')], max_length=8, verbose_name='alasan')),
                ('rules_version', models.PositiveSmallIntegerField(verbose_name='versi aturan')),
                ('at', models.DateTimeField(verbose_name='disisihkan')),
                ('released_at', models.DateTimeField(null=True, verbose_name='dihitung kembali')),
                ('release_reason', models.CharField(blank=True, max_length=300, verbose_name='alasan dihitung kembali')),
            ],
            options={
                'verbose_name': 'jawaban disisihkan',
                'verbose_name_plural': 'jawaban disisihkan',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('reason', 'paper'), _negated=True), ('released_at__isnull', True), _connector='OR'), name='set_aside_paper_stays', violation_error_message='Lembar kertas yang dikoreksi tidak dihitung kembali; masukkan lembar baru.')],
            },
        ),
        migrations.CreateModel(
            name='Trace',
            fields=[
                ('response', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='surveys.response')),
                ('day', models.DateField()),
                ('network', models.BigIntegerField(null=True)),
                ('device', models.BigIntegerField(null=True)),
                ('seconds', models.PositiveIntegerField()),
            ],
            options={
                'verbose_name': 'jejak jawaban',
                'verbose_name_plural': 'jejak jawaban',
            },
        ),
        migrations.AddField(
            model_name='response',
            name='device',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, help_text='Kosong pada jawaban layar dan tablet sebelum perangkat didaftarkan.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='surveys.device', verbose_name='perangkat'),
        ),
        migrations.AddField(
            model_name='response',
            name='imported_file',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='surveys.importedfile'),
        ),
        migrations.AddField(
            model_name='response',
            name='own_version',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='surveys.ownversion', verbose_name='versi pertanyaan unit'),
        ),
        migrations.AddField(
            model_name='response',
            name='unit',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='people.unit', verbose_name='unit kerja'),
        ),
        migrations.CreateModel(
            name='HiddenComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('personal', 'Menyebut nama atau data pribadi'), ('abusive', 'Menghina atau mengancam'), ('other', 'Alasan lain')], max_length=8, verbose_name='alasan')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='keterangan')),
                ('hidden_at', models.DateTimeField(verbose_name='disembunyikan')),
                ('shown_at', models.DateTimeField(null=True, verbose_name='ditampilkan kembali')),
                ('hidden_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='disembunyikan oleh')),
                ('shown_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hidings', to='surveys.response', verbose_name='jawaban')),
            ],
            options={
                'verbose_name': 'saran tersembunyi',
                'verbose_name_plural': 'saran tersembunyi',
                'constraints': [models.UniqueConstraint(condition=models.Q(('shown_at__isnull', True)), fields=('response',), name='hidden_comment_once', violation_error_message='Saran ini sudah disembunyikan.'), models.CheckConstraint(condition=models.Q(models.Q(('shown_at__isnull', True), ('shown_by__isnull', True)), models.Q(('shown_at__gte', models.F('hidden_at')), ('shown_by__isnull', False)), _connector='OR'), name='hidden_comment_shown_whole', violation_error_message='Saran yang ditampilkan kembali menyebut siapa dan kapan.'), models.CheckConstraint(condition=models.Q(('reason', 'other'), ('words', ''), _negated=True), name='hidden_comment_other_has_words', violation_error_message='Tuliskan alasannya.')],
            },
        ),
        migrations.CreateModel(
            name='PaperStack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='tumpukan')),
                ('opened_at', models.DateTimeField(verbose_name='dibuka')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paper_stacks', to='people.unit', verbose_name='unit kerja')),
            ],
            options={
                'verbose_name': 'tumpukan kertas',
                'verbose_name_plural': 'tumpukan kertas',
                'constraints': [models.UniqueConstraint(fields=('unit', 'number'), name='paper_stack_number_once', violation_error_message='Tumpukan ini baru saja dibuka oleh petugas lain. Muat ulang halaman.')],
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period_code', models.CharField(max_length=10, verbose_name='periode')),
                ('starts_on', models.DateField(verbose_name='mulai')),
                ('ends_on', models.DateField(verbose_name='sampai')),
                ('version', models.PositiveSmallIntegerField(verbose_name='versi')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='alasan')),
                ('content', models.TextField(verbose_name='isi')),
                ('digest', models.CharField(max_length=64, verbose_name='sidik SHA-256')),
                ('answers', models.BigIntegerField(verbose_name='jumlah jawaban')),
                ('index', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='indeks')),
                ('margin', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='ketelitian')),
                ('grade', models.CharField(max_length=2, verbose_name='mutu')),
                ('fresh_months', django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), default=list, size=None)),
                ('fresh_answers', models.BigIntegerField(default=0)),
                ('parts', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('published_at', models.DateTimeField(verbose_name='diumumkan')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sector', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='people.sector', verbose_name='sektor')),
                ('unit', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='people.unit', verbose_name='unit kerja')),
            ],
            options={
                'verbose_name': 'periode yang diumumkan',
                'verbose_name_plural': 'periode yang diumumkan',
                'indexes': [models.Index(fields=['period_code'], name='publication_period')],
                'constraints': [models.UniqueConstraint(fields=('unit', 'sector', 'period_code', 'version'), name='publication_version_once', nulls_distinct=False, violation_error_message='Versi ini baru saja diumumkan orang lain. Muat ulang halaman.'), models.CheckConstraint(condition=models.Q(('unit__isnull', True), ('sector__isnull', True), _connector='OR'), name='publication_one_scope', violation_error_message='Yang diumumkan adalah satu unit, satu sektor, atau kota.'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('version', 1)), models.Q(('version__gt', 1), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='publication_new_version_has_reason', violation_error_message='Versi baru memerlukan alasan; versi pertama tidak.'), models.CheckConstraint(condition=models.Q(('digest', surveys.models.publications.ContentDigest(models.F('content')))), name='publication_digest_fits_content', violation_error_message='Sidik tidak cocok dengan isinya.'), models.CheckConstraint(condition=models.Q(('answers', surveys.models.publications.ContentAnswers(models.F('content')))), name='publication_answers_fit_content', violation_error_message='Jumlah jawaban tidak cocok dengan isinya.'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on')), ('ends_on__lte', surveys.models.answers.UtcDay('published_at'))), name='publication_after_its_period', violation_error_message='Periode diumumkan sesudah berakhir.')],
            },
        ),
        migrations.CreateModel(
            name='Questionnaire',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='mulai')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='sampai')),
                ('code', models.SlugField(help_text='Bagian dari alamatnya, misalnya ipak.', unique=True, verbose_name='kode')),
                ('name', models.CharField(max_length=100, verbose_name='nama')),
                ('name_en', models.CharField(blank=True, max_length=100, verbose_name='nama dalam bahasa Inggris')),
                ('name_ms', models.CharField(blank=True, max_length=100, verbose_name='nama dalam bahasa Melayu')),
                ('scale', models.CharField(choices=[('index', 'Indeks 25 sampai 100 (rata-rata × 25)'), ('mean', 'Rata-rata 1 sampai 4')], default='index', max_length=5, verbose_name='skala')),
                ('grade_scheme', models.SlugField(blank=True, help_text='Kosong: angkanya tanpa mutu A sampai D.', max_length=20, verbose_name='tabel mutu')),
                ('asked_everywhere', models.BooleanField(default=False, verbose_name='ditanyakan di semua unit')),
                ('units', models.ManyToManyField(blank=True, related_name='+', to='people.unit', verbose_name='unit kerja')),
            ],
            options={
                'verbose_name': 'kuesioner',
                'verbose_name_plural': 'kuesioner',
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='questionnaire_dates_in_order', violation_error_message='Tanggal selesai tidak boleh sebelum tanggal mulai.'), models.CheckConstraint(condition=models.Q(('scale__in', ['index', 'mean'])), name='questionnaire_scale_known', violation_error_message='Pilih skala dari daftar.'), models.CheckConstraint(condition=models.Q(models.Q(('code', 'skm'), _negated=True), models.Q(('asked_everywhere', True), ('ends_on__isnull', True), ('grade_scheme', 'skm'), ('scale', 'index')), _connector='OR'), name='questionnaire_skm_as_regulated', violation_error_message='SKM wajib: selalu untuk semua unit, dengan indeks 25–100 dan mutunya.')],
            },
        ),
        migrations.AddField(
            model_name='element',
            name='questionnaire',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='elements', to='surveys.questionnaire', verbose_name='kuesioner'),
        ),
        migrations.CreateModel(
            name='BuilderChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(null=True, verbose_name='versi')),
                ('at', models.DateTimeField(verbose_name='waktu')),
                ('what', models.CharField(max_length=300, verbose_name='perubahan')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='oleh')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='unit kerja')),
                ('questionnaire', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='surveys.questionnaire', verbose_name='kuesioner')),
            ],
            options={
                'verbose_name': 'perubahan kuesioner',
                'verbose_name_plural': 'perubahan kuesioner',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('questionnaire__isnull', True), ('unit__isnull', False)), models.Q(('questionnaire__isnull', False), ('unit__isnull', True)), _connector='OR'), name='builder_change_of_one', violation_error_message='Perubahan menyebut satu kuesioner atau satu unit.')],
            },
        ),
        migrations.AddField(
            model_name='response',
            name='version',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='surveys.questionnaireversion', verbose_name='versi kuesioner'),
        ),
        migrations.AddField(
            model_name='questionnaireversion',
            name='questionnaire',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='surveys.questionnaire', verbose_name='kuesioner'),
        ),
        migrations.CreateModel(
            name='MonthlyRollup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('count', models.BigIntegerField(verbose_name='jumlah jawaban')),
                ('sums', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('histogram', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('score_sum', models.BigIntegerField()),
                ('score_squares', models.BigIntegerField()),
                ('month', models.DateField()),
                ('unit', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('version', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.questionnaireversion')),
            ],
            options={
                'verbose_name': 'rekap bulanan',
                'verbose_name_plural': 'rekap bulanan',
                'indexes': [models.Index(fields=['month'], name='monthly_rollup_month')],
                'constraints': [models.UniqueConstraint(fields=('unit', 'month', 'version'), name='monthly_rollup_once'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='monthly_rollup_first_day')],
            },
        ),
        migrations.AddField(
            model_name='item',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='surveys.questionnaireversion', verbose_name='versi'),
        ),
        migrations.CreateModel(
            name='RefusedAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.CharField(max_length=36, verbose_name='nomor kiriman')),
                ('reason', models.CharField(max_length=200, verbose_name='alasan')),
                ('refused_at', models.DateTimeField(verbose_name='terakhir ditolak')),
                ('device', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='refused_answers', to='surveys.device', verbose_name='perangkat')),
            ],
            options={
                'verbose_name': 'jawaban yang belum diterima',
                'verbose_name_plural': 'jawaban yang belum diterima',
                'constraints': [models.UniqueConstraint(fields=('device', 'client_id'), name='refused_answer_once')],
            },
        ),
        migrations.CreateModel(
            name='ReportLayout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='mulai')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='sampai')),
                ('chapters', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('introduction', 'Pendahuluan'), ('collection', 'Pengumpulan data'), ('results', 'Hasil pengolahan data'), ('analysis', 'Analisis dan tindak lanjut'), ('conclusion', 'Kesimpulan')], max_length=12), default=surveys.models.reporting.all_chapters, help_text='Kelima bab, masing-masing sekali: introduction, collection, results, analysis, conclusion.', size=None, verbose_name='urutan bab')),
                ('element_numbering', models.CharField(choices=[('regulation', 'U8 pengaduan, U9 sarana (urutan peraturan)'), ('facilities-first', 'U8 sarana, U9 pengaduan')], default='regulation', max_length=16, verbose_name='nomor unsur')),
                ('recap_rows', models.PositiveSmallIntegerField(default=200, help_text='Responden selebihnya hanya ada dalam berkas XLSX, dan laporan menyebutkannya.', validators=[django.core.validators.MaxValueValidator(5000)], verbose_name='baris rekap dalam PDF')),
                ('comment_samples', models.PositiveSmallIntegerField(default=8, help_text='0: tanpa contoh saran.', validators=[django.core.validators.MaxValueValidator(50)], verbose_name='contoh saran')),
                ('legal_bases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), blank=True, default=list, help_text='Misalnya peraturan wali kota, dipisahkan koma.', size=None, verbose_name='dasar hukum tambahan')),
            ],
            options={
                'verbose_name': 'susunan laporan SKM',
                'verbose_name_plural': 'susunan laporan SKM',
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='report_layout_dates_in_order', violation_error_message='Tanggal selesai tidak boleh sebelum tanggal mulai.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('starts_on'), models.F('ends_on'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='report_layout_one_at_a_time', violation_error_message='Sudah ada susunan laporan pada tanggal ini. Akhiri dahulu yang lama.'), models.CheckConstraint(condition=models.Q(('chapters__contains', ['introduction', 'collection', 'results', 'analysis', 'conclusion']), ('chapters__len', 5)), name='report_layout_has_every_chapter', violation_error_message='Sebut kelima bab, masing-masing sekali.'), models.CheckConstraint(condition=models.Q(('element_numbering__in', ['regulation', 'facilities-first'])), name='report_layout_known_numbering', violation_error_message='Pilih nomor unsur dari daftar.'), models.CheckConstraint(condition=models.Q(('comment_samples__lte', 50), ('recap_rows__lte', 5000)), name='report_layout_lengths_bounded', violation_error_message='Paling banyak 5.000 baris rekap dan 50 contoh saran.')],
            },
        ),
        migrations.CreateModel(
            name='ReportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.CharField(max_length=10, verbose_name='periode')),
                ('requested_at', models.DateTimeField(verbose_name='diminta')),
                ('job', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='report_runs', to='documents.job', verbose_name='pekerjaan')),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='diminta oleh')),
                ('sector', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.sector', verbose_name='sektor')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='report_runs', to='people.unit', verbose_name='unit kerja')),
            ],
            options={
                'verbose_name': 'pembuatan laporan',
                'verbose_name_plural': 'pembuatan laporan',
                'indexes': [models.Index(fields=['unit', 'period'], name='report_run_unit_period')],
                'constraints': [models.CheckConstraint(condition=models.Q(('sector__isnull', True), ('unit__isnull', True), _connector='OR'), name='report_run_unit_or_sector', violation_error_message='Pilih satu unit atau satu sektor, bukan keduanya.')],
            },
        ),
        migrations.CreateModel(
            name='RespondentOption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(choices=[('sex', 'Jenis kelamin'), ('age_group', 'Umur'), ('education', 'Pendidikan'), ('occupation', 'Pekerjaan')], max_length=12, verbose_name='isian')),
                ('code', models.SlugField(max_length=12, verbose_name='kode')),
                ('label', models.CharField(max_length=60, verbose_name='teks')),
                ('label_en', models.CharField(max_length=60, verbose_name='teks Inggris')),
                ('label_ms', models.CharField(blank=True, default='', max_length=60, verbose_name='teks Melayu')),
                ('position', models.PositiveSmallIntegerField(verbose_name='urutan')),
                ('is_offered', models.BooleanField(default=True, verbose_name='ditawarkan')),
            ],
            options={
                'verbose_name': 'pilihan responden',
                'verbose_name_plural': 'pilihan responden',
                'constraints': [models.UniqueConstraint(fields=('field', 'code'), name='respondent_option_once')],
            },
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='mulai')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='sampai')),
                ('code', models.SlugField(max_length=40, verbose_name='kode')),
                ('name', models.CharField(max_length=150, verbose_name='nama')),
                ('also_called', models.CharField(blank=True, default='', help_text='Kata sehari-hari untuk layanan ini, dipisah koma, supaya mudah dicari: berobat, periksa dokter.', max_length=300, verbose_name='kata warga')),
                ('opens_at', models.TimeField(blank=True, help_text='Kosong: jamnya tidak dicatat.', null=True, verbose_name='buka pukul')),
                ('closes_at', models.TimeField(blank=True, null=True, verbose_name='tutup pukul')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='people.unit', verbose_name='unit kerja')),
            ],
            options={
                'verbose_name': 'jenis layanan',
                'verbose_name_plural': 'jenis layanan',
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='service_dates_in_order', violation_error_message='Tanggal selesai tidak boleh sebelum tanggal mulai.'), models.UniqueConstraint(fields=('unit', 'code'), name='service_code_once', violation_error_message='Unit ini sudah mempunyai layanan dengan kode tersebut.'), models.UniqueConstraint(fields=('id', 'unit'), name='service_with_unit'), models.CheckConstraint(condition=models.Q(models.Q(('closes_at__isnull', True), ('opens_at__isnull', True)), ('closes_at__gt', models.F('opens_at')), _connector='OR'), name='service_hours_in_order', violation_error_message='Isi jam buka dan jam tutup, dengan jam tutup setelah jam buka.'), models.CheckConstraint(condition=models.Q(('code__in', ['terima-kasih', 'qr', 'pengaduan']), _negated=True), name='service_code_not_reserved', violation_error_message='Kode ini dipakai untuk halaman lain; pilih kode lain.')],
            },
        ),
        migrations.AddField(
            model_name='response',
            name='service',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='surveys.service', verbose_name='jenis layanan'),
        ),
        migrations.CreateModel(
            name='Population',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('users', models.PositiveBigIntegerField(verbose_name='pengguna layanan')),
                ('source', models.CharField(max_length=200, verbose_name='sumber angka')),
                ('stated_target', models.PositiveIntegerField(blank=True, null=True, verbose_name='sasaran yang lebih tinggi')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='alasan sasaran lebih tinggi')),
                ('entered_at', models.DateTimeField(verbose_name='diisi pada')),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='diisi oleh')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='populations', to='people.unit', verbose_name='unit kerja')),
                ('service', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='populations', to='surveys.service', verbose_name='jenis layanan')),
            ],
            options={
                'verbose_name': 'pengguna layanan',
                'verbose_name_plural': 'pengguna layanan',
                'constraints': [models.CheckConstraint(condition=models.Q(('users__gte', 1), ('users__lte', 1000000000)), name='population_has_users', violation_error_message='Jumlah pengguna layanan paling sedikit 1.'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='population_has_source', violation_error_message='Tuliskan dari mana jumlah pengguna layanan ini.'), models.CheckConstraint(condition=models.Q(('stated_target__isnull', True), models.Q(('stated_target__gt', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('users'), '*', models.Value(7692)), '+', models.Value(3831)), '/', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('users'), '*', models.Value(20)), '+', models.Value(7662)))), ('stated_target__lte', models.F('users'))), _connector='OR'), name='population_target_only_higher', violation_error_message='Sasaran sendiri harus lebih tinggi daripada jumlah contoh dari rumus, dan tidak melebihi jumlah pengguna layanan.'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('stated_target__isnull', True)), models.Q(('stated_target__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='population_target_has_reason', violation_error_message='Tuliskan alasan sasaran yang lebih tinggi.')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True, verbose_name='sidik tautan')),
                ('issued_on', models.DateField(verbose_name='dibuat')),
                ('expires_at', models.DateTimeField(verbose_name='berlaku sampai')),
                ('is_spent', models.BooleanField(db_default=False, verbose_name='terpakai')),
                ('client', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='surveys.apiclient')),
                ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='unit kerja')),
                ('service', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.service', verbose_name='jenis layanan')),
            ],
            options={
                'verbose_name': 'tautan sekali pakai',
                'verbose_name_plural': 'tautan sekali pakai',
                'indexes': [models.Index(fields=['unit', 'issued_on'], name='invitation_unit_day'), models.Index(fields=['expires_at'], name='invitation_expiry')],
                'constraints': [models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='invitation_digest_is_sha256', violation_error_message='Sidik tautan harus SHA-256.'), models.CheckConstraint(condition=models.Q(models.Q(('client__isnull', False), ('issued_by__isnull', True)), models.Q(('client__isnull', True), ('issued_by__isnull', False)), _connector='OR'), name='invitation_has_one_issuer', violation_error_message='Tautan dibuat oleh satu sistem atau satu orang.')],
            },
        ),
        migrations.CreateModel(
            name='DeviceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('kind', models.CharField(choices=[('kiosk', 'Layar di tempat pelayanan'), ('offline', 'Tablet petugas')], max_length=8, verbose_name='jenis perangkat')),
                ('name', models.CharField(help_text='Misalnya: Layar loket 2.', max_length=60, verbose_name='nama perangkat')),
                ('paired_at', models.DateTimeField(blank=True, null=True, verbose_name='dipasangkan')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='dicabut')),
                ('revocation', models.CharField(blank=True, choices=[('retired', 'Tidak dipakai lagi atau diganti'), ('lost', 'Hilang atau dicuri')], max_length=8, verbose_name='alasan dicabut')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='unit_service_kind_name_paired_at_revoked_at_revoked_by_revocation_events', to='surveys.device')),
                ('revoked_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.unit', verbose_name='unit kerja')),
                ('service', models.ForeignKey(blank=True, db_constraint=False, help_text='Kosong: perangkat menilai pelayanan unit secara umum.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='surveys.service', verbose_name='jenis layanan')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='device',
            name='service',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Kosong: perangkat menilai pelayanan unit secara umum.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='devices', to='surveys.service', verbose_name='jenis layanan'),
        ),
        migrations.CreateModel(
            name='DailyRollup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('count', models.BigIntegerField(verbose_name='jumlah jawaban')),
                ('sums', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('histogram', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('score_sum', models.BigIntegerField()),
                ('score_squares', models.BigIntegerField()),
                ('day', models.DateField()),
                ('channel', models.CharField(choices=[('web', 'Ponsel atau komputer sendiri'), ('kiosk', 'Layar di tempat pelayanan'), ('offline', 'Tablet petugas'), ('paper', 'Kertas'), ('link', 'Tautan setelah pelayanan'), ('import', 'Berkas')], max_length=8)),
                ('unit', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('version', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.questionnaireversion')),
                ('service', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.service')),
            ],
            options={
                'verbose_name': 'rekap harian',
                'verbose_name_plural': 'rekap harian',
                'constraints': [models.UniqueConstraint(fields=('unit', 'day', 'service', 'channel', 'version'), name='daily_rollup_once', nulls_distinct=False)],
            },
        ),
        migrations.AddField(
            model_name='complaint',
            name='service',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='surveys.service', verbose_name='jenis layanan'),
        ),
        migrations.CreateModel(
            name='ServiceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('starts_on', models.DateField(verbose_name='mulai')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='sampai')),
                ('code', models.SlugField(db_index=False, max_length=40, verbose_name='kode')),
                ('name', models.CharField(max_length=150, verbose_name='nama')),
                ('also_called', models.CharField(blank=True, default='', help_text='Kata sehari-hari untuk layanan ini, dipisah koma, supaya mudah dicari: berobat, periksa dokter.', max_length=300, verbose_name='kata warga')),
                ('opens_at', models.TimeField(blank=True, help_text='Kosong: jamnya tidak dicatat.', null=True, verbose_name='buka pukul')),
                ('closes_at', models.TimeField(blank=True, null=True, verbose_name='tutup pukul')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='surveys.service')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.unit', verbose_name='unit kerja')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SurveyPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=10, unique=True, verbose_name='kode')),
                ('kind', models.CharField(choices=[('month', 'Bulan'), ('quarter', 'Triwulan'), ('semester', 'Semester'), ('year', 'Tahun')], max_length=10, verbose_name='jenis')),
                ('starts_on', models.DateField(verbose_name='mulai')),
                ('ends_on', models.DateField(verbose_name='sampai')),
            ],
            options={
                'verbose_name': 'periode survei',
                'verbose_name_plural': 'periode survei',
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='period_dates_in_order', violation_error_message='Tanggal selesai tidak boleh sebelum tanggal mulai.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('kind', '='), (models.Func(models.F('starts_on'), models.F('ends_on'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='period_never_overlaps', violation_error_message='Periode ini bertumpang tindih dengan periode lain yang sejenis.')],
            },
        ),
        migrations.CreateModel(
            name='PopulationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('users', models.PositiveBigIntegerField(verbose_name='pengguna layanan')),
                ('source', models.CharField(max_length=200, verbose_name='sumber angka')),
                ('stated_target', models.PositiveIntegerField(blank=True, null=True, verbose_name='sasaran yang lebih tinggi')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='alasan sasaran lebih tinggi')),
                ('entered_at', models.DateTimeField(verbose_name='diisi pada')),
                ('entered_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='diisi oleh')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='surveys.population')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.unit', verbose_name='unit kerja')),
                ('service', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='surveys.service', verbose_name='jenis layanan')),
                ('period', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='surveys.surveyperiod', verbose_name='periode survei')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='population',
            name='period',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='populations', to='surveys.surveyperiod', verbose_name='periode survei'),
        ),
        migrations.AddField(
            model_name='importedfile',
            name='period',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imported_files', to='surveys.surveyperiod', verbose_name='periode survei'),
        ),
        migrations.CreateModel(
            name='SurveyRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='mulai')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='sampai')),
                ('weight', models.CharField(choices=[('exact', 'tepat (1/k)'), ('0.111', '0,111'), ('0.11', '0,11')], default='exact', max_length=5, verbose_name='bobot unsur')),
                ('minimum_answers', models.PositiveSmallIntegerField(default=10, help_text='Angka dari jawaban yang lebih sedikit tidak ditampilkan.', validators=[django.core.validators.MinValueValidator(2)], verbose_name='jawaban paling sedikit')),
                ('city_method', models.CharField(choices=[('units', 'Rata-rata unit: setiap unit sama berat'), ('answers', 'Tertimbang jawaban: setiap jawaban sama berat'), ('population', 'Tertimbang pengguna: setiap pengguna layanan sama berat')], default='units', max_length=10, verbose_name='angka kota dan sektor')),
                ('period_kind', models.CharField(choices=[('quarter', 'Triwulan'), ('semester', 'Semester'), ('year', 'Tahun')], default='quarter', help_text='Untuk periode ini sasaran jawaban dihitung dan hasil diterbitkan.', max_length=10, verbose_name='periode survei kota')),
                ('grace_days', models.PositiveSmallIntegerField(default=14, help_text='Setelah periode berakhir, jawaban dari kertas, tablet, dan berkas masih diterima selama hari-hari ini; sesudah itu periodenya dapat diumumkan.', validators=[django.core.validators.MaxValueValidator(92)], verbose_name='hari tunggu jawaban terlambat')),
            ],
            options={
                'verbose_name': 'aturan survei',
                'verbose_name_plural': 'aturan survei',
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='survey_rule_dates_in_order', violation_error_message='Tanggal selesai tidak boleh sebelum tanggal mulai.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('starts_on'), models.F('ends_on'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='survey_rule_one_at_a_time', violation_error_message='Sudah ada aturan survei pada tanggal ini. Akhiri dahulu yang lama.'), models.CheckConstraint(condition=models.Q(('city_method__in', ['units', 'answers', 'population']), ('weight__in', ['exact', '0.111', '0.11'])), name='survey_rule_known_values', violation_error_message='Pilih bobot dan cara hitung dari daftar.'), models.CheckConstraint(condition=models.Q(('period_kind__in', ['quarter', 'semester', 'year'])), name='survey_rule_known_period', violation_error_message='Pilih triwulan, semester, atau tahun.'), models.CheckConstraint(condition=models.Q(('minimum_answers__gte', 2)), name='survey_rule_minimum_protects', violation_error_message='Paling sedikit 2 jawaban, supaya jawaban satu orang tidak terlihat.'), models.CheckConstraint(condition=models.Q(('grace_days__lte', 92)), name='survey_rule_grace_is_short', violation_error_message='Hari tunggu paling banyak 92.')],
            },
        ),
        migrations.CreateModel(
            name='UnitReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.CharField(max_length=10, verbose_name='periode')),
                ('version', models.PositiveSmallIntegerField(verbose_name='versi')),
                ('digest', models.CharField(max_length=64, verbose_name='sidik isi')),
                ('number', models.CharField(blank=True, max_length=120, verbose_name='nomor')),
                ('publication', models.CharField(blank=True, help_text='Kosong: laporan sementara.', max_length=80, verbose_name='versi terbitan')),
                ('answer_count', models.PositiveIntegerField(verbose_name='jumlah jawaban')),
                ('index', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='IKM')),
                ('made_at', models.DateTimeField(verbose_name='dibuat')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='diminta oleh')),
                ('pdf', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='laporan')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='survey_reports', to='people.unit', verbose_name='unit kerja')),
                ('workbook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='buku kerja')),
            ],
            options={
                'verbose_name': 'laporan SKM',
                'verbose_name_plural': 'laporan SKM',
                'constraints': [models.UniqueConstraint(fields=('unit', 'period', 'version'), name='unit_report_version_once', violation_error_message='Versi laporan ini sudah ada.'), models.UniqueConstraint(fields=('unit', 'period', 'digest'), name='unit_report_content_once', violation_error_message='Laporan dengan isi yang sama sudah dibuat.'), models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='unit_report_has_digest', violation_error_message='Sidik isi terdiri atas 64 angka heksadesimal.'), models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='unit_report_version_from_one', violation_error_message='Versi laporan mulai dari 1.')],
            },
        ),
        migrations.CreateModel(
            name='ReportTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'Menunggu giliran'), ('done', 'Selesai'), ('passed_over', 'Dilewati'), ('failed', 'Belum berhasil')], default='waiting', max_length=12, verbose_name='keadaan')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='percobaan')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='sebab')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='surveys.reportrun', verbose_name='pembuatan')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='unit kerja')),
                ('report', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.unitreport', verbose_name='laporan')),
            ],
            options={
                'verbose_name': 'laporan dalam pembuatan',
                'verbose_name_plural': 'laporan dalam pembuatan',
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['run', 'attempts', 'id'], name='report_task_waiting')],
                'constraints': [models.UniqueConstraint(fields=('run', 'unit'), name='report_task_unit_once', violation_error_message='Unit ini sudah ada dalam daftar.'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('report__isnull', True), ('state', 'waiting')), models.Q(('reason', ''), ('report__isnull', False), ('state', 'done')), models.Q(('report__isnull', True), ('state__in', ['passed_over', 'failed']), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='report_task_state_has_its_columns', violation_error_message='Yang selesai mempunyai laporan; yang dilewati atau gagal, sebabnya.')],
            },
        ),
        migrations.CreateModel(
            name='WaitingCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('response_id', models.BigIntegerField()),
                ('change', models.SmallIntegerField()),
            ],
            options={
                'verbose_name': 'koreksi menunggu rekap',
                'verbose_name_plural': 'koreksi menunggu rekap',
                'indexes': [models.Index(fields=['response_id'], name='correction_response')],
            },
        ),
        migrations.AddField(
            model_name='papersheet',
            name='corrects',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='surveys.papersheet', verbose_name='menggantikan'),
        ),
        migrations.AddField(
            model_name='papersheet',
            name='ended_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='papersheet',
            name='entered_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='papersheet',
            name='stack',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='surveys.paperstack', verbose_name='tumpukan'),
        ),
        migrations.AddField(
            model_name='setaside',
            name='released_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='setaside',
            name='unit',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='unit kerja'),
        ),
        migrations.AddField(
            model_name='trace',
            name='unit',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit'),
        ),
        migrations.AddConstraint(
            model_name='questionnaireversion',
            constraint=models.UniqueConstraint(fields=('questionnaire', 'number'), name='version_number_once'),
        ),
        migrations.AddConstraint(
            model_name='questionnaireversion',
            constraint=models.UniqueConstraint(condition=models.Q(('published_at__isnull', True)), fields=('questionnaire',), name='version_one_draft', violation_error_message='Kuesioner ini sudah mempunyai draf. Lanjutkan atau buang draf itu.'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('version', 'position'), name='item_position_once'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.UniqueConstraint(fields=('version', 'element'), name='item_element_once'),
        ),
        migrations.AddIndex(
            model_name='response',
            index=models.Index(fields=['unit', 'day'], name='response_unit_day'),
        ),
        migrations.AddIndex(
            model_name='response',
            index=models.Index(condition=models.Q(('device__isnull', False)), fields=['device', 'day'], name='response_device_day'),
        ),
        migrations.AddIndex(
            model_name='response',
            index=models.Index(condition=models.Q(('comment', ''), _negated=True), fields=['unit', '-day', '-id'], name='response_comments'),
        ),
        migrations.AddIndex(
            model_name='response',
            index=models.Index(condition=models.Q(('own_version__isnull', False)), fields=['own_version', 'id'], name='response_own'),
        ),
        migrations.AddConstraint(
            model_name='response',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('channel', 'import'), ('imported_file__isnull', False)), models.Q(models.Q(('channel', 'import'), _negated=True), ('imported_file__isnull', True)), _connector='OR'), name='response_import_has_file', violation_error_message='Jawaban dari berkas harus menyebut berkasnya.'),
        ),
        migrations.AddConstraint(
            model_name='response',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('device__isnull', True), ('device_clock_at__isnull', True)), models.Q(('channel__in', ['kiosk', 'offline']), ('device_clock_at__isnull', False), ('submitted_at__lte', models.F('received_at'))), _connector='OR'), name='response_device_has_its_channel', violation_error_message='Hanya jawaban layar atau tablet yang berasal dari perangkat terdaftar.'),
        ),
        migrations.AddConstraint(
            model_name='response',
            constraint=models.CheckConstraint(condition=models.Q(('extras', {}), models.Q(('own_version__isnull', False), surveys.models.answers.ExtrasFit('extras')), _connector='OR'), name='response_extras_fit', violation_error_message='Jawaban pertanyaan unit tidak cocok dengan pertanyaannya.'),
        ),
        migrations.AddConstraint(
            model_name='population',
            constraint=models.UniqueConstraint(fields=('unit', 'period', 'service'), name='population_once', nulls_distinct=False, violation_error_message='Jumlah pengguna layanan untuk periode ini sudah diisi; ubah yang sudah ada.'),
        ),
        migrations.AddConstraint(
            model_name='importedfile',
            constraint=models.UniqueConstraint(condition=models.Q(('answers_digest', ''), _negated=True), fields=('unit', 'period', 'answers_digest'), name='imported_answers_once', violation_error_message='Jawaban yang sama persis sudah pernah dimasukkan untuk unit dan periode ini, dari berkas lain.'),
        ),
        migrations.AddConstraint(
            model_name='papersheet',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('stack', 'number'), name='paper_sheet_number_once', violation_error_message='Nomor lembar ini sudah ada di tumpukan ini. Periksa nomornya, atau koreksi lembar yang lama.'),
        ),
        migrations.AddConstraint(
            model_name='papersheet',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True), ('why', '')), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False), models.Q(('why', ''), _negated=True)), _connector='OR'), name='paper_sheet_end_whole', violation_error_message='Koreksi memerlukan sebab, waktu, dan siapa yang mengoreksi.'),
        ),
        migrations.AddIndex(
            model_name='setaside',
            index=models.Index(fields=['unit', 'day'], name='set_aside_unit_day'),
        ),
        migrations.AddConstraint(
            model_name='setaside',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('release_reason', ''), ('released_at__isnull', True), ('released_by__isnull', True)), models.Q(('released_at__gte', models.F('at')), ('released_at__isnull', False), models.Q(('release_reason', ''), _negated=True)), _connector='OR'), name='set_aside_release_whole', violation_error_message='Jawaban yang dihitung kembali memerlukan alasan.'),
        ),
        migrations.AddIndex(
            model_name='trace',
            index=models.Index(fields=['day', 'unit'], name='trace_day_unit'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='complaintstep',
            trigger=pgtrigger.compiler.Trigger(name='complaint_steps_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='66c357d93e5853ed76ee1871bc1e4a2b916e5a97', operation='UPDATE OR DELETE', pgid='pgtrigger_complaint_steps_kept_d3370', table='surveys_complaintstep', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='improvementplan',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_improvementplanevent" ("action", "done_on", "due_on", "element_id", "evidence", "evidence_file_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "responsible", "starts_on", "unit_id") VALUES (NEW."action", NEW."done_on", NEW."due_on", NEW."element_id", NEW."evidence", NEW."evidence_file_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."responsible", NEW."starts_on", NEW."unit_id"); RETURN NULL;', hash='b2695d247919ac1d075f21c6bb370ae20aa7c7f8', operation='INSERT', pgid='pgtrigger_insert_insert_4212e', table='surveys_improvementplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='improvementplan',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "surveys_improvementplanevent" ("action", "done_on", "due_on", "element_id", "evidence", "evidence_file_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "responsible", "starts_on", "unit_id") VALUES (NEW."action", NEW."done_on", NEW."due_on", NEW."element_id", NEW."evidence", NEW."evidence_file_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."responsible", NEW."starts_on", NEW."unit_id"); RETURN NULL;', hash='0c3585efb1dc4decc0adaad69f2e4664ade9ee76', operation='UPDATE', pgid='pgtrigger_update_update_bbe52', table='surveys_improvementplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='itemwording',
            trigger=pgtrigger.compiler.Trigger(name='wording_of_published_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NEW; END IF;\n            IF EXISTS (\n                SELECT 1 FROM surveys_questionnaireversion\n                WHERE id = (SELECT version_id FROM surveys_item WHERE id = OLD.item_id) AND published_at IS NOT NULL FOR SHARE\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'wording_of_published_kept',\n                    MESSAGE = 'Versi kuesioner yang sudah diterbitkan tidak dapat diubah; buat versi baru.';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; ELSE RETURN NEW; END IF;\n        ", hash='203d9090d2fd556d26e6cc0598f755076378471f', operation='UPDATE OR DELETE', pgid='pgtrigger_wording_of_published_kept_64068', table='surveys_itemwording', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownversion',
            trigger=pgtrigger.compiler.Trigger(name='published_own_version_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NEW; END IF;\n            IF EXISTS (\n                SELECT 1 FROM surveys_ownversion\n                WHERE id = OLD.id AND published_at IS NOT NULL FOR SHARE\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'published_own_version_kept',\n                    MESSAGE = 'Versi kuesioner yang sudah diterbitkan tidak dapat diubah; buat versi baru.';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; ELSE RETURN NEW; END IF;\n        ", hash='cef9f81527d7767416fb3cb407e0ee7fe1e100b0', operation='UPDATE OR DELETE', pgid='pgtrigger_published_own_version_kept_5bfe4', table='surveys_ownversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownquestion',
            trigger=pgtrigger.compiler.Trigger(name='own_question_of_published_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NEW; END IF;\n            IF EXISTS (\n                SELECT 1 FROM surveys_ownversion\n                WHERE id = OLD.version_id AND published_at IS NOT NULL FOR SHARE\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'own_question_of_published_kept',\n                    MESSAGE = 'Versi kuesioner yang sudah diterbitkan tidak dapat diubah; buat versi baru.';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; ELSE RETURN NEW; END IF;\n        ", hash='8fc808f11ca082cc3b1a7ca2064448746d60d2c8', operation='UPDATE OR DELETE', pgid='pgtrigger_own_question_of_published_kept_583c6', table='surveys_ownquestion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownquestion',
            trigger=pgtrigger.compiler.Trigger(name='own_question_only_in_draft', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF EXISTS (\n    SELECT 1 FROM surveys_ownversion WHERE id = NEW.version_id AND published_at IS NOT NULL FOR SHARE\n) THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'own_question_of_published_kept',\n        MESSAGE = 'Versi kuesioner yang sudah diterbitkan tidak dapat diubah; buat versi baru.';\nEND IF;\nRETURN NEW;\n", hash='b8c687a7806137fcc92191429a8b2a2bc7660bb1', operation='INSERT', pgid='pgtrigger_own_question_only_in_draft_040ef', table='surveys_ownquestion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownwording',
            trigger=pgtrigger.compiler.Trigger(name='own_wording_of_published_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NEW; END IF;\n            IF EXISTS (\n                SELECT 1 FROM surveys_ownversion\n                WHERE id = (SELECT version_id FROM surveys_ownquestion WHERE id = OLD.question_id) AND published_at IS NOT NULL FOR SHARE\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'own_wording_of_published_kept',\n                    MESSAGE = 'Versi kuesioner yang sudah diterbitkan tidak dapat diubah; buat versi baru.';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; ELSE RETURN NEW; END IF;\n        ", hash='a5259928ec8e37119a3313e8da67acccbe7d26f5', operation='UPDATE OR DELETE', pgid='pgtrigger_own_wording_of_published_kept_93b69', table='surveys_ownwording', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownwording',
            trigger=pgtrigger.compiler.Trigger(name='own_wording_fits', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NOT EXISTS (\n    SELECT 1 FROM surveys_ownquestion WHERE id = NEW.question_id AND option_count = cardinality(NEW.options)\n) THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'own_wording_fits',\n        MESSAGE = 'Banyaknya pilihan harus sama dalam setiap bahasa.';\nEND IF;\nRETURN NEW;\n", hash='f02e52ae55cb8cfdcac11f6b49932f73bd0fbc61', operation='INSERT OR UPDATE', pgid='pgtrigger_own_wording_fits_cdec6', table='surveys_ownwording', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hiddencomment',
            trigger=pgtrigger.compiler.Trigger(name='hidden_comment_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='16ba0b8899fe093327bf4bb80d67a00d955477e4', operation='DELETE', pgid='pgtrigger_hidden_comment_kept_24299', table='surveys_hiddencomment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hiddencomment',
            trigger=pgtrigger.compiler.Trigger(name='shown_comment_is_final', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.shown_at IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='d9cece9749c4c9db937c87a21416b8f756553d2b', operation='UPDATE', pgid='pgtrigger_shown_comment_is_final_93fa3', table='surveys_hiddencomment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publication',
            trigger=pgtrigger.compiler.Trigger(name='publication_is_final', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2569809e0106c90ce8e197c7a2b459f9c852062b', operation='UPDATE OR DELETE', pgid='pgtrigger_publication_is_final_7880f', table='surveys_publication', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='builderchange',
            trigger=pgtrigger.compiler.Trigger(name='builder_changes_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c7bd6241a88a8ffa544c473b47acc0801fd29480', operation='UPDATE OR DELETE', pgid='pgtrigger_builder_changes_kept_d24cf', table='surveys_builderchange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='questionnaireversion',
            trigger=pgtrigger.compiler.Trigger(name='published_version_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NEW; END IF;\n            IF EXISTS (\n                SELECT 1 FROM surveys_questionnaireversion\n                WHERE id = OLD.id AND published_at IS NOT NULL FOR SHARE\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'published_version_kept',\n                    MESSAGE = 'Versi kuesioner yang sudah diterbitkan tidak dapat diubah; buat versi baru.';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; ELSE RETURN NEW; END IF;\n        ", hash='0e5bfba3e3db0753ff016b959f0e63065cac23f2', operation='UPDATE OR DELETE', pgid='pgtrigger_published_version_kept_1cf59', table='surveys_questionnaireversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='questionnaireversion',
            trigger=pgtrigger.compiler.Trigger(name='published_version_complete', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."published_at" IS NOT NULL)', constraint='CONSTRAINT', func="\nIF NOT EXISTS (\n    SELECT 1 FROM surveys_item WHERE version_id = NEW.id\n    HAVING count(*) = NEW.item_count AND max(position) = NEW.item_count\n) THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'version_published_complete',\n        MESSAGE = 'Jumlah butir tidak sama dengan yang akan diterbitkan.';\nEND IF;\nRETURN NEW;\n", hash='fdfc4d27c5980120c20869b5c76907fc735cd7ec', operation='INSERT OR UPDATE', pgid='pgtrigger_published_version_complete_52f9c', table='surveys_questionnaireversion', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='item',
            trigger=pgtrigger.compiler.Trigger(name='item_of_published_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NEW; END IF;\n            IF EXISTS (\n                SELECT 1 FROM surveys_questionnaireversion\n                WHERE id = OLD.version_id AND published_at IS NOT NULL FOR SHARE\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'item_of_published_kept',\n                    MESSAGE = 'Versi kuesioner yang sudah diterbitkan tidak dapat diubah; buat versi baru.';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; ELSE RETURN NEW; END IF;\n        ", hash='319d3aec3534429766413b4a9b7f0b8d9f3761a4', operation='UPDATE OR DELETE', pgid='pgtrigger_item_of_published_kept_362c3', table='surveys_item', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='item',
            trigger=pgtrigger.compiler.Trigger(name='item_within_published', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF EXISTS (\n    SELECT 1 FROM surveys_questionnaireversion\n    WHERE id = NEW.version_id AND NEW.position > item_count FOR SHARE\n) THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'item_of_published_kept',\n        MESSAGE = 'Versi kuesioner yang sudah diterbitkan tidak dapat diubah; buat versi baru.';\nEND IF;\nRETURN NEW;\n", hash='cf6e7a94cc3c4474044d8c8470329ce2ccbc703d', operation='INSERT', pgid='pgtrigger_item_within_published_ce913', table='surveys_item', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='item',
            trigger=pgtrigger.compiler.Trigger(name='item_of_own_questionnaire', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NOT EXISTS (\n    SELECT 1 FROM surveys_questionnaireversion v JOIN surveys_element e ON e.questionnaire_id = v.questionnaire_id\n    WHERE v.id = NEW.version_id AND e.id = NEW.element_id\n) THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'item_of_own_questionnaire',\n        MESSAGE = 'Unsur ini milik kuesioner lain.';\nEND IF;\nRETURN NEW;\n", hash='d77f4b558d7fd4e2b5313635fd5713a0177a03b1', operation='INSERT OR UPDATE', pgid='pgtrigger_item_of_own_questionnaire_80129', table='surveys_item', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='service',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_serviceevent" ("also_called", "closes_at", "code", "ends_on", "id", "name", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "unit_id") VALUES (NEW."also_called", NEW."closes_at", NEW."code", NEW."ends_on", NEW."id", NEW."name", NEW."opens_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."starts_on", NEW."unit_id"); RETURN NULL;', hash='a7b662e3eac40db5b4bb93f77cf2b231ed7f2132', operation='INSERT', pgid='pgtrigger_insert_insert_34e4f', table='surveys_service', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='service',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "surveys_serviceevent" ("also_called", "closes_at", "code", "ends_on", "id", "name", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "unit_id") VALUES (NEW."also_called", NEW."closes_at", NEW."code", NEW."ends_on", NEW."id", NEW."name", NEW."opens_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."starts_on", NEW."unit_id"); RETURN NULL;', hash='9e623889d17c05994e5e9e9327c767932dfe2720', operation='UPDATE', pgid='pgtrigger_update_update_0d8c5', table='surveys_service', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='response',
            trigger=pgtrigger.compiler.Trigger(name='answers_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c6819199dc519adbf9cb476feba0f1c8e1d0fedd', operation='UPDATE OR DELETE', pgid='pgtrigger_answers_kept_d672e', table='surveys_response', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='response',
            trigger=pgtrigger.compiler.Trigger(name='answers_wait_for_rollup', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO surveys_waitingresponse (response_id) SELECT id FROM new_rows; RETURN NULL;', hash='8f44ce31338bd2eb89cd5a77aea851df8b08dc93', level='STATEMENT', operation='INSERT', pgid='pgtrigger_answers_wait_for_rollup_fd4c1', referencing='REFERENCING NEW TABLE AS new_rows ', table='surveys_response', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=pgtrigger.compiler.Trigger(name='invitation_spent_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.is_spent)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='ff7c3f017cb1f23475b4fee500f668b249a884c6', operation='UPDATE', pgid='pgtrigger_invitation_spent_once_84c03', table='surveys_invitation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='device',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_deviceevent" ("kind", "name", "paired_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revocation", "revoked_at", "revoked_by_id", "service_id", "unit_id") VALUES (NEW."kind", NEW."name", NEW."paired_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revocation", NEW."revoked_at", NEW."revoked_by_id", NEW."service_id", NEW."unit_id"); RETURN NULL;', hash='6b38b1fecb2458a428540bb56e3674acacbb755e', operation='INSERT', pgid='pgtrigger_insert_insert_c159e', table='surveys_device', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='device',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."paired_at" IS DISTINCT FROM (NEW."paired_at") OR OLD."revocation" IS DISTINCT FROM (NEW."revocation") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."revoked_by_id" IS DISTINCT FROM (NEW."revoked_by_id") OR OLD."service_id" IS DISTINCT FROM (NEW."service_id") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id"))', func='INSERT INTO "surveys_deviceevent" ("kind", "name", "paired_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revocation", "revoked_at", "revoked_by_id", "service_id", "unit_id") VALUES (NEW."kind", NEW."name", NEW."paired_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revocation", NEW."revoked_at", NEW."revoked_by_id", NEW."service_id", NEW."unit_id"); RETURN NULL;', hash='ddb1af2bbf3d0ca11c38047a77b4d47662fe2385', operation='UPDATE', pgid='pgtrigger_update_update_31f9e', table='surveys_device', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='complaint',
            trigger=pgtrigger.compiler.Trigger(name='complaint_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='52f27b06260bef685dad4ad4ee566cfc33d1bd30', operation='DELETE', pgid='pgtrigger_complaint_kept_610dc', table='surveys_complaint', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='population',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_populationevent" ("entered_at", "entered_by_id", "id", "period_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "service_id", "source", "stated_target", "unit_id", "users") VALUES (NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."period_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."service_id", NEW."source", NEW."stated_target", NEW."unit_id", NEW."users"); RETURN NULL;', hash='028766dcf7f813526da9d0345d54bcab9d2ce9a7', operation='INSERT', pgid='pgtrigger_insert_insert_33611', table='surveys_population', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='population',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "surveys_populationevent" ("entered_at", "entered_by_id", "id", "period_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "service_id", "source", "stated_target", "unit_id", "users") VALUES (NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."period_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."service_id", NEW."source", NEW."stated_target", NEW."unit_id", NEW."users"); RETURN NULL;', hash='1457a54093c915b9b3d4c92198c495cdb7fd75a5', operation='UPDATE', pgid='pgtrigger_update_update_b0b0c', table='surveys_population', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitreport',
            trigger=pgtrigger.compiler.Trigger(name='unit_report_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4e51a4f9b3eaeae86c0d6a90077cec75d60ea9ef', operation='UPDATE OR DELETE', pgid='pgtrigger_unit_report_kept_35697', table='surveys_unitreport', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='papersheet',
            trigger=pgtrigger.compiler.Trigger(name='paper_sheet_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='57fab67bc309c49a57eeac149a777cb8eb13f7da', operation='DELETE', pgid='pgtrigger_paper_sheet_kept_ef693', table='surveys_papersheet', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='papersheet',
            trigger=pgtrigger.compiler.Trigger(name='paper_entry_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."response_id" IS DISTINCT FROM (NEW."response_id") OR OLD."stack_id" IS DISTINCT FROM (NEW."stack_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."entered_at" IS DISTINCT FROM (NEW."entered_at") OR OLD."corrects_id" IS DISTINCT FROM (NEW."corrects_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='5fc506b290fad102189e3102a73af7e33a3eca0a', operation='UPDATE', pgid='pgtrigger_paper_entry_kept_705ea', table='surveys_papersheet', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='papersheet',
            trigger=pgtrigger.compiler.Trigger(name='paper_end_is_final', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.ended_at IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='1330a491fa3c4481240851ec2b60bbfdbb7ae7e7', operation='UPDATE', pgid='pgtrigger_paper_end_is_final_2f369', table='surveys_papersheet', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='setaside',
            trigger=pgtrigger.compiler.Trigger(name='set_aside_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='f70e0d99f67d377d35674c95b15e584701118d02', operation='DELETE', pgid='pgtrigger_set_aside_kept_86b20', table='surveys_setaside', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='setaside',
            trigger=pgtrigger.compiler.Trigger(name='set_aside_leaves_rollup', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO surveys_waitingcorrection (response_id, change) VALUES (NEW.response_id, -1); RETURN NULL;', hash='9fe1e7508ad53bc8b25ccd07763a789fea2a7ce8', operation='INSERT', pgid='pgtrigger_set_aside_leaves_rollup_e9662', table='surveys_setaside', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='setaside',
            trigger=pgtrigger.compiler.Trigger(name='released_returns_to_rollup', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.released_at IS NULL AND NEW.released_at IS NOT NULL)', func='INSERT INTO surveys_waitingcorrection (response_id, change) VALUES (NEW.response_id, 1); RETURN NULL;', hash='dc464a2c38b5541581d4cee3881e18ac3a4b7c00', operation='UPDATE OF "released_at"', pgid='pgtrigger_released_returns_to_rollup_81a75', table='surveys_setaside', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='setaside',
            trigger=pgtrigger.compiler.Trigger(name='release_is_final', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.released_at IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='db576aa9423c111278bc811f6a66e11c8aec2946', operation='UPDATE', pgid='pgtrigger_release_is_final_c052a', table='surveys_setaside', when='BEFORE')),
        ),
    ]
