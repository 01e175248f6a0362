"""The published rubrics are laid out as `rubric fmt` does it."""

from pathlib import Path

import pytest

from rubric_dsl import resources
from rubric_dsl.rewriting import format_text


@pytest.mark.parametrize(
    "path", sorted(resources.folder("rubrics").rglob("*.rubric")), ids=lambda path: path.name
)
def test_published_rubric_is_laid_out(path: Path) -> None:
    text = path.read_text("utf-8")
    assert format_text(text, path.name) == text
