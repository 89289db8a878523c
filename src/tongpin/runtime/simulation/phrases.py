"""What simulated members say: invented sentences about reading together. `{n}` is any number from 1 to `NUMBERS`."""

from __future__ import annotations

NUMBERS = 40

TALK = (
    "今天读到第 {n} 章，作者说习惯靠环境而不是靠意志，我很有感触。",
    "昨天的分享我整理成了 {n} 条笔记，晚点贴到群里给大家参考。",
    "同意楼上的看法，不过第 {n} 页那句话我有不同的理解。",
    "有没有人一起读这本？每天 {n} 页，两周刚好读完。",
    "我把去年读过的书列了个单子，一共 {n} 本，小说只占四分之一。",
    "第 {n} 页这段话写得真好，抄下来放在桌边了。",
    "周五的开放分享我想用 {n} 分钟讲讲怎么做读书卡片，大家有兴趣吗？",
    "早上地铁上读了 {n} 分钟，比刷手机舒服多了。",
    "推荐一篇讲慢读的文章 https://example.org/slow-reading ，里面关于批注的方法很实用。",
    "谢谢大家昨天的建议，我把开头重写了 {n} 遍，读起来顺多了。",
)
QUESTIONS = (
    "大家好，我是新来的，请问打卡从哪一天开始算？",
    "想问一下，读书笔记有推荐的格式吗？",
    "请问第 {n} 期共读的是哪一本书？我在公告里没有找到。",
    "新人报到，做设计的，平时喜欢读传记，请多关照。",
)
SHORT = ("学习了", "收到，谢谢", "支持一下大家", "好", "说得真好，受教了")
ADVERTS = (
    "兼职刷单日结，一天三百，想做的加微信 13900001234",
    "https://example.com/sale",
    "全场优惠券限时领取，点开就有 https://example.com/coupon",
    "专业办理贷款，无抵押当天放款，电话 02088881234",
    "大家好，我做图书团购，便宜又快，需要的私聊我。",
)
QUARREL = (
    "你这种读法根本没有意义，还好意思拿出来讲？",
    "哈",
    "反正我不同意，再说 {n} 遍也是这样。",
    "凭什么只有他可以发链接 https://example.org/a",
    "@甲 @乙 @丙 @丁 @戊 @己 你们都来评评理",
    "反正我不同意，再说一百遍也是这样。",
)
OBJECTION = "我没有恶意，请再看一下当时的上下文。"
"""What a member writes behind the word for an appeal."""
VERDICT = "看过上下文了。"
"""What a steward writes behind a verdict."""
