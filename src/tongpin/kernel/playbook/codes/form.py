"""PB1xx: the form of the file."""

from collections.abc import Mapping

from tongpin.kernel.playbook.codes.code import Code, code

FORM: Mapping[str, Code] = {
    "PB101": code(
        ("不是合法的 YAML", "Not YAML"),
        ("这里不合 YAML 的写法。", "This cannot be read as YAML."),
        (
            "看看这一行和上一行的缩进、引号和冒号。（解析器说：{why}）",
            "Check the indentation, quotes and colons of this line and the one above. (The parser says: {why}.)",
        ),
    ),
    "PB102": code(
        ("用了 Tab", "A tab"),
        ("这里用了 Tab。", "A tab stands here."),
        ("YAML 只认空格：把 Tab 换成两个空格。", "YAML knows spaces only: replace each tab by two spaces."),
    ),
    "PB103": code(
        ("该用半角符号的地方用了全角", "Full-width punctuation where YAML needs half-width"),
        (
            "这里的“{given}”是全角符号，YAML 不认它。",
            "This “{given}” is full-width, which YAML does not take for punctuation.",
        ),
        (
            "换成半角的“{wanted}”（冒号、逗号后空一格）；如果它本来就是内容，把整段放进引号。",
            "Write “{wanted}” and a space after it; if the sign is meant as text, put quotes around the whole.",
        ),
    ),
    "PB104": code(
        ("同一个键写了两次", "A key given twice"),
        ("“{given}”在第 {first} 行已经写过了。", "“{given}” was already given in line {first}."),
        ("两处合成一处，或删掉一处。", "Merge the two, or take one away."),
    ),
    "PB105": code(
        ("用了 YAML 标签", "A YAML tag"),
        ("剧本里不能用 YAML 标签“{given}”。", "A playbook cannot hold the YAML tag “{given}”."),
        (
            "删掉标签；如果感叹号是内容，把整段放进引号。",
            "Take the tag away; if the exclamation mark is meant as text, put quotes around the whole.",
        ),
    ),
    "PB106": code(
        ("一个文件里有几份文档", "More than one document in the file"),
        (
            "从这里开始是第二份文档；一个文件只能有一份剧本。",
            "A second document begins here; a file holds one playbook.",
        ),
        (
            "删掉这一行“---”，或把后面的内容另存一个文件。",
            "Take this “---” away, or keep what follows in a file of its own.",
        ),
    ),
    "PB107": code(
        ("文件太大", "Too large a file"),
        ("文件有 {given} 字节，超过上限 {most}。", "The file has {given} bytes, more than the {most} allowed."),
        (
            "把长的词表移到单独的文件里：words: {{file: words.txt}}。",
            "Move long word lists into files of their own: words: {{file: words.txt}}.",
        ),
    ),
    "PB108": code(
        ("层次太深", "Nested too deep"),
        ("这里套到了第 {most} 层以下。", "This is nested deeper than {most} levels."),
        (
            "剧本用不到这么深的层次，看看缩进或括号是不是写多了。",
            "No playbook needs that depth: look for brackets or indentation that went astray.",
        ),
    ),
    "PB109": code(
        ("内容太多", "Too much in it"),
        (
            "展开以后超过 {most} 项（引用 * 会成倍展开）。",
            "Unfolded this is more than {most} items (each * repeats all that it points to).",
        ),
        ("少用引用；长的词表移到单独的文件里。", "Use fewer aliases; move long word lists into files of their own."),
    ),
    "PB110": code(
        ("文件不是一份剧本", "Not a playbook at all"),
        ("文件是空的，或者不是由“键: 值”组成的。", "The file is empty, or is not made of “key: value” lines."),
        (
            "至少要有两行：“tongpin: 1”和“community: {{name: 你的群名}}”。",
            "It takes two lines at least: “tongpin: 1” and “community: {{name: Your group}}”.",
        ),
    ),
    "PB111": code(
        ("有看不见的控制字符", "An invisible control character"),
        ("这里有一个看不见的控制字符（{given}）。", "An invisible control character stands here ({given})."),
        ("删掉它，并把文件存成 UTF-8。", "Delete it, and save the file as UTF-8."),
    ),
    "PB112": code(
        ("引号没有关上", "A quote that is never closed"),
        ("这个引号一直没有关上。", "This quote is never closed."),
        ("在内容末尾补上同样的半角引号。", "Put the same quote at the end of the text."),
    ),
    "PB113": code(
        ("括号没有关上", "A bracket that is never closed"),
        (
            "这个括号里的逗号不对，或者一直没有关上。",
            "Within this bracket a comma is missing or one too many, or it is never closed.",
        ),
        (
            "各项之间用半角逗号，末尾补上同一种括号。",
            "Put commas between the items and the matching bracket at the end.",
        ),
    ),
    "PB114": code(
        ("一行里有两个冒号", "A second colon in a line"),
        ("这里不能再有“键: 值”。", "A second “key: value” cannot stand here."),
        (
            "如果冒号是内容，把整段放进引号；如果是新的一项，另起一行并对齐缩进。",
            "If the colon is meant as text, quote the whole; if this is a new key, give it a line of its own.",
        ),
    ),
    "PB115": code(
        ("这一行不是“键: 值”", "Not a “key: value” line"),
        ("这一行不是“键: 值”。", "This line is no “key: value”."),
        (
            "键后面要有半角冒号和一个空格；列表的项以“- ”开头。",
            "A key is followed by a colon and a space; an item of a list begins with “- ”.",
        ),
    ),
    "PB116": code(
        ("值不能以这个符号开头", "A sign that cannot begin a value"),
        ("不加引号的内容不能以“{given}”开头。", "Text without quotes cannot begin with “{given}”."),
        ("把整段放进单引号。", "Put single quotes around the whole."),
    ),
    "PB117": code(
        ("缩进不对齐", "Indentation that does not line up"),
        (
            "这一行和同一层的其他行没有对齐，或者上一项写完后又多了内容。",
            "This line does not line up with its neighbours, or something follows a value that was already complete.",
        ),
        ("同一层的键和“-”要从同一列开始。", "Keys and “-” of one level begin in one column."),
    ),
    "PB118": code(
        ("引用了没有定义的锚", "An alias without its anchor"),
        ("“*{given}”没有指向前面任何一个写完的“&{given}”。", "“*{given}” points to no finished “&{given}” above."),
        (
            "先在前面写“&{given}”；如果星号是内容，把整段放进引号。",
            "Write “&{given}” first; if the asterisk is meant as text, put quotes around the whole.",
        ),
    ),
    "PB119": code(
        ("“|”或“>”后面同一行有内容", "Text on the line of “|” or “>”"),
        (
            "“|”或“>”表示多行文字，同一行后面不能再有内容。",
            "“|” and “>” begin a text of several lines; nothing may follow on the same line.",
        ),
        (
            "文字从下一行开始，多缩进两格；只有一行就用引号。",
            "Begin the text on the next line, two spaces further in; for a single line use quotes.",
        ),
    ),
    "PB120": code(
        ("双引号里的反斜杠", "A backslash within double quotes"),
        (
            "双引号里的反斜杠是转义，后面不能跟这个字符。",
            "Within double quotes a backslash is an escape, and this one is not known.",
        ),
        ("正则式请用单引号。", "Write patterns within single quotes."),
    ),
    "PB121": code(
        ("列表的项没有另起一行", "An item of a list on its key's line"),
        ("“- ”开头的项不能和键写在同一行。", "An item that begins with “- ” cannot stand on the line of its key."),
        ("每一项另起一行；只有一项也一样，或写成 [甲]。", "Give every item a line of its own, or write [one]."),
    ),
}
