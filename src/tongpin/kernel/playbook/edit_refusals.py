"""Why a place of a playbook's text cannot be changed on its own, and what to do instead."""

from __future__ import annotations

from tongpin.kernel.playbook.bilingual import Both


class EditRefused(Exception):  # noqa: N818 - no failure: the writer is asked to do it by hand
    """The text stays as it is. `said` tells why and what to do instead; `line` is where to look, from 1."""

    def __init__(self, said: Both, line: int, **values: object) -> None:
        self.said = said.filled({"line": line, **values})
        self.line = line
        super().__init__(self.said.en)


BROKEN = Both(
    "剧本本身有格式错误（第 {line} 行），先改好它，再来改这一项。",
    "The playbook itself is not in form (line {line}): mend that first, then change this.",
)
ALIAS = Both(
    "这里（第 {line} 行）用的是别处写的内容：*{name}。请到写着 &{name} 的地方改；"
    "只想改这一处，先让它有自己的一份内容，不再用 *{name}。",
    "What stands here (line {line}) is written elsewhere: *{name}. Change it where &{name} stands; to change this "
    "place alone, first give it its own content instead of *{name}.",
)
SHARED = Both(
    "这里写的内容（&{name}）别处也在用（第 {line} 行的 *{name}），改了会一起变。"
    "要一起改，请直接改 YAML；要分开改，先把第 {line} 行的 *{name} 换成它自己的内容。",
    "What stands here (&{name}) is used elsewhere, too (*{name} on line {line}), and would change there as well. To "
    "change both, edit the YAML; to part them, first write line {line} its own content instead of *{name}.",
)
COMMENT = Both(
    "第 {line} 行附近有注释，机器分不清它说的是哪一项。请在 YAML 里改，并把注释放到合适的地方。",
    "There is a comment near line {line}, and it cannot be told what it is about. Make this change in the YAML, and "
    "put the comment where it belongs.",
)
UNUSUAL = Both(
    "第 {line} 行的写法（? 键、没有冒号的键等）少见，这里改不了。请在 YAML 里改成“键: 值”的样子，再来改。",
    "Line {line} is written in a form too unusual to be changed from here (`? key`, or a key without its colon). Write "
    "it as `key: value` in the YAML first.",
)
NOWHERE = Both(
    "剧本里没有这个地方（第 {line} 行附近）：它可能刚被改过。请刷新后再试。",
    "The playbook has no such place (near line {line}): it may just have been changed. Reload, and try again.",
)
NOT_ALONE = Both(
    "第 {line} 行这一处没法单独改而不动到别处。请在 YAML 里改。",
    "This place (line {line}) cannot be changed without touching others. Change it in the YAML.",
)
NO_VALUE = Both(
    "剧本里写不下这个数：{given}。请写成整数或普通的小数。",
    "A playbook cannot hold this number: {given}. Write a whole number, or a plain decimal.",
)
