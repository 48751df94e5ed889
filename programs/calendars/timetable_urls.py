"""Addresses of timetables and calendars."""

from django.urls import path

from programs.views import calendars, timetable

urlpatterns = [
    path("kalender/", calendars.my_calendar, name="my_calendar"),
    path("kalender/hentikan/", calendars.stop_calendar, name="stop_calendar"),
    path("kalender/<str:secret>.ics", calendars.calendar_feed, name="calendar_feed"),
    path("kelola/jadwal/", timetable.rooms_week, name="rooms_week"),
    path("kelola/jadwal/pengajar/", timetable.instructors_week, name="instructors_week"),
    path("kelola/sesi/<int:session_id>/batal/", timetable.cancel_one, name="cancel_session"),
]
