"""What a module imports, wherever in it, by statement or by ``import_module``."""

import ast
from collections.abc import Iterator
from pathlib import Path


def imported(module: Path) -> set[str]:
    """The top-level packages that the module imports; a computed name counts by its first, written part."""
    return {name.partition(".")[0] for name in _names(ast.parse(module.read_bytes()))}


def _names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(name), level=0):
                yield name
            case ast.Call(func=func, args=[first, *_]) if ast.unparse(func).endswith("import_module"):
                yield _written_part(first)


def _written_part(name: ast.expr) -> str:
    match name:
        case ast.Constant(value=str(text)) | ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]):
            return text
        case _:
            return ast.unparse(name)
