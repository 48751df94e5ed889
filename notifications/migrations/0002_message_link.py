"""A message leads to the page that it speaks of."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Add the path of a message's page."""

    dependencies = [("notifications", "0001_initial")]

    operations = [
        migrations.AddField(
            "message",
            "link",
            models.CharField(blank=True, default="", max_length=200, verbose_name="halaman"),
        ),
        migrations.AddConstraint(
            "message",
            models.CheckConstraint(
                name="message_link_stays_here",
                condition=Q(link="") | Q(link__regex=r"^/[^/\s]\S*$"),
                violation_error_message="Halaman pesan adalah alamat di situs ini.",
            ),
        ),
    ]
