"""PB2xx: one value."""

from collections.abc import Mapping

from tongpin.kernel.playbook.codes.code import Code, code

VALUE: Mapping[str, Code] = {
    "PB201": code(
        ("要写文字", "Text is wanted"),
        ("这里要写文字，写的却是 {given}。", "Text is wanted here, not {given}."),
        ("如果就是要这几个字，加上引号。", "If these very characters are meant, put quotes around them."),
    ),
    "PB202": code(
        ("要写整数", "A whole number is wanted"),
        ("这里要写一个整数，“{given}”不是。", "A whole number is wanted here, which “{given}” is not."),
        ("只写数字，不带单位：10，或者十。", "Write digits alone, without a unit: 10."),
    ),
    "PB203": code(
        ("时长写法不认识", "A duration that cannot be read"),
        ("时长写法不认识：“{given}”。", "This duration cannot be read: “{given}”."),
        ("可写：10m、10分钟、1h30m、48小时、30天。", "Write 10m, 1h30m, 48h or 30d."),
    ),
    "PB204": code(
        ("时长没有单位", "A duration without a unit"),
        ("时长“{given}”没有单位。", "The duration “{given}” has no unit."),
        (
            "写明是秒、分钟、小时、天还是周。",
            "Say whether it is seconds, minutes, hours, days or weeks: 10s, 10m, 10h, 10d, 10w.",
        ),
    ),
    "PB205": code(
        ("时长用了月或年", "A duration in months or years"),
        ("月和年有长有短，时长“{given}”不明确。", "Months and years differ in length, so “{given}” is not definite."),
        ("用天数写。", "Write it in days."),
    ),
    "PB206": code(
        ("时刻写法不认识", "A time of day that cannot be read"),
        ("时刻写法不认识：“{given}”。", "This time of day cannot be read: “{given}”."),
        ("可写：20:00、晚上8点、8pm。", "Write 20:00 or 8pm."),
    ),
    "PB207": code(
        ("时段写法不认识", "A window of time that cannot be read"),
        ("时段写法不认识：“{given}”。", "This window of time cannot be read: “{given}”."),
        (
            "可写：12:00-13:00、每周五 20:00-21:30、周一至周五 9:00-18:00、周末。",
            "Write 12:00-13:00, fri 20:00-21:30, weekdays 9:00-18:00 or weekends; several windows make a list.",
        ),
    ),
    "PB208": code(
        ("时段的起止相同", "A window that ends where it begins"),
        ("时段“{given}”的起止是同一时刻。", "The window “{given}” ends when it begins."),
        ("要整天就写 00:00-24:00，否则改掉一头。", "Write 00:00-24:00 for a whole day, or change one end."),
    ),
    "PB209": code(
        ("次数写法不认识", "A rate that cannot be read"),
        ("次数写法不认识：“{given}”。", "This rate cannot be read: “{given}”."),
        ("可写：每天1次、每周3次、2/hour；一共一次写“总共1次”。", "Write 1/day, 3/week, 2/hour or 1/ever."),
    ),
    "PB210": code(
        ("时区不认识", "An unknown time zone"),
        ("时区不认识：“{given}”。", "This time zone is not known: “{given}”."),
        (
            "写城市所在的时区，例如 Asia/Shanghai（北京时间）。",
            "Write the zone's IANA name, such as Asia/Shanghai or Europe/London.",
        ),
    ),
    "PB211": code(
        ("语言不认识", "An unknown language"),
        ("语言不认识：“{given}”。", "This language is not known: “{given}”."),
        ("可写：{allowed}。", "Write one of: {allowed}."),
    ),
    "PB212": code(
        ("正则式不合写法", "A pattern that is not written rightly"),
        ("正则式“{given}”用不了：{why}", "The pattern “{given}” cannot be used: {why}"),
        (
            "写法见 RE2 语法；只是找几个词的话，用词表更快。",
            "See the syntax of RE2; to look for mere words, a word list is quicker.",
        ),
    ),
    "PB213": code(
        ("没有内容的词", "A word with nothing in it"),
        ("这里一个词也没有。", "There is no word here."),
        (
            "至少写一个词；不用这条规则就整条删掉。",
            "Write one word at least; a rule that is not wanted can be taken out whole.",
        ),
    ),
    "PB214": code(
        ("词表里有重复", "A word given twice"),
        (
            "“{given}”和第 {first} 个词是同一个（不分大小写、全半角、简繁）。",
            "“{given}” is the same as word {first} (case, width and script do not count).",
        ),
        ("删掉一个。", "Take one of them away."),
    ),
    "PB215": code(
        ("不是可选的值", "A value that is not on the list"),
        ("“{given}”不是可选的值。", "“{given}” is not one of the values that may stand here."),
        ("可选：{allowed}。", "Write one of: {allowed}."),
    ),
    "PB216": code(
        ("要写“是”或“否”", "Yes or no is wanted"),
        ("这里要写“是”或“否”，“{given}”不是。", "Yes or no is wanted here, which “{given}” is not."),
        ("可写：是、否、开、关、true、false。", "Write yes, no, true or false."),
    ),
    "PB217": code(
        ("词表文件读不到", "A word file that cannot be read"),
        ("词表文件“{given}”读不到。", "The word file “{given}” cannot be read."),
        ("文件要和剧本放在一起，存成 UTF-8，每行一个词。", "Keep it beside the playbook, in UTF-8, one word a line."),
    ),
    "PB218": code(
        ("词表文件不在剧本旁边", "A word file that is not beside the playbook"),
        ("“{given}”不是剧本所在文件夹里的文件名。", "“{given}” does not name a file beside the playbook."),
        (
            "写相对的文件名，例如 words.txt 或 words/ads.txt。",
            "Write a relative name, such as words.txt or words/ads.txt.",
        ),
    ),
    "PB219": code(
        ("词表文件里有重复", "A word given twice in a word file"),
        (
            "词表文件第 {line} 行的“{given}”和第 {first} 行是同一个词。",
            "Line {line} of the word file, “{given}”, is the same word as line {first}.",
        ),
        ("在词表文件里删掉一个。", "Take one of them out of the word file."),
    ),
    "PB220": code(
        ("要写词表", "A list of words is wanted"),
        ("这里要写一列词，“{given}”不是。", "A list of words is wanted here, which “{given}” is not."),
        (
            "写成 [广告, 代购]，或每行一个“- 词”，或 {{file: words.txt}}。",
            "Write [spam, scam], or one “- word” a line, or {{file: words.txt}}.",
        ),
    ),
    "PB221": code(
        ("要写“键: 值”", "Keys and values are wanted"),
        ("这里要写若干行“键: 值”，“{given}”不是。", "“key: value” lines are wanted here, which “{given}” is not."),
        (
            "另起一行，缩进两格，逐行写“键: 值”；冒号后空一格。",
            "Begin a new line, two spaces further in, with one “key: value” a line and a space after each colon.",
        ),
    ),
    "PB222": code(
        ("数太小", "Too small a number"),
        ("{given} 太小，至少是 {least}。", "{given} is too small: it must be {least} at least."),
        ("改成 {least} 或更大。", "Write {least} or more."),
    ),
    "PB223": code(
        ("数太大", "Too large a number"),
        ("{given} 太大，至多是 {most}。", "{given} is too large: it may be {most} at most."),
        ("改成 {most} 或更小。", "Write {most} or less."),
    ),
    "PB224": code(
        ("文字长短不合", "Text of the wrong length"),
        (
            "“{given}”的长短不合：要 {least} 到 {most} 个字。",
            "“{given}” has the wrong length: {least} to {most} characters are wanted.",
        ),
        ("改短或改长。", "Make it shorter or longer."),
    ),
    "PB225": code(
        ("项数不合", "A list of the wrong length"),
        ("这里有 {given} 项，要 {least} 到 {most} 项。", "There are {given} items here; {least} to {most} are wanted."),
        ("删去或补上几项。", "Take some away or add some."),
    ),
    "PB226": code(
        ("要写列表", "A list is wanted"),
        ("这里要写列表，“{given}”不是。", "A list is wanted here, which “{given}” is not."),
        ("每行一项，以“- ”开头；或写成 [甲, 乙]。", "Write one “- item” a line, or [one, two]."),
    ),
    "PB227": code(
        ("这个值用不了", "A value that cannot be taken"),
        ("“{given}”在这里用不了：{why}", "“{given}” cannot be taken here: {why}"),
        ("这个键的含义：{help}。", "What this key is for: {help}."),
    ),
    "PB228": code(
        ("写法不合要求", "A text of the wrong form"),
        (
            "“{given}”里有这个键不收的字符，或长短不合。",
            "“{given}” has characters that may not stand here, or the wrong length.",
        ),
        ("这个键的含义：{help}。", "What this key is for: {help}."),
    ),
}
