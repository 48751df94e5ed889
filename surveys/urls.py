"""Addresses of the surveys room. /s/… and /unit/… are printed on posters: they never change."""

from django.urls import URLPattern, path

from surveys import survey_views, views


def survey_addresses(language: str) -> list[URLPattern]:
    """The survey's addresses in one language; Indonesian has no prefix."""
    prefix, suffix = ("", "") if language == "id" else (f"{language}/", f"_{language}")
    options = {"language": language}
    return [
        path(f"{prefix}s/<str:unit_code>/", survey_views.survey, options, name=f"survey{suffix}"),
        path(f"{prefix}s/<str:unit_code>/terima-kasih/", survey_views.thanks, options, name=f"survey_thanks{suffix}"),
        path(
            f"{prefix}s/<str:unit_code>/<slug:service_code>/",
            survey_views.survey,
            options,
            name=f"survey_service{suffix}",
        ),
    ]


urlpatterns = [
    *survey_addresses("id"),
    *survey_addresses("en"),
    path("unit/<str:unit_code>/", views.unit, name="unit"),
    path("unit/<str:unit_code>/qr.svg", views.unit_qr, name="unit_qr"),
    path("sektor/<slug:code>/", views.sector, name="sector"),
    path("kota/", views.city, name="city"),
    path("metode/", views.method, name="method"),
]
