"""New contents for a file that is there: written beside it and renamed, so that it is never half written."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def replaced(path: Path, contents: bytes) -> None:
    """Put other bytes into a file; its permissions stay, and where it is a link, what it points to changes.

    Raises OSError, and then the file is as it was.
    """
    import tempfile

    target = path.resolve()
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(contents)
        shutil.copymode(target, beside)
        Path(beside).replace(target)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
