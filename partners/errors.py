"""The refusals of this room; each carries the sentence that a person reads."""

from pembinaan.base.errors import DomainError


class PartnerError(DomainError):
    """A partner, a contact or an instructor cannot be kept like this."""


class AgreementError(DomainError):
    """An agreement cannot be kept like this."""


class StaffError(DomainError):
    """Somebody cannot become, or stop being, a partner's staff like this."""
