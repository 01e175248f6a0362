"""Other engines on annex 1: how fast, and how many of their published totals are not exact.

    python benchmarks/tables/peers.py --install     an environment of their own, in benchmarks/tables/.peers

run.py then shows their figures after the others.

Comes in: subjects with marks of two decimals, as JSON. Each engine runs in a process of its own, where the
annex is written as a person would write it there (``peer_rules/``), and times itself by its process time;
it takes turns with our ``score_table``, row for row. Promised: nothing is installed where this package is.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import process_time_ns
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent))

from by_hand_arrays import score_slices  # noqa: E402
from made_up import made_up  # noqa: E402
from timing import Measured, compared  # noqa: E402

HOME: Final = HERE / ".peers"
PYTHON: Final = HOME / "bin" / "python"
RULES: Final = HERE / "peer_rules"


@dataclass(frozen=True)
class Peer:
    """An engine, and how many subjects it can be asked to score in a second or two."""

    name: str
    distribution: str
    rows: int
    javascript: bool = False

    def command(self, subjects: Path) -> list[str]:
        """What runs it on a file of subjects."""
        if self.javascript:
            return ["node", str(RULES / f"{self.name}_annex_1.mjs"), str(subjects)]
        return [str(PYTHON), str(RULES / "host.py"), self.name, str(subjects)]

    @property
    def installed(self) -> bool:
        """Whether its distribution is in the peers' environment."""
        if self.javascript:
            return (HOME / "node_modules" / self.distribution).is_dir()
        start = f"{self.distribution.replace('-', '_')}-".lower()
        folders = HOME.glob("lib/python*/site-packages/*.dist-info")
        return any(folder.name.lower().startswith(start) for folder in folders)


PEERS: Final = (
    Peer("openfisca", "openfisca-core", 100_000),
    Peer("datalogic", "datalogic-py", 50_000),
    Peer("cel", "common-expression-language", 10_000),
    Peer("zen", "zen-engine", 10_000),
    Peer("publicodes", "publicodes", 300, javascript=True),
)


@dataclass(frozen=True)
class PeerFigure:
    """What a peer came to; ``ratio`` is to ours."""

    version: str
    left_out: str
    wrong: int
    times: Measured


def install() -> None:
    """Every peer, or a line that says why not."""
    subprocess.run([sys.executable, "-m", "venv", str(HOME)], check=True)
    quiet = ["--quiet", "--disable-pip-version-check"]
    for peer in PEERS:
        if not peer.javascript:
            command = [str(PYTHON), "-m", "pip", "install", *quiet, peer.distribution]
        elif shutil.which("npm"):
            command = ["npm", "install", "--silent", "--no-audit", "--prefix", str(HOME), peer.distribution]
        else:
            print(f"{peer.distribution}: not installed, there is no npm")
            continue
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        if done.returncode:
            print(f"{peer.distribution}: {last}")


def measured(
    ours: Callable[[], Any], rows: int, rounds: int, seed: int
) -> tuple[Measured, dict[Peer, PeerFigure]]:
    """``ours``, which scores so many rows, and every installed peer in turns with it."""
    table = made_up(max(peer.rows for peer in PEERS), seed=seed, marks="two decimals")
    exact = score_slices(table)["published"].tolist()
    subjects = [
        {name: value if isinstance(value, int) else float(value) for name, value in subject.items()}
        for subject in table.subjects()
    ]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        running: dict[Peer, tuple[dict[str, Any], Callable[[], int]]] = {}
        for peer in PEERS:
            if peer.installed:
                file = folder / f"{peer.name}.json"
                file.write_text(json.dumps(subjects[: peer.rows]), encoding="utf-8")
                running[peer] = stack.enter_context(_process(peer, file))
        own: list[float] = []
        times: dict[Peer, list[float]] = {peer: [] for peer in running}
        ours()
        for _ in range(rounds):
            start = process_time_ns()
            ours()
            own.append((process_time_ns() - start) / rows)
            for peer, (_head, again) in running.items():
                times[peer].append(again() / peer.rows)
        return compared("ours", own, own), {
            peer: PeerFigure(
                head["version"],
                head["left_out"],
                _wrong(head["published"], exact),
                compared(peer.name, times[peer], own),
            )
            for peer, (head, _again) in running.items()
        }


@contextmanager
def _process(peer: Peer, file: Path) -> Iterator[tuple[dict[str, Any], Callable[[], int]]]:
    """A peer's process: what it says of itself, and what scores all again and gives nanoseconds."""
    with subprocess.Popen(
        peer.command(file), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HOME
    ) as process:
        assert process.stdin is not None, "there is a pipe"
        assert process.stdout is not None, "there is a pipe"
        entry, answers = process.stdin, process.stdout

        def answer() -> Any:
            line = answers.readline()
            if not line:
                sys.exit(f"{peer.name} has ended: see above")
            return json.loads(line)

        def again() -> int:
            entry.write("\n")
            entry.flush()
            return int(answer())

        try:
            yield answer(), again
        finally:
            entry.close()


def _wrong(published: list[float | None], exact: list[int]) -> int:
    """How many are not the exact hundredths, where a double is read as the nearest hundredth."""
    return sum(
        total is None or round(total * 100) != units for total, units in zip(published, exact, strict=False)
    )


def main() -> None:
    """Install, or say what is there."""
    parser = argparse.ArgumentParser(description="Other engines, for benchmarks/tables/run.py.")
    parser.add_argument(
        "--install", action="store_true", help=f"install them into {HOME.name} beside this file"
    )
    if parser.parse_args().install:
        install()
    for peer in PEERS:
        print(f"{peer.distribution}: {'there' if peer.installed else 'not installed'}")


if __name__ == "__main__":
    main()
