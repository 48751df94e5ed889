"""Addresses of paper, within a unit's survey office."""

from django.urls import path

from surveys.paper import entry_views, list_views

HERE = "kelola/survei/<str:unit_code>/kertas/"

urlpatterns = [
    path(HERE, entry_views.sheets_in, name="paper_entry"),
    path(f"{HERE}tumpukan-baru/", entry_views.new_stack, name="paper_new_stack"),
    path(f"{HERE}tumpukan/<int:number>/batal/", entry_views.undo, name="paper_undo"),
    path(f"{HERE}kuesioner.pdf", entry_views.blank, name="paper_blank"),
    path(f"{HERE}daftar/", list_views.sheets, name="paper_list"),
    path(f"{HERE}<int:sheet_id>/koreksi/", list_views.correct_sheet, name="paper_correct"),
    path(f"{HERE}<int:sheet_id>/tarik/", list_views.withdraw_sheet, name="paper_withdraw"),
]
