"""The parser's cache: shared, atomic, and never trusted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
from rubric_dsl.syntax.grammar import parser
parser().parse("\\u2265 10 events \\u2192 30", start="rule")
print("parsed")
"""


def run(cache: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "RUBRIC_CACHE": str(cache)}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, env=environment, check=False
    )


def test_cache_is_made_once_and_used_again(tmp_path: Path) -> None:
    assert run(tmp_path / "new").stdout == "parsed\n"
    (made,) = (tmp_path / "new").iterdir()
    stamp = made.stat().st_mtime_ns
    assert run(tmp_path / "new").stdout == "parsed\n"
    assert made.stat().st_mtime_ns == stamp


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_cache_that_is_damaged_is_made_again(tmp_path: Path, damage: bytes | None) -> None:
    run(tmp_path)
    (made,) = tmp_path.iterdir()
    whole = made.read_bytes()
    made.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert run(tmp_path).stdout == "parsed\n"
    mended = made.read_bytes()
    assert len(mended) > len(whole) // 2
    assert run(tmp_path).stdout == "parsed\n"
    assert made.read_bytes() == mended


def test_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    in_the_way = tmp_path / "a file"
    in_the_way.write_text("")
    done = run(in_the_way / "folder")
    assert (done.stdout, done.stderr) == ("parsed\n", "")


def test_cache_survives_several_starts_at_once(tmp_path: Path) -> None:
    environment = {**os.environ, "RUBRIC_CACHE": str(tmp_path)}
    started = [
        subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True, env=environment)
        for _ in range(6)
    ]
    assert [process.communicate()[0] for process in started] == ["parsed\n"] * 6
    assert [path.suffix for path in tmp_path.iterdir()] == [".bin"], "nothing half-written is left"
