"""The keys of a playbook: English and stable; a slip or a Chinese word is led to the key that is meant."""

from collections.abc import Mapping

from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.faults import Fault, Place
from tongpin.kernel.playbook.naming import nearest
from tongpin.kernel.playbook.refusals import shown

_CHINESE = {
    "同频": "tongpin", "版本": "tongpin", "格式": "tongpin",
    "社群": "community", "群": "community", "社区": "community",
    "成员": "members", "群友": "members",
    "言行": "conduct", "群规": "conduct", "发言": "conduct", "规矩": "conduct",
    "处罚": "sanctions", "惩罚": "sanctions", "处分": "sanctions",
    "激励": "incentives", "积分": "incentives", "奖励": "incentives",
    "活动": "activities", "签到": "activities",
    "名称": "name", "名字": "name", "群名": "name",
    "时区": "zone", "语言": "language", "宗旨": "purpose", "目的": "purpose", "价值观": "values",
    "规则": "rules", "规则类型": "rule", "动作": "do", "处理": "do", "词": "words", "关键词": "words", "词表": "words",
    "正则": "patterns", "正则式": "patterns", "时段": "windows", "台阶": "ladder", "阶梯": "ladder", "步骤": "steps",
}  # fmt: skip
"""What operators call the keys that most playbooks have; other keys are found by their help."""
_FIRST_CJK, _LAST_CJK = "\u3400", "\u9fff"


def unknown_key(key: str, place: Place, allowed: Mapping[str, str]) -> Fault:
    """Refuse a key. `allowed` are the keys that may stand there, each with its Chinese help."""
    names = Both("、".join(allowed), ", ".join(allowed))
    values = {"given": shown(key), "allowed": names}
    if any(_FIRST_CJK <= char <= _LAST_CJK for char in key):
        return Fault("PB302", place, values, _meant(key, allowed))
    return Fault("PB301", place, values, nearest(key, allowed))


def _meant(key: str, allowed: Mapping[str, str]) -> str:
    name = _CHINESE.get(key, "")
    if name in allowed:
        return name
    return next((name for name, help_text in allowed.items() if key in help_text), "")
