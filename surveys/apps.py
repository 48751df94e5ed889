"""Application: the citizens' survey and the index; stands alone."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    """The citizens' survey and the index; stands alone."""

    name = "surveys"
    verbose_name = _("Survei kepuasan")

    def ready(self) -> None:
        """Tell the worker how this room's long jobs are done."""
        from surveys.files import import_tasks  # noqa: PLC0415  needs the models
        from surveys.posters import printing  # noqa: PLC0415
        from surveys.publications import batch  # noqa: PLC0415
        from surveys.reporting import runs  # noqa: PLC0415

        batch.register()
        import_tasks.register()
        printing.register()
        runs.register()
