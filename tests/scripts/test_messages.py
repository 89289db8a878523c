"""Texts are found where they stand, translations are kept, and what is amiss is named."""

import gettext
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import translation

from scripts import messages, texts

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext

TITLE = _("Members")
OPEN = pgettext("a case", "Open")

def said(count):
    return ngettext("One case", "%(count)d cases", count)
"""
TEMPLATE = """
{# A note, 中文 too. #}{% comment %}中文{% endcomment %}
  {% translate "Check in" %}
    {% if seat %}
 {% blocktranslate trimmed with name=seat.name %}
    Welcome,
    {{ name }}
 {% endblocktranslate %}
      {% endif %}
{% blocktranslate count n=days %}One day{% plural %}{{ n }} days{% endblocktranslate %}
{{ _("Leave") }} {% include "x.html" with label=_("Help") %} 100% it's "so
{% translate "Open" context "a door" %}
"""
TRANSLATED = {
    "Members": "成员",
    "One case": "%(count)d 个案件",
    "Check in": "签到",
    "Welcome, %(name)s": "欢迎，%(name)s",
    "One day": "%(n)s 天",
    "Leave": "离开",
    "Help": "帮助",
}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house with an app, which has one Python module and one template."""
    folder = tmp_path / "src" / "tongpin"
    put(folder / "portal/views/home.py", PYTHON)
    put(folder / "portal/templates/portal/home.html", TEMPLATE)
    put(folder / "portal/migrations/0001.py", '_("No text of a page")')
    put(folder / "runtime/engine.py", "x = 1\n")
    monkeypatch.setattr(messages, "PACKAGE", folder)
    return folder


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def po(package: Path, language: str = "zh_Hans", app: str = "portal") -> Path:
    return package / app / "locale" / language / "LC_MESSAGES" / "django.po"


def translate(path: Path, words: dict[str, str]) -> None:
    """Fill in translations as a person does, with an editor."""
    text = path.read_text("utf-8")
    for english, chinese in words.items():
        for head in ("msgid", "msgid_plural"):
            for empty in ('msgstr ""', 'msgstr[0] ""'):
                lines = f'{head} "{english}"\n{empty}\n'
                text = text.replace(lines, lines.replace('""', f'"{chinese}"'))
    path.write_text(text, "utf-8")


def in_full(package: Path) -> None:
    messages.main([])
    text = po(package).read_text("utf-8").replace('msgctxt "a case"\nmsgid "Open"\nmsgstr ""', CASE)
    po(package).write_text(text.replace('msgctxt "a door"\nmsgid "Open"\nmsgstr ""', DOOR), "utf-8")
    plurals = {"%(count)d cases": TRANSLATED["One case"], "%(n)s days": TRANSLATED["One day"]}
    translate(po(package), TRANSLATED | plurals)
    messages.main([])


CASE = 'msgctxt "a case"\nmsgid "Open"\nmsgstr "待处理"'
DOOR = 'msgctxt "a door"\nmsgid "Open"\nmsgstr "打开"'


def compiled(path: Path) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(BytesIO(path.with_suffix(".mo").read_bytes()))


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """What `--check` names; its exit code says whether there is anything."""
    capsys.readouterr()
    code = messages.main(["--check", *arguments])
    said = capsys.readouterr().err.splitlines()
    assert code == bool(said)
    return said


def test_texts_are_found_in_python_and_in_templates(package: Path) -> None:
    found = texts.gathered(package)[package / "portal"]
    ids = {(each.context, each.id) for each in found if each.id}
    assert ids == {
        (None, "Members"),
        ("a case", "Open"),
        (None, ("One case", "%(count)d cases")),
        (None, "Check in"),
        (None, "Welcome, %(name)s"),
        (None, ("One day", "%(n)s days")),
        (None, "Leave"),
        (None, "Help"),
        ("a door", "Open"),
    }


def test_capabilities_and_connectors_are_apps_of_their_own(package: Path) -> None:
    put(package / "capabilities/conduct/views.py", '_("Rules")')
    put(package / "connectors/webchat/views.py", '_("Send")')
    messages.main([])
    apps = sorted(path.parents[3].relative_to(package).as_posix() for path in package.rglob("zh_Hans/*/django.po"))
    assert apps == ["capabilities/conduct", "connectors/webchat", "portal"]


def test_a_file_that_cannot_be_read_is_named(package: Path) -> None:
    put(package / "portal/templates/bad.html", "{% blocktranslate %}{% if x %}{% endblocktranslate %}")
    with pytest.raises(SystemExit, match=r"bad\.html"):
        messages.main([])


def test_what_is_translated_reaches_both_scripts(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    in_full(package)
    assert check(capsys) == []
    hans, hant = compiled(po(package)), compiled(po(package, "zh_Hant"))
    assert hans.gettext("Welcome, %(name)s") == "欢迎，%(name)s"
    assert hant.gettext("Welcome, %(name)s") == "歡迎，%(name)s"
    assert hant.ngettext("One case", "%(count)d cases", 3) == "%(count)d 個案件"
    assert (hans.pgettext("a case", "Open"), hans.pgettext("a door", "Open")) == ("待处理", "打开")


def test_the_same_texts_give_the_same_bytes_whatever_the_lines(package: Path) -> None:
    in_full(package)
    before = {path: path.read_bytes() for path in package.rglob("locale/**/django.*")}
    assert len(before) == 4
    put(package / "portal/views/home.py", "\n\n" + PYTHON)
    messages.main([])
    assert {path: path.read_bytes() for path in before} == before
    text = po(package).read_text("utf-8")
    assert "#: templates/portal/home.html\n" in text
    assert [word for word in ("Date", "Generated", "Copyright", "fuzzy", str(package)) if word in text] == []


def test_translations_stay_and_texts_that_are_gone_go(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    in_full(package)
    put(package / "portal/views/home.py", '_("Members")\n_("Guests")')
    assert any("out of date" in each for each in check(capsys))
    messages.main([])
    assert check(capsys) == ["src/tongpin/portal/locale/zh_Hans/LC_MESSAGES/django.po: not translated: 'Guests'"]
    text = po(package).read_text("utf-8")
    assert "成员" in text
    assert "案件" not in text


def test_a_text_that_gains_a_plural_keeps_its_translation(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    in_full(package)
    put(package / "portal/views/home.py", PYTHON + 'ngettext("Members", "All members", 2)')
    messages.main([])
    assert check(capsys) == []
    assert compiled(po(package)).ngettext("Members", "All members", 2) == "成员"


def test_one_app_s_words_fill_the_gaps_of_another(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    in_full(package)
    put(package / "console/views.py", '_("Members")')
    messages.main(["console"])
    assert check(capsys) == []
    assert compiled(po(package, app="console")).gettext("Members") == "成员"


def test_a_plural_is_not_filled_with_words_for_one(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    in_full(package)
    put(package / "console/views.py", 'ngettext("Members", "%(count)d members", 2)')
    messages.main([])
    assert check(capsys) == ["src/tongpin/console/locale/zh_Hans/LC_MESSAGES/django.po: not translated: 'Members'"]


def test_two_translations_of_one_text_are_named(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    in_full(package)
    put(package / "console/views.py", '_("Members")')
    messages.main([])
    po(package, app="console").write_text(
        po(package, app="console").read_text("utf-8").replace("成员", "会员"), "utf-8"
    )
    messages.main([])
    (said,) = check(capsys)
    assert said.startswith("'Members' is '会员' in console, '成员' in portal:")


def test_traditional_words_may_be_chosen_by_hand(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    in_full(package)
    overrides = po(package, "zh_Hant").parents[1] / "overrides.po"
    put(overrides, 'msgid "Members"\nmsgstr "群友"\n\nmsgid "Gone"\nmsgstr "無"\n')
    messages.main([])
    assert compiled(po(package, "zh_Hant")).gettext("Members") == "群友"
    assert check(capsys) == ["src/tongpin/portal/locale/zh_Hant/overrides.po: no such text: 'Gone'"]


@pytest.mark.parametrize("chinese", ["欢迎", "欢迎，%(nam)s", "欢迎 100%，%(name)s"])
def test_what_is_not_filled_in_alike_is_named(package: Path, capsys: pytest.CaptureFixture[str], chinese: str) -> None:
    in_full(package)
    po(package).write_text(po(package).read_text("utf-8").replace("欢迎，%(name)s", chinese), "utf-8")
    messages.main([])
    hans, hant = check(capsys)
    assert f"'Welcome, %(name)s' and {chinese!r} are not filled in alike" in hans
    assert "zh_Hant" in hant


def test_chinese_where_english_belongs_is_named(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    in_full(package)
    put(package / "portal/templates/portal/bare.html", "<p>你好 <b>world</b></p>")
    put(package / "portal/forms.py", '_("Say 签到")')
    messages.main([])
    said = check(capsys)
    assert any("bare.html: a template speaks English" in each and each.endswith("你好") for each in said)
    assert any("texts stand in English" in each and "Say 签到" in each for each in said)


def test_only_the_apps_that_are_named_are_written(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(package / "console/views.py", '_("Today")')
    messages.main(["console"])
    assert "'Today'" in capsys.readouterr().err
    assert po(package, app="console").exists()
    assert not po(package).exists()


def test_stale_files_are_named(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    in_full(package)
    mo = po(package, "zh_Hant").with_suffix(".mo")
    mo.write_bytes(b"")
    assert check(capsys) == [
        "src/tongpin/portal/locale/zh_Hant/LC_MESSAGES/django.mo: out of date; run `make messages`"
    ]


@pytest.mark.parametrize("code,language", [("zh-hans", messages.HANS), ("zh-hant", messages.HANT)])
def test_pages_say_what_is_written_for_them(code: str, language: str) -> None:
    # Django looks through one app after the other, its own among them: the first that knows a text decides.
    shown = {}
    with translation.override(code):
        for path in sorted(messages.PACKAGE.rglob(f"locale/{language}/{messages.PO}")):
            for (text, context), forms in messages.plain(messages.read(path)):
                said = translation.pgettext(context, text) if context else translation.gettext(text)
                if forms and said != forms[0]:
                    shown[text] = (said, forms[0], path.parents[3].name)
    assert shown == {}


def test_our_own_texts_are_translated(capsys: pytest.CaptureFixture[str]) -> None:
    assert check(capsys) == []
