"""The linter itself works: an undefined variable in our own template is a failure."""

from pathlib import Path

import pytest
from django.template import Context, engines
from django.template.exceptions import TemplateSyntaxError


def test_an_undefined_variable_of_our_own_template_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = engines["django"].engine
    monkeypatch.setattr("tests.strict.OURS", tmp_path)
    monkeypatch.setattr(engine.template_loaders[0].loaders[0], "dirs", [tmp_path])
    (tmp_path / "broken.html").write_text("{% if nobody %}{% endif %}{{ nobody.knows }}")
    with pytest.raises(TemplateSyntaxError, match=r"broken.html: undefined variable nobody.knows"):
        engine.get_template("broken.html").render(Context({}))
