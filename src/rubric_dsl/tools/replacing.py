"""Contents for a file: written beside it and renamed, so that it is never half written."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def replaced(path: Path, contents: bytes) -> None:
    """Put bytes into a file. Of one that is there, the permissions stay; of a link, what it points to
    changes.

    Raises OSError, and then the file is as it was.
    """
    import tempfile

    target = path.resolve()
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(contents)
        if target.exists():
            shutil.copymode(target, beside)
        else:
            Path(beside).chmod(0o666 & ~_umask())
        Path(beside).replace(target)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """What the user does not give away; there is no way to ask without setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
