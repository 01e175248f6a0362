"""Runs one peer in the environment that its distribution is in: ``python host.py zen subjects.json``.

Prints a line of JSON with the version, what is left out and the published totals of all subjects. Then, for
each line that comes in, it scores them all once more and prints the nanoseconds of process time that this
took.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from time import process_time_ns


def main() -> None:
    """Serve one peer over standard input and output."""
    name, file = sys.argv[1:]
    peer = import_module(f"{name}_annex_1")
    subjects = json.loads(Path(file).read_text(encoding="utf-8"))
    score = peer.scorer()
    head = {
        "version": version(peer.DISTRIBUTION),
        "left_out": peer.LEFT_OUT,
        "published": [round(float(total), 6) for total in score(subjects)],
    }
    print(json.dumps(head), flush=True)
    for _ in sys.stdin:
        start = process_time_ns()
        score(subjects)
        print(process_time_ns() - start, flush=True)


if __name__ == "__main__":
    main()
