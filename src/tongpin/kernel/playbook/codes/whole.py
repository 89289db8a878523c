"""PB5xx: what no value shows alone. A section's `check` finds these."""

from collections.abc import Mapping

from tongpin.kernel.playbook.codes.code import Code, code

_AS_FOUND = (("{message_zh}", "{message_en}"), ("{fix_zh}", "{fix_en}"))
"""The section that finds it brings the sentences."""

WHOLE: Mapping[str, Code] = {
    "PB501": code(("有人被免除了规则", "Somebody is exempt from a rule"), *_AS_FOUND),
    "PB502": code(("超出系统记得的范围", "More than is remembered"), *_AS_FOUND),
    "PB503": code(("台阶没有逐级上升", "Steps that do not rise"), *_AS_FOUND),
    "PB504": code(("指向了不存在的名字", "A name that stands nowhere"), *_AS_FOUND),
    "PB505": code(("名字重复", "A name given twice"), *_AS_FOUND),
    "PB506": code(("两处互相矛盾", "Two places that contradict each other"), *_AS_FOUND),
    "PB507": code(("永远不会起作用", "Something that can never take effect"), *_AS_FOUND),
}
