"""Where the example playbooks stand: beside the source in a checkout, inside the package where it is installed."""

from __future__ import annotations

from pathlib import Path

from tongpin.kernel.playbook.bilingual import Both
from tongpin.project.terminal import Stopped

_PLACES = (Path(__file__).parents[3] / "playbooks", Path(__file__).parents[1] / "playbooks")
_MISSING = Both(
    "找不到示例剧本 {name}；安装可能不完整，请重新安装。",
    "The example playbook {name} is missing; the installation may be incomplete: install it again.",
)


def templates() -> list[str]:
    """Return the names of the playbooks that come along, to begin with."""
    return sorted({path.stem for place in _PLACES for path in place.glob("*.yaml")})


def example(name: str) -> Path:
    """Return the path of an example playbook."""
    for place in _PLACES:
        if (place / name).is_file():
            return place / name
    raise Stopped(_MISSING.filled({"name": name}))
