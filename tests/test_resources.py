"""The grammar's and the rubrics' folders, looked for in both layouts that an install can have."""

import importlib.util
import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from rubric_dsl import resources

Lay = Callable[[str, str], ModuleType]


@pytest.fixture
def lay(tmp_path: Path) -> Lay:
    """A copy of the module at one place of a made-up install, with a rubrics folder at another."""

    def lay(package: str, rubrics: str) -> ModuleType:
        target = tmp_path / package / "resources.py"
        target.parent.mkdir(parents=True)
        shutil.copy(resources.__file__, target)
        scheme = tmp_path / rubrics / "scheme"
        scheme.mkdir(parents=True)
        for name in ("twin.rubric", "twin.zh.rubric", "alone.zh.rubric", "twin.cases.yaml"):
            (scheme / name).touch()
        (tmp_path / rubrics).with_name("outside.rubric").touch()
        spec = importlib.util.spec_from_file_location("resources_elsewhere", target)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return lay


def test_folder_in_a_wheel_is_inside_the_package(lay: Lay, tmp_path: Path) -> None:
    module = lay("site-packages/rubric_dsl", "site-packages/rubric_dsl/rubrics")
    assert module.folder("rubrics") == tmp_path / "site-packages/rubric_dsl/rubrics"


def test_folder_in_a_checkout_is_beside_src(lay: Lay, tmp_path: Path) -> None:
    module = lay("checkout/src/rubric_dsl", "checkout/rubrics")
    assert module.folder("rubrics") == tmp_path / "checkout/rubrics"


def test_folder_inside_the_package_goes_first(lay: Lay, tmp_path: Path) -> None:
    module = lay("checkout/src/rubric_dsl", "checkout/rubrics")
    inside = tmp_path / "checkout/src/rubric_dsl/rubrics"
    inside.mkdir()
    assert module.folder("rubrics") == inside


def test_folder_of_others_above_site_packages_is_never_taken(lay: Lay) -> None:
    module = lay("lib/site-packages/rubric_dsl", "lib/rubrics")
    with pytest.raises(module.BrokenInstallationError, match="came without its folder 'rubrics'"):
        module.folder("rubrics")


def test_builtin_names_count_a_chinese_spelling_only_where_it_stands_alone(lay: Lay) -> None:
    module = lay("checkout/src/rubric_dsl", "checkout/rubrics")
    assert module.builtin_names() == ["scheme/alone.zh", "scheme/twin"]


@pytest.mark.parametrize("name", ["twin", "twin.zh", "alone.zh"])
def test_builtin_path_of_a_name_is_its_file(lay: Lay, name: str, tmp_path: Path) -> None:
    module = lay("checkout/src/rubric_dsl", "checkout/rubrics")
    assert module.builtin_path(f"scheme/{name}") == tmp_path / f"checkout/rubrics/scheme/{name}.rubric"


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "scheme",
        "scheme/",
        "scheme/none",
        "scheme/twin.rubric",
        "scheme/twin.cases",
        "scheme//twin",
        "scheme\\twin",
        "scheme/twin\0",
        "../outside",
        "scheme/../../outside",
        "scheme/../scheme/twin",
        "/scheme/twin",
    ],
)
def test_builtin_path_of_any_other_name_is_none(lay: Lay, name: str) -> None:
    assert lay("checkout/src/rubric_dsl", "checkout/rubrics").builtin_path(name) is None


def test_builtin_path_of_an_absolute_path_is_none(lay: Lay, tmp_path: Path) -> None:
    module = lay("checkout/src/rubric_dsl", "checkout/rubrics")
    assert (tmp_path / "checkout/rubrics/scheme/twin.rubric").exists()
    assert module.builtin_path(str(tmp_path / "checkout/rubrics/scheme/twin")) is None


def test_builtin_path_names_the_two_annexes() -> None:
    assert {"hunan-2023/annex-1", "hunan-2023/annex-2"} <= set(resources.builtin_names())
    assert resources.builtin_path("hunan-2023/annex-1.zh") == resources.folder("rubrics") / (
        "hunan-2023/annex-1.zh.rubric"
    )
