"""Addresses of tests before and after a training."""

from django.urls import path

from evaluations.knowledge import building_views, result_views, taking_views
from evaluations.models import RoundKind

_PROGRAM = "program/<slug:code>/"

urlpatterns = [
    path("", building_views.knowledge_tests, name="knowledge_tests"),
    path("saya/", taking_views.knowledge_mine, name="knowledge_mine"),
    path("hasil/", result_views.knowledge_results, name="knowledge_results"),
    path("hasil/<int:batch>/", result_views.knowledge_result, name="knowledge_result"),
    path("hasil/<slug:code>/", result_views.knowledge_program, name="knowledge_program"),
    path("contoh.xlsx", building_views.knowledge_template, name="knowledge_template"),
    path(_PROGRAM, building_views.knowledge_test, name="knowledge_test"),
    path(f"{_PROGRAM}mulai/", building_views.knowledge_open, name="knowledge_open"),
    path(f"{_PROGRAM}soal/", building_views.knowledge_question, name="knowledge_question_new"),
    path(f"{_PROGRAM}soal/<int:position>/", building_views.knowledge_question, name="knowledge_question"),
    path(f"{_PROGRAM}soal/<int:position>/pindah/", building_views.knowledge_move, name="knowledge_move"),
    path(f"{_PROGRAM}soal/<int:position>/hapus/", building_views.knowledge_remove, name="knowledge_remove"),
    path(f"{_PROGRAM}berkas/", building_views.knowledge_sheet, name="knowledge_sheet"),
    path(f"{_PROGRAM}pratinjau/", building_views.knowledge_preview, name="knowledge_preview"),
    path(f"{_PROGRAM}terbitkan/", building_views.knowledge_publish, name="knowledge_publish"),
    path(f"{_PROGRAM}versi-baru/", building_views.knowledge_new_version, name="knowledge_new_version"),
    path(f"{_PROGRAM}buang/", building_views.knowledge_discard, name="knowledge_discard"),
    path(f"{_PROGRAM}pakai/", building_views.knowledge_asked, name="knowledge_asked"),
    path("<int:batch>/", taking_views.knowledge_own, name="knowledge_own"),
    path("<int:batch>/awal/", taking_views.knowledge_take, {"kind": RoundKind.BEFORE}, name="knowledge_before"),
    path("<int:batch>/akhir/", taking_views.knowledge_take, {"kind": RoundKind.AFTER}, name="knowledge_after"),
]
