"""What `text` says is wrong with a pattern, in both languages: the text floor has its sentences in English alone."""

from tongpin.kernel.playbook.bilingual import Both

_CHINESE = (
    ("Two signs of repetition", "两个重复符号连在了一起；去掉一个，或把里面的放进括号。"),
    ("This range runs backwards", "字符范围前后颠倒了，或没有这种字符类。"),
    ("This character after a \\", "“\\”后面的这个字符没有含义，去掉“\\”。"),
    ("This name of a group", "分组的名字写得不对。"),
    ("These signs after a (", "“(”后面的这几个符号没有含义。"),
    ("This repeats more than", "重复的总次数超过 1000，或上下限颠倒了。"),
    ("Nothing stands before this sign", "这个符号前面没有可以重复的内容。"),
    ("The pattern repeats too much", "重复得太多，把 { } 里的数改小。"),
    ("The pattern ends with a \\", "末尾的“\\”后面没有内容。"),
    ("The pattern is longer than", "写得太长，请拆成两条。"),
    ("The pattern matches where there is nothing", "它能匹配空内容，因而会匹配每一条消息。"),
    ("This ( is never closed", "这个“(”没有关上；补上“)”，要的就是这个符号则写“\\(”。"),
    ("This ) has no (", "这个“)”前面没有“(”；去掉它，要的就是这个符号则写“\\)”。"),
    ("This [ is never closed", "这个“[”没有关上；补上“]”，要的就是这个符号则写“\\[”。"),
    ("A flag cannot be switched off", "标志不能关掉：文字总是不分大小写地读。"),
    ("An invisible character", "这里有一个看不见的字符；读文字时会去掉它，请删掉。"),
    ("is not supported: patterns run on RE2", "RE2 不支持这种写法（前后查找、反向引用等），这样才能保证速度。"),
)
_OTHERWISE = "写法不合 RE2 语法。"


def in_both_languages(complaint: str) -> Both:
    """Return a complaint of `tongpin.text` about a pattern, and the same in Chinese."""
    return Both(next((chinese for english, chinese in _CHINESE if english in complaint), _OTHERWISE), complaint)
