"""A writer that works while the next rows are read and scored: the same file, sooner.

Whatever goes wrong in it is raised where the rows come from, at the next batch or at the end.
"""

from __future__ import annotations

import queue
import threading
from typing import Any

from attrs import define, field

from rubric_dsl.tools.batches.writers import Writer

WAITING = 1
"""Batches that wait to be written; with the one in hand they are all that is in memory."""


@define
class WrittenBeside:
    """Hands batches on to a writer in a thread of its own. Close it, whatever happens."""

    writer: Writer
    _batches: queue.Queue[Any] = field(factory=lambda: queue.Queue(WAITING))
    _failed: list[BaseException] = field(factory=list)
    _thread: threading.Thread = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._thread = threading.Thread(target=self._work, name="writer")
        self._thread.start()

    def write(self, batch: Any) -> None:
        """Take some rows. Raises what went wrong with those before."""
        self._raise()
        self._batches.put(batch)

    def close(self) -> None:
        """Write what is left. Raises what went wrong."""
        self._batches.put(None)
        self._thread.join()
        self._raise()

    def abandon(self) -> None:
        """Write no more."""
        self._failed.append(GeneratorExit())
        self._batches.put(None)
        self._thread.join()

    def _raise(self) -> None:
        if self._failed:
            raise self._failed[0]

    def _work(self) -> None:
        while (batch := self._batches.get()) is not None:
            if self._failed:
                continue  # so that nobody waits for room
            try:
                self.writer.write(batch)
            except BaseException as mistake:  # noqa: BLE001 - it is raised again where it is seen
                self._failed.append(mistake)
