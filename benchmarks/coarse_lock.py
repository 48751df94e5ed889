"""The site with one coarse lock: the batch's row is held from the first look at an application to its end."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from programs import locks  # noqa: E402  after the settings
from programs.applications import enrollment  # noqa: E402  after the settings


def _hold_from_the_start(batch_id: int) -> str:
    state: str = locks.hold_batch(batch_id, ending=True).state
    return state


setattr(enrollment, "keep_running", _hold_from_the_start)  # noqa: B010  mypy knows that modules export no such name
