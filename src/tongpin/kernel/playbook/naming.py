"""Names out of closed lists: choices with Chinese aliases, languages, time zones, yes and no."""

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo, available_timezones

from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.numerals import folded
from tongpin.kernel.playbook.refusals import PlaybookValueError, shown

LANGUAGES: Mapping[str, tuple[str, ...]] = {
    "zh-Hans": ("简体中文", "简体", "中文", "汉语", "普通话", "zh", "zh-cn", "zh-sg"),
    "zh-Hant": ("繁體中文", "繁体中文", "繁體", "繁体", "正體中文", "zh-tw", "zh-hk", "zh-mo"),
    "en": ("英文", "英语", "英語", "english", "en-us", "en-gb"),
}
"""The languages that Tongpin speaks, and what operators call them."""

_ZONES: Mapping[str, tuple[str, ...]] = {
    "Asia/Shanghai": ("北京时间", "北京", "上海", "中国", "中国时间", "beijing", "shanghai", "china"),
    "Asia/Hong_Kong": ("香港", "香港时间", "hong kong"),
    "Asia/Taipei": ("台北", "台北时间", "台湾", "taipei", "taiwan"),
    "Asia/Macau": ("澳门", "macau"),
    "Asia/Singapore": ("新加坡", "singapore"),
    "Asia/Tokyo": ("东京", "日本", "tokyo"),
    "Europe/London": ("伦敦", "london"),
    "America/New_York": ("纽约", "new york"),
    "America/Los_Angeles": ("洛杉矶", "旧金山", "los angeles"),
    "UTC": ("世界时", "协调世界时", "utc", "gmt"),
}
_YES = frozenset({"是", "开", "开启", "要", "yes", "on", "true"})
_NO = frozenset({"否", "关", "关闭", "不", "不要", "no", "off", "false"})


def chooser(names: Mapping[str, tuple[str, ...]], code: str = "PB215") -> Callable[[object], str]:
    """Return a reader that takes a name or any of its aliases, in any case and width, and gives the name."""
    meant = {folded(word): name for name, aliases in names.items() for word in (name, *aliases)}
    allowed = Both("、".join(next(iter(aliases), name) for name, aliases in names.items()), ", ".join(names))

    def read(value: object) -> str:
        name = meant.get(folded(value)) if isinstance(value, str) else None
        if name is None:
            raise PlaybookValueError(code, given=shown(value), instead=nearest(shown(value), meant), allowed=allowed)
        return name

    return read


def listing(names: Sequence[str]) -> Both:
    """Write the names that may be chosen, to each reader those of his script."""
    latin = [name for name in names if name.isascii()]
    chinese = [name for name in names if not name.isascii()]
    return Both("、".join(chinese or latin), ", ".join(latin or chinese))


def nearest(given: str, known: Iterable[str]) -> str:
    """Return the known word that `given` is probably a slip of, or nothing."""
    return next(iter(difflib.get_close_matches(folded(given), list(known), n=1, cutoff=0.6)), "")


def read_switch(value: object) -> bool:
    """Return yes or no."""
    if isinstance(value, bool):
        return value
    text = folded(value) if isinstance(value, str) else ""
    if text not in _YES | _NO:
        raise PlaybookValueError("PB216", given=shown(value))
    return text in _YES


_read_known_zone = chooser(_ZONES)


def _likely_zone(text: str, zones: Mapping[str, str]) -> str:
    """Return the zone of the city that a slip like Asia/Bejing means."""
    cities = {folded(city): zone for zone, names in _ZONES.items() for city in names}
    city = nearest(text.rpartition("/")[2], cities)
    return cities[city] if city else zones.get(nearest(text, zones), "")


def zone_name(zone: str) -> str:
    """Return what a zone is called in Chinese, its IANA name where it has no other."""
    return next(iter(_ZONES.get(zone, ())), zone)


def read_zone(value: object) -> str:
    """Return the IANA name of a time zone."""
    try:
        return _read_known_zone(value)
    except PlaybookValueError:
        zones = {name.lower(): name for name in available_timezones()}
    text = value.strip().lower() if isinstance(value, str) else ""
    if text not in zones:
        raise PlaybookValueError("PB210", given=shown(value), instead=_likely_zone(text, zones))
    return ZoneInfo(zones[text]).key
