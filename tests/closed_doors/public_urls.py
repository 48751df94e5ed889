"""The written list of addresses that need no sign-in, by route name. Everything else refuses."""

PUBLIC = {
    "verify",
    "home",
    "healthz",
    "chart",
    "city_colors",
    "city_logo",
    "set_language",
    "activate",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_confirm_login_code",
    "mfa_authenticate",
}
