"""The refusals of this room; each carries the sentence that a person reads."""

from pembinaan.base.errors import DomainError


class EnrollmentError(DomainError):
    """An application, an approval, an offer or a cancellation is not possible."""


class BatchError(DomainError):
    """A batch cannot be made, changed, opened, closed, reopened or cancelled like this."""


class AttendanceError(DomainError):
    """Presence cannot be recorded like this."""


class ArrivalError(DomainError):
    """One's own arrival cannot be recorded now."""


class LetterError(DomainError):
    """A letter cannot be issued like this."""


class NeedError(DomainError):
    """A need cannot be stated like this."""


class ProgramError(DomainError):
    """A program cannot be kept like this."""


class DrawingError(DomainError):
    """A lot cannot be prepared, frozen or drawn, or seats cannot be given out, like this."""


class MaterialError(DomainError):
    """A material cannot be kept like this."""


class TeachingError(DomainError):
    """An instructor cannot stop teaching like this."""


class PlanError(DomainError):
    """A yearly plan, a proposal or a planned program cannot be kept or moved like this."""


class CostError(DomainError):
    """Money cannot be recorded or corrected like this."""
