"""How forms are laid out when the page brings the form element itself."""

from crispy_forms.helper import FormHelper


def fields_only() -> FormHelper:
    """Crispy's fields without a form element and token: the page brings those, and its buttons."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper
