"""Addresses of reactions."""

from django.urls import path, re_path

from evaluations.reaction import totals_views, views

urlpatterns = [
    path("", views.reactions, name="reactions"),
    re_path(r"^jumlah/(?P<about>program|mitra|pengajar)/$", totals_views.reaction_totals, name="reaction_totals"),
    re_path(
        r"^jumlah/(?P<about>program|mitra|pengajar)/(?P<key>[0-9]{1,9})/$",
        totals_views.reaction_total,
        name="reaction_total",
    ),
    path("<int:batch>/", views.reaction, name="reaction"),
    path("<int:batch>/hasil/", views.reaction_results, name="reaction_results"),
]
