"""QR codes as SVG without inline style, for pages and PDFs."""

import qrcode
from qrcode.image.svg import SvgPathImage


class _PlainPath(SvgPathImage):  # type: ignore[misc]
    """The path in black by attribute: a strict CSP forbids inline style."""

    QR_PATH_STYLE = {"fill": "#000000", "fill-opacity": "1", "fill-rule": "nonzero", "stroke": "none"}


def svg(text: str) -> str:
    """The QR code of `text` (an address) as an SVG element, error correction M, 4 modules of margin."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4, image_factory=_PlainPath)
    code.add_data(text)
    return str(code.make_image().to_string(encoding="unicode"))
