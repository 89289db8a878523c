"""Makes a data folder ready to be served, in a process of its own: tables up to date, files of the pages gathered.

What was ready stays ready: a stamp in the folder says for which code and which database.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from tongpin.journal.opening import SQLITE
from tongpin.kernel.playbook.bilingual import Both
from tongpin.project.terminal import Exit, Stopped

STAMP = "ready"
_CODE = Path(__file__).parents[1]
_SEEN = ("migrations/*.py", "static/**/*")
_FOREIGN = ("django", "django-allauth", "django-htmx", "servestatic")

_NOT_READY = Both(
    "数据文件夹 {folder} 没能准备好：{error}。请检查数据库地址 {url}、服务是否在运行，以及磁盘空间。",
    "The data folder {folder} could not be made ready: {error}. Check the database {url}, whether its server runs, and "
    "the disk's free space.",
)


def make_ready(folder: Path, url: str) -> None:
    """Bring the database's tables up to date and gather the files of the pages, where that has not been done yet."""
    with making_ready(folder, url):
        pass


@contextmanager
def making_ready(folder: Path, url: str) -> Iterator[None]:
    """Make ready beside what is done inside; on the way out all is ready, or the command ends with the reason."""
    stamp = folder / STAMP
    wanted = _stamp(url)
    if _is_there(url) and stamp.exists() and stamp.read_text() == wanted:
        yield
        return
    environment = {
        **os.environ,
        "TONGPIN_DATA": str(folder),
        "TONGPIN_DATABASE": url,
        "TONGPIN_STATIC": "gathered",
        "DJANGO_SETTINGS_MODULE": "tongpin.project.settings",
    }
    command = [sys.executable, "-m", __name__]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 - ours
        yield
        _, said = process.communicate()
    if process.returncode:
        last = said.strip().splitlines()[-1:] or ["?"]
        raise Stopped(_NOT_READY.filled({"folder": folder, "url": url, "error": last[0]}), Exit.UNREACHABLE)
    stamp.write_text(wanted)


def _is_there(url: str) -> bool:
    return not url.startswith(SQLITE) or Path(url.removeprefix(SQLITE)).is_file()


def _stamp(url: str) -> str:
    digest = sha256(url.encode())
    for name in _FOREIGN:
        digest.update(f"{name} {version(name)}".encode())
    for path in sorted(path for pattern in _SEEN for path in _CODE.rglob(pattern) if path.is_file()):
        seen = path.stat()
        digest.update(f"{path.relative_to(_CODE)} {seen.st_size} {seen.st_mtime_ns}".encode())
    return digest.hexdigest()


def _main() -> None:
    import django  # noqa: PLC0415 - only in the process that makes ready
    from django.core.management import call_command  # noqa: PLC0415 - as above

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


if __name__ == "__main__":
    _main()
