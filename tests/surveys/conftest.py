"""Fixtures of the surveys' tests."""

from hypothesis import settings

# A busy machine is no failure: properties are about results, not about time.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")
