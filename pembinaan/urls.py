"""Root addresses. Those that citizens hold in their hands (/s/, /unit/, /v/) never change."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from pembinaan.health import healthz

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    # First, because these are asked for most: an address is looked up in this order.
    path("", include("surveys.urls")),
    path("", include("portal.urls")),
    path("", include("people.urls")),
    path("", include("learning.urls")),
    path("", include("credentials.urls")),
    path("", include("evaluations.urls")),
    path("", include("rewards.urls")),
    path("", include("programs.urls")),
    path("", include("partners.urls")),
    path("", include("documents.urls")),
    path("", include("notifications.urls")),
    path("akun/", include("allauth.urls")),
    # It sets one harmless cookie; a token would force a cookie and a session onto every public page.
    path("bahasa/", csrf_exempt(login_not_required(set_language)), name="set_language"),
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
]
