"""Addresses of the notifications room."""

from django.urls import path

from notifications import views

urlpatterns = [
    path("pesan/", views.inbox, name="inbox"),
    path("pesan/dibaca/", views.read_all, name="inbox_read_all"),
    path("pesan/<int:message_id>/dibaca/", views.read_one, name="inbox_read"),
    path("pesan/pilihan/", views.preference, name="inbox_preference"),
    path("pesan/terkirim/", views.sent_mail, name="sent_mail"),
]
