"""Which files a rubric may name, and what is told of mistakes in them."""

from pathlib import Path

import pytest

import rubric_dsl as rd

INNER = "rubric inner-1\n  total 10\nmetrics\n  talks count\nit: 10 points\n  talks ≥ 8 → 10\n"


def outer(name: str) -> str:
    return f'rubric outer-1\n  total 10\nit: 10 points\n  score of "{name}"\n'


def codes(path: Path) -> list[str]:
    with pytest.raises(rd.RubricError) as caught:
        rd.load(path)
    return [one.code for one in caught.value.diagnostics]


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.rubric").write_text(text, "utf-8")
    return folder / "a.rubric"


def test_library_names_files_from_the_folder_of_the_one_that_names_them(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    write(tmp_path / "deep", b=outer("../c.rubric"), d=INNER)
    first = write(tmp_path, a=outer("deep/b.rubric"), c=outer("deep/d.rubric"))
    assert str(rd.load(first).score({"talks": 9})) == "10"


@pytest.mark.parametrize("name", ["../b.rubric", "deep/../../b.rubric", "/etc/hostname", "C:/b.rubric", "..\\\\b.rubric", ""])
def test_library_never_leaves_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "inside").mkdir()
    write(tmp_path, b=INNER)
    assert codes(write(tmp_path / "inside", a=outer(name))) == ["RB0009"]


def test_library_follows_no_link_that_leads_out(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    write(tmp_path, b=INNER)
    (tmp_path / "inside" / "c.rubric").symlink_to(tmp_path / "b.rubric")
    assert codes(write(tmp_path / "inside", a=outer("c.rubric"))) == ["RB0009"]


def test_library_follows_a_link_inside(tmp_path: Path) -> None:
    first = write(tmp_path, a=outer("c.rubric"), b=INNER)
    (tmp_path / "c.rubric").symlink_to("b.rubric")
    assert str(rd.load(first).score({"talks": 1})) == "0"


def test_library_tells_of_mistakes_at_their_own_file_and_line(tmp_path: Path) -> None:
    first = write(tmp_path, a=outer("b.rubric"), b=INNER.replace("talks ≥ 8", "tlks ≥ 8"))
    with pytest.raises(rd.RubricError) as caught:
        rd.load(first)
    (only,) = caught.value.diagnostics
    assert only.code == "RB0201"
    assert only.span is not None
    assert (Path(only.span.file).name, only.span.line) == ("b.rubric", 6)
    assert "tlks ≥ 8" in str(caught.value)


def test_library_names_the_whole_circle(tmp_path: Path) -> None:
    first = write(tmp_path, a=outer("b.rubric"), b=outer("c.rubric"), c=outer("b.rubric"))
    with pytest.raises(rd.RubricError) as caught:
        rd.load(first)
    (only,) = caught.value.diagnostics
    assert only.code == "RB0010"
    assert [Path(str(name)).name for name in only.facts["way"]] == ["b.rubric", "c.rubric", "b.rubric"]  # type: ignore[attr-defined]


def test_library_reads_a_file_that_two_name_once(tmp_path: Path) -> None:
    both = "rubric o-1\n  total 20\none: 10 points\n  score of \"b.rubric\"\ntwo: 10 points\n  score of \"c.rubric\"\n"
    first = write(tmp_path, a=both, b=outer("d.rubric"), c=outer("d.rubric"), d=INNER)
    rubric = rd.load(first)
    assert rubric.score({"talks": 8}) == 20
    assert [other.rubric.id for other in rubric.plan.others.values()].count("inner-1") == 1


def test_library_takes_the_others_meaning_into_the_hash(tmp_path: Path) -> None:
    first = write(tmp_path, a=outer("b.rubric"), b=INNER)
    before = rd.load(first).hash
    write(tmp_path, b=INNER.replace("it: 10", '"It" it: 10' if False else 'it "It": 10'))
    assert rd.load(first).hash == before
    write(tmp_path, b=INNER.replace("≥ 8", "≥ 7"))
    assert rd.load(first).hash != before
