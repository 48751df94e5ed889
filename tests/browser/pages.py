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
]
