"""One-time links after a service: asked for by other systems, spent by one finished answer."""
