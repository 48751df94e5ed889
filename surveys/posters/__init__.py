"""Posters with a QR code: of one unit, of one service, of all at once."""
