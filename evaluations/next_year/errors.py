"""What the use cases of next year's plan raise."""

from pembinaan.base.errors import DomainError


class NextYearError(DomainError):
    """A proposal from the evaluation, or a step of an order by lot, was refused."""
