"""Makes `playbooks/playbook.schema.json`: what may stand in a playbook, for completion and help in an editor.

`python scripts/playbook_schema.py` writes it anew. It stands beside the example playbooks, whose first line names it.
"""

import json
import sys
from pathlib import Path

from tongpin.kernel.playbook.schema import schema
from tongpin.project.wiring import CAPABILITIES

TARGET = Path(__file__).parents[1] / "playbooks/playbook.schema.json"


def text() -> str:
    """The whole file."""
    return json.dumps(schema(CAPABILITIES), ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    TARGET.write_text(text(), encoding="utf-8")
    print(f"{TARGET.name}: {len(CAPABILITIES) + 1} sections", file=sys.stderr)


if __name__ == "__main__":
    main()
