"""The pages that the browser walks, by who walks them. Add yours here: (who, address).

`who` is an attribute of the cast, or "citizen" for somebody who has not signed in.
"""

PAGES: list[tuple[str, str]] = [
    ("citizen", "/"),
    ("citizen", "/akun/login/"),
    ("citizen", "/akun/password/reset/"),
    ("citizen", "/akun/inactive/"),
    ("employee", "/gaya/"),
    ("employee", "/akun/2fa/"),
    ("employee", "/akun/password/change/"),
    ("employee", "/akun/logout/"),
    ("hr", "/gaya/"),
    ("citizen", "/s/153/"),
    ("citizen", "/en/s/153/"),
    ("citizen", "/s/153/terima-kasih/"),
    ("citizen", "/unit/153/"),
    ("citizen", "/sektor/health/"),
    ("citizen", "/kota/"),
    ("citizen", "/metode/"),
]
