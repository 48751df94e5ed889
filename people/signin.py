"""The forms of signing in, as allauth asks for them."""

from allauth.account.forms import LoginForm, ResetPasswordForm

from people.activation import normalised
from people.models import Account


class SignInForm(LoginForm):
    """Sign in by NIP, written with or without spaces, by own id, or by address."""

    def clean_login(self) -> str:
        """The name as it is stored."""
        return normalised(self.cleaned_data["login"])


class ForgottenPasswordForm(ResetPasswordForm):
    """A way back for those who have a password; the first one comes only with a code on paper."""

    users: list[Account]

    def clean_email(self) -> str:
        """Leave out accounts that were never activated; the answer on the screen stays the same."""
        email: str = super().clean_email()
        self.users = [user for user in self.users if user.has_usable_password()]
        return email
