"""An invented conversation, the same for every seed: lines like talk in a Chinese group, some of them adverts."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path

MEMBERS = 5_000
CHATS = 8
ADVERTS, DOUBLES, NIGHTLY, LINKS = 0.015, 0.01, 0.02, 0.02
_START = datetime(2024, 1, 1)  # noqa: DTZ001 - written with the offset below
_DAYS = 30
_SHORTEST, _LONGEST = 20, 60

# fmt: off
# ruff: noqa: SIM905
_WHO = "我 我们 你们 大家 老师 同事 朋友 小王 那个群 产品组 隔壁班 我妈 房东 客户 新来的同学".split()
_WHEN = "今天 昨天 早上 下午 晚上 周末 上个月 刚才 明天 最近 开会的时候 吃饭的时候 路上".split()
_DOES = "看了 写完 讨论 整理 推荐 遇到 学会 发现 想要 准备 分享 收到 忘了 改好 试过".split()
_WHAT = "一篇文章 那个问题 新的方案 这本书 会议记录 几个例子 数据表 活动安排 菜谱 周报 照片 接口文档".split()
_AND = "，感觉很有意思 ，不过还要再看看 ，谁有空帮忙看一下 ，谢谢大家 ，先这样吧 ，晚点再说 ，可以参考一下".split()
_END = "。 ！ ？ …… ～ 哈哈 呢 吧".split()
_OFFER = "日结兼职刷单 低息贷款秒批 彩票包赢计划 海外博彩开户 优惠券代理招募".split()
_CALL = "加微信 加V信 私聊 扫码 联系".split()
_SYLLABLES = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能"
# fmt: on


def words(count: int, seed: int = 1) -> list[str]:
    """Return that many different words for a list, the adverts' own among them."""
    chance = random.Random(seed)  # noqa: S311 - the same corpus for the same seed is the point
    found = dict.fromkeys(["刷单", "秒批", "包赢", "博彩", "招募"])
    while len(found) < count:
        found["".join(chance.choices(_SYLLABLES, k=chance.choice((4, 5, 6))))] = None
    return list(found)


def write(path: Path, messages: int, seed: int = 1) -> None:
    """Write a history of that many messages."""
    with path.open("w", encoding="utf-8") as file:
        for line in lines(messages, seed):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def lines(messages: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """Give the lines of a history, in order of time."""
    chance = random.Random(seed)  # noqa: S311 - the same corpus for the same seed is the point
    weights = list(accumulate(1 / rank for rank in range(1, MEMBERS + 1)))
    last: dict[int, str] = {}
    for number, instant in enumerate(_instants(messages, chance), 1):
        (member,) = chance.choices(range(MEMBERS), cum_weights=weights)
        text = last.get(member) if chance.random() < DOUBLES else None
        text = last[member] = text or (_advert(chance) if chance.random() < ADVERTS else _talk(chance))
        yield {
            "chat": f"room-{member % CHATS}",
            "id": f"m{number}",
            "ts": instant.strftime("%Y-%m-%dT%H:%M:%S+08:00"),
            "sender": f"u_{member * 2_654_435_761 % 2**32:08x}",
            "kind": "message",
            "text": text,
        }


def _instants(messages: int, chance: random.Random) -> list[datetime]:
    """Spread messages over the days, few of them at night (23:00 to 07:00)."""
    instants = []
    for _ in range(messages):
        hour = chance.choice((23, 0, 1, 6)) if chance.random() < NIGHTLY else chance.randrange(7, 23)
        second = chance.randrange(_DAYS) * 86_400 + hour * 3_600 + chance.randrange(3_600)
        instants.append(_START + timedelta(seconds=second))
    return sorted(instants)


def _talk(chance: random.Random) -> str:
    text = ""
    length = chance.randint(_SHORTEST, _LONGEST)
    while len(text) < length:
        clause = (_WHO, _WHEN, _DOES, _WHAT, _AND) if chance.random() < 0.7 else (_WHEN, _DOES, _WHAT, _END)  # noqa: PLR2004
        text += "".join(chance.choice(part) for part in clause)
    if chance.random() < LINKS:
        return f"https://example.org/{chance.randrange(10**6)} {text[:_LONGEST]}"
    return text[:_LONGEST]


def _advert(chance: random.Random) -> str:
    return f"{_talk(chance)[:20]}{chance.choice(_OFFER)}，{chance.choice(_CALL)}{chance.randrange(10**8, 10**9)}"
