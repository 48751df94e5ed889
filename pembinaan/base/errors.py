"""The root of the errors that a use case raises."""


class DomainError(Exception):
    """A use case refused; the message tells a person what happened and what to do next."""

    @property
    def message(self) -> str:
        """The sentence to show, in the reader's language."""
        return str(self)
