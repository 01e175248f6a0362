"""The two tutorials build one rubric: the same meaning, the same points."""

from pathlib import Path

import rubric_dsl as rd
from tests.docs.pages import DOCS, blocks
from tests.docs.running import Session


def _built(page: str, file: str, folder: Path) -> rd.Rubric:
    folder.mkdir()
    reading = Session(folder)
    for block in blocks(DOCS / page):
        if block.kind in ("file", "change"):
            list(reading.run(block))
    return rd.load(folder / file)


def test_tutorials_in_both_languages_mean_the_same(tmp_path: Path) -> None:
    english = _built("tutorial.md", "libraries.rubric", tmp_path / "en")
    chinese = _built("tutorial.zh.md", "libraries.zh.rubric", tmp_path / "zh")
    assert english.hash == chinese.hash


def test_tutorial_table_of_spellings_stands_in_the_files() -> None:
    english, chinese = ((DOCS / page).read_text("utf-8") for page in ("tutorial.md", "tutorial.zh.md"))
    section = english.split("## 8. ")[1].split("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| `")]
    assert len(rows) > 8
    for row in rows:
        en, zh = (" ".join(cell.strip(" `").split()) for cell in row)
        assert en.split("…")[0] in " ".join(english.split("## 8. ")[0].split()), en
        assert zh.split("…")[0].split(" “")[0].replace("评价表 ", "") in " ".join(chinese.split()), zh
