"""Publishing finished periods: frozen, checkable, in versions, and safe against subtracting one from another.

Other families ask `surveys.publications.published`: `publication_of(scope, span)` and `accepts_late(span, today)`.
"""
