"""Addresses of giving seats by need and by lot."""

from django.urls import path

from programs.views import giving, lots, public_lots

urlpatterns = [
    path("kelola/angkatan/<int:batch_id>/bagikan/", giving.give_seats, name="hr_give_seats"),
    path("kelola/angkatan/<int:batch_id>/undian/", lots.hr_lot, name="hr_lot"),
    path("kelola/angkatan/<int:batch_id>/undian/siapkan/", lots.prepare, name="hr_lot_prepare"),
    path("kelola/angkatan/<int:batch_id>/undian/nilai/", lots.name_value, name="hr_lot_value"),
    path("kelola/angkatan/<int:batch_id>/undian/kunci/", lots.freeze, name="hr_lot_freeze"),
    path("kelola/angkatan/<int:batch_id>/undian/catat/", lots.record_value, name="hr_lot_record"),
    path("kelola/angkatan/<int:batch_id>/undian/undi/", lots.draw, name="hr_lot_draw"),
    path("undian/<int:lot_id>/", public_lots.shown, name="lot"),
    path("undian/<int:lot_id>/daftar.csv", public_lots.listing, name="lot_listing"),
    path("undian/<int:lot_id>/undian.json", public_lots.facts, name="lot_facts"),
]
