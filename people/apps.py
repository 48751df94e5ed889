"""Application: accounts, employees, the unit tree in time, assignments, heads, roles."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """Accounts, employees, the unit tree in time, assignments, heads, roles."""

    name = "people"
    verbose_name = _("Kepegawaian")
