"""The door of the command line: which commands there are, and what every one of them promises."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from importlib import import_module
from typing import Annotated

import typer

from tongpin.kernel.playbook.bilingual import Both
from tongpin.project.terminal import Exit, Stopped, say

COMMANDS = {
    "init": "用一份剧本建一个社群 · Make a community that is run by a playbook",
    "serve": "运行社群 · Run the communities of a data folder",
    "link": "给丢了密码的人一个一次性登录链接 · A one-time link for who lost a password",
    "doctor": "这台机器和数据哪里不对，怎样修好 · What is amiss here, and how to mend it",
    "check": "检查剧本，列出每处错误 · Check a playbook, every error at once",
    "rehearse": "在历史记录上排练一份剧本 · What a playbook would have done to past conversation",
    "verify": "核对账目：日志、读表、积分、待办一一对得上吗 · Are the books whole",
    "rebuild": "从日志重建各读表 · Fill what pages read again from the journal",
    "simulate": "让虚拟成员按剧本过几天 · Let invented members live under a playbook",
    "demo": "先看看：一个虚拟的社群，在浏览器里活着 · See an invented community live in the browser",
    "bench": "测速，并与其他程序同轮比较 · How fast it is here, beside others",
}
"""Name and help. Each is the module of that name in `commands`."""

UNEXPECTED = Both(
    "程序内部出错：{error}。请把以上命令和这句话报告给我们；设 TONGPIN_DEBUG=1 再运行可以看到细节。",
    "Tongpin itself failed: {error}. Please report this line with the command; TONGPIN_DEBUG=1 shows the details.",
)
INTERRUPTED = Both("已中断。", "Interrupted.")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command that the arguments (default: those of the process) name, and exit with its status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    app = typer.Typer(
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        help="同频：按一份剧本运营社群 · Run a community from one playbook",
    )
    app.callback()(_options)
    asked = next((each for each in given if each in COMMANDS), None)
    for name, help_text in COMMANDS.items():
        app.command(name, help=help_text)(_command(name) if name == asked else _only_listed)
    app(args=given, prog_name="tongpin")


def _options(
    lang: Annotated[str, typer.Option(help="提示语言 zh 或 en · Language of what is said", show_default="locale")] = "",
) -> None:
    if lang:
        os.environ["TONGPIN_LANG"] = lang


def _only_listed() -> None:
    raise AssertionError("The command that runs is always imported.")


def _command(name: str) -> Callable[..., None]:
    run: Callable[..., None] = import_module(f"tongpin.project.commands.{name}").run

    @wraps(run)
    def guarded(*args: object, **options: object) -> None:
        try:
            run(*args, **options)
        except Stopped as stopped:
            say(stopped.said)
            raise typer.Exit(stopped.code) from None
        except KeyboardInterrupt:
            say(INTERRUPTED)
            raise typer.Exit(Exit.INTERRUPTED) from None
        except (typer.Exit, typer.Abort, typer.BadParameter, BrokenPipeError):
            raise
        except Exception as error:
            if os.environ.get("TONGPIN_DEBUG"):
                raise
            say(UNEXPECTED.filled({"error": f"{type(error).__name__}: {error}"}))
            raise typer.Exit(Exit.FAILED) from None

    return guarded
