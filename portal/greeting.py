"""How the house says hello."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

TITLES = {"dr", "drs", "dra", "ir", "prof", "hj", "h", "ns", "apt"}


def greeting(now: datetime, name: str) -> str:
    """Greet by the part of the city's day and by the name people are called by: Selamat pagi, Siti."""
    hour = timezone.localtime(now, timezone.get_default_timezone()).hour
    hello = _("Selamat malam")
    for until, words in ((11, _("Selamat pagi")), (15, _("Selamat siang")), (18, _("Selamat sore"))):
        if 4 <= hour < until:
            hello = words
            break
    return f"{hello}, {first_name(name)}"


def first_name(name: str) -> str:
    """The first word of a name that is not an academic or religious title."""
    words = [word for word in name.replace(",", " ").split() if word.rstrip(".").lower() not in TITLES]
    return words[0] if words else name
