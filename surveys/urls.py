"""Addresses of the surveys room. /s/… and /unit/… are printed on posters: they never change."""

from datetime import date

from django.urls import URLPattern, include, path, register_converter

from surveys import doubt_views, survey_views, views
from surveys.complaints import citizen_views as complaining


class DayConverter:
    """A day in an address, as 2026-03-31."""

    regex = r"\d{4}-\d\d-\d\d"

    def to_python(self, value: str) -> date:
        """The day; a ValueError means that there is no such page."""
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        """The day as the address writes it."""
        return str(value)


register_converter(DayConverter, "day")


def survey_addresses(language: str) -> list[URLPattern]:
    """The survey's addresses in one language; Indonesian has no prefix."""
    prefix, suffix = ("", "") if language == "id" else (f"{language}/", f"_{language}")
    options = {"language": language}
    return [
        path(f"{prefix}s/<str:unit_code>/", survey_views.survey, options, name=f"survey{suffix}"),
        path(f"{prefix}s/<str:unit_code>/terima-kasih/", survey_views.thanks, options, name=f"survey_thanks{suffix}"),
        path(f"{prefix}s/<str:unit_code>/pengaduan/", complaining.complain, options, name=f"complain{suffix}"),
        path(f"{prefix}pengaduan/", complaining.complaint_state, options, name=f"complaint_state{suffix}"),
        path(
            f"{prefix}s/<str:unit_code>/<slug:service_code>/",
            survey_views.survey,
            options,
            name=f"survey_service{suffix}",
        ),
        path(
            f"{prefix}s/<str:unit_code>/k/<slug:questionnaire>/",
            survey_views.survey,
            options,
            name=f"survey_other{suffix}",
        ),
        path(
            f"{prefix}s/<str:unit_code>/k/<slug:questionnaire>/terima-kasih/",
            survey_views.thanks,
            options,
            name=f"survey_other_thanks{suffix}",
        ),
    ]


urlpatterns = [
    *survey_addresses("id"),
    *survey_addresses("en"),
    *survey_addresses("ms"),
    path("unit/<str:unit_code>/", views.unit, name="unit"),
    path("unit/<str:unit_code>/qr.svg", views.unit_qr, name="unit_qr"),
    path("sektor/<slug:code>/", views.sector, name="sector"),
    path("kota/", views.city, name="city"),
    path("metode/", views.method, name="method"),
    path("kelola/jawaban-disisihkan/", doubt_views.set_aside, name="set_aside"),
    path(
        "kelola/jawaban-disisihkan/<str:unit_code>/<day:day>/<slug:reason>/",
        doubt_views.release_answers,
        name="release_answers",
    ),
    path("", include("surveys.publications.urls")),
    path("", include("surveys.paper.urls")),
    path("", include("surveys.files.urls")),
    path("", include("surveys.invitations.urls")),
    path("", include("surveys.complaints.urls")),
    path("", include("surveys.posters.urls")),
    path("", include("surveys.devices.urls")),
    path("", include("surveys.questionnaires.urls")),
    path("", include("surveys.reporting.urls")),
    # Last: it has addresses that take any word.
    path("", include("surveys.office.urls")),
]
