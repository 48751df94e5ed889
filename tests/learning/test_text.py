"""A lesson's text becomes plain, safe HTML."""

import pytest

from learning.text import to_html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Satu\nDua\r\n\r\nTiga", "<p>Satu<br>Dua</p>\n<p>Tiga</p>"),
        ("## Judul", "<h2>Judul</h2>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("**tebal** & biasa", "<p><strong>tebal</strong> &amp; biasa</p>"),
        ('<script>x</script> **<img onerror="x">**',
         "<p>&lt;script&gt;x&lt;/script&gt; <strong>&lt;img onerror=&quot;x&quot;&gt;</strong></p>"),
        ("", ""),
    ],
)  # fmt: skip
def test_text_becomes_html(text: str, expected: str) -> None:
    assert to_html(text) == expected
