"""Addresses of questionnaires and units' own questions."""

from django.urls import path

from surveys.questionnaires import builder_views, own_views, results_views, version_views

VERSION = "kelola/kuesioner/<slug:code>/<int:number>/"
OWN = "kelola/survei/<str:unit_code>/pertanyaan/"

urlpatterns = [
    path("unit/<str:unit_code>/k/<slug:questionnaire>/", results_views.other_unit, name="other_unit"),
    path("kota/k/<slug:questionnaire>/", results_views.other_city, name="other_city"),
    path("kelola/kuesioner/", builder_views.questionnaires, name="questionnaires"),
    path("kelola/kuesioner-baru/", builder_views.new_questionnaire, name="new_questionnaire"),
    path("kelola/isian-responden/", builder_views.respondent_fields, name="respondent_fields"),
    path("kelola/kuesioner/<slug:code>/", builder_views.questionnaire, name="questionnaire"),
    path(
        "kelola/kuesioner/<slug:code>/pengaturan/", builder_views.questionnaire_settings, name="questionnaire_settings"
    ),
    path("kelola/kuesioner/<slug:code>/draf/", builder_views.new_draft, name="questionnaire_draft"),
    path(
        "kelola/kuesioner/<slug:code>/unsur/<slug:key>/",
        builder_views.move_shown_element,
        name="move_shown_element",
    ),
    path(VERSION, version_views.version, name="questionnaire_version"),
    path(f"{VERSION}pratinjau/", version_views.version_preview, name="questionnaire_preview"),
    path(f"{VERSION}terbit/", version_views.version_publish, name="questionnaire_publish"),
    path(f"{VERSION}buang/", version_views.version_discard, name="questionnaire_discard"),
    path(f"{VERSION}<int:position>/", version_views.item_wording, name="questionnaire_item"),
    path(f"{VERSION}<int:position>/pindah/", version_views.item_move, name="questionnaire_item_move"),
    path(f"{VERSION}<int:position>/hapus/", version_views.item_remove, name="questionnaire_item_remove"),
    path(OWN, own_views.own_questions, name="own_questions"),
    path(f"{OWN}draf/", own_views.own_draft, name="own_draft"),
    path(f"{OWN}<int:number>/", own_views.own_version, name="own_version"),
    path(f"{OWN}<int:number>/baru/", own_views.own_question, name="own_question_new"),
    path(f"{OWN}<int:number>/pratinjau/", own_views.own_preview, name="own_preview"),
    path(f"{OWN}<int:number>/terbit/", own_views.own_publish, name="own_publish"),
    path(f"{OWN}<int:number>/buang/", own_views.own_discard, name="own_discard"),
    path(f"{OWN}<int:number>/<int:position>/", own_views.own_question, name="own_question"),
    path(f"{OWN}<int:number>/<int:position>/pindah/", own_views.own_move, name="own_move"),
    path(f"{OWN}<int:number>/<int:position>/hapus/", own_views.own_remove, name="own_remove"),
    path(f"{OWN}<int:number>/<int:position>/tulisan/", own_views.own_texts, name="own_texts"),
]
