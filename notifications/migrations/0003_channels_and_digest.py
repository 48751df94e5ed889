"""Messages wait for a digest, carry invitations and name what they speak of; gateways need no migration."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0002_message_link'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='message',
            name='message_sent_is_over',
        ),
        migrations.RemoveConstraint(
            model_name='message',
            name='message_in_app_is_never_sent',
        ),
        migrations.RemoveIndex(
            model_name='message',
            name='message_due',
        ),
        migrations.AddField(
            model_name='message',
            name='about',
            field=models.CharField(blank=True, default='', max_length=60, verbose_name='tentang'),
        ),
        migrations.AddField(
            model_name='message',
            name='calendar',
            field=models.TextField(blank=True, default='', verbose_name='undangan kalender'),
        ),
        migrations.AddField(
            model_name='message',
            name='digest',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='gathered', to='notifications.message'),
        ),
        migrations.AddField(
            model_name='preference',
            name='pace',
            field=models.CharField(choices=[('at_once', 'Segera, satu surel untuk setiap kabar'), ('daily', 'Satu rangkuman setiap hari'), ('in_site', 'Hanya di situs ini')], default='at_once', max_length=10, verbose_name='kapan'),
        ),
        # Who wanted no mail still wants none.
        migrations.RunSQL(
            "UPDATE notifications_preference SET pace = 'in_site' WHERE NOT by_email",
            "UPDATE notifications_preference SET by_email = (pace <> 'in_site')",
        ),
        migrations.RemoveField(
            model_name='preference',
            name='by_email',
        ),
        migrations.AddField(
            model_name='sentmail',
            name='calendar',
            field=models.TextField(blank=True, default='', verbose_name='undangan kalender'),
        ),
        migrations.AlterField(
            model_name='message',
            name='channel',
            field=models.CharField(max_length=20, verbose_name='saluran'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('sent_at__isnull', True), ('withdrawn_at__isnull', True), models.Q(('channel__in', ['digest', 'in_app']), _negated=True)), fields=['next_attempt_at', 'id'], name='message_due'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('about', ''), _negated=True), fields=['about', '-created_at'], name='message_about'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('channel', 'digest'), ('digest__isnull', True), ('read_at__isnull', True), ('withdrawn_at__isnull', True)), fields=['to', 'not_before'], name='message_for_digest'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), models.Q(('claim__isnull', True), ('withdrawn_at__isnull', True), models.Q(('channel__in', ['digest', 'in_app']), _negated=True)), _connector='OR'), name='message_sent_is_over', violation_error_message='Pesan yang terkirim tidak ditarik dan tidak sedang dikirim.'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('channel__in', ['digest', 'in_app']), _negated=True), models.Q(('attempts', 0), ('claim__isnull', True)), _connector='OR'), name='message_in_app_is_never_sent', violation_error_message='Pesan tanpa surel sendiri tidak dikirim.'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('digest__isnull', True), ('channel', 'digest'), _connector='OR'), name='message_gathered_waited_for_it', violation_error_message='Hanya pesan yang menunggu rangkuman masuk ke dalamnya.'),
        ),
        migrations.AddConstraint(
            model_name='preference',
            constraint=models.CheckConstraint(condition=models.Q(('pace__in', ['at_once', 'daily', 'in_site'])), name='preference_pace_known', violation_error_message='Pilih salah satu cara menerima pesan.'),
        ),
    ]
