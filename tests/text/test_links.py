import pytest

from tongpin.text.plan import TextPlan
from tongpin.text.reader import Reader
from tongpin.text.reading import LINK, MENTION

READER = Reader(TextPlan())


@pytest.mark.parametrize(
    "text,links,own",
    [
        ("https://ton.org", 1, 0),
        ("HTTP://TON.ORG/A?b=c#d", 1, 0),
        ("ｈｔｔｐｓ：／／ton．org", 1, 0),
        ("看 https://ton.org/ 吧", 1, 2),
        ("https://ton.org/a大家看", 1, 3),
        ("（https://ton.org/a）。", 1, 3),
        ("see https://ton.org/a.", 1, 4),
        ("https://a.com,https://b.cn", 1, 0),
        ("https://a.com https://b.cn", 2, 0),
        ("http://中文.com/a 看", 1, 1),
        ("http://中文.com", 1, 0),
        ("https://看这里", 0, 11),
        ("http://", 0, 7),
        ("www.abc.xyz.example", 1, 0),
        ("ton.org", 1, 0),
        ("ton.org/a?b", 1, 0),
        ("ton.org:8080/", 1, 0),
        ("看ton.org吧", 1, 2),
        ("t.me/abc", 1, 0),
        ("T.ME/+x_y", 1, 0),
        ("t.m\u200be/abc", 1, 0),
        ("main.py", 0, 7),
        ("ton.org.py", 0, 10),
        ("3.14", 0, 4),
        ("好的...com", 0, 8),
        ("192.168.1.1", 0, 11),
        ("ton.organ", 0, 9),
        ("a@ton.org", 0, 9),
        ("@ton.org", 0, 8),
        ("medium.com/@abc", 1, 0),
        ("无", 0, 1),
    ],
)
def test_links(text: str, links: int, own: int) -> None:
    [reading] = READER.read([text])
    assert (reading.links, reading.own) == (links, own)
    assert reading.signals & LINK == LINK * (links > 0)


@pytest.mark.parametrize(
    "text,mentions",
    [
        ("@张三", 1),
        ("＠张三 @bob @bob", 3),
        ("你好@张三你好", 1),
        ("hi@bob", 1),
        ("@", 0),
        ("@ 张三", 0),
        ("@，", 0),
        ("@。", 0),
        ("@@", 0),
        ("@@张三", 1),
        ("a.b@qq.com", 0),
        ("a@qq.com @bob", 1),
        ("https://medium.com/@abc", 0),
        ("", 0),
    ],
)
def test_mentions(text: str, mentions: int) -> None:
    [reading] = READER.read([text])
    assert reading.mentions == mentions
    assert reading.signals & MENTION == MENTION * (mentions > 0)


def test_each_text_of_a_batch_has_its_own() -> None:
    readings = READER.read(["a.com @b", "", "@c @d", "https://", "x.com"])
    assert [(reading.links, reading.mentions) for reading in readings] == [(1, 1), (0, 0), (0, 2), (0, 0), (1, 0)]
