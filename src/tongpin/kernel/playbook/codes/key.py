"""PB3xx: the keys."""

from collections.abc import Mapping

from tongpin.kernel.playbook.codes.code import Code, code

KEY: Mapping[str, Code] = {
    "PB301": code(
        ("没有这个键", "An unknown key"),
        ("没有“{given}”这个键。", "There is no key “{given}” here."),
        ("这里可用的键：{allowed}。", "The keys that may stand here: {allowed}."),
    ),
    "PB302": code(
        ("键写成了中文", "A key in Chinese"),
        (
            "键“{given}”写成了中文；键一律用英文，值可以用中文。",
            "The key “{given}” is in Chinese; keys are English, values may be Chinese.",
        ),
        ("这里可用的键：{allowed}。", "The keys that may stand here: {allowed}."),
    ),
    "PB303": code(
        ("少了必填的键", "A key is missing"),
        ("这里少了“{given}”。", "“{given}” is missing here."),
        ("补上一行“{given}: ……”。", "Add a line “{given}: ...”."),
    ),
    "PB304": code(
        ("剧本格式的版本不对", "Not the version of the format"),
        ("不认识剧本格式版本“{given}”。", "The version “{given}” of the playbook format is not known."),
        ("写成“tongpin: 1”。", "Write “tongpin: 1”."),
    ),
    "PB305": code(
        ("键不是文字", "A key that is no text"),
        ("列表或“键: 值”不能当作键。", "A list or mapping cannot be a key."),
        (
            "把开头的“?”、“[”或“{{”去掉；如果它是内容，加上引号。",
            "Take the leading “?”, “[” or “{{” away; if it is meant as text, put quotes around it.",
        ),
    ),
}
