"""Addresses of orders of roll-out by lot."""

from django.urls import path

from evaluations.next_year import rollout_views as views

urlpatterns = [
    path("", views.rollouts, name="rollouts"),
    path("baru/", views.new_rollout, name="new_rollout"),
    path("<int:order_id>/", views.rollout, name="rollout"),
    path("<int:order_id>/daftar.csv", views.rollout_listing, name="rollout_listing"),
    path("<int:order_id>/catat/", views.record_rollout_value, name="rollout_value"),
    path("<int:order_id>/undi/", views.draw_rollout, name="rollout_draw"),
    path("<int:order_id>/batal/", views.withdraw_rollout, name="rollout_withdraw"),
]
