"""What the command line offers; each command lives in a file of its own."""

from __future__ import annotations

import sys
from importlib import import_module

import typer
from rich.console import Console

from jobcenter.commands.options import PlainInside
from jobcenter.inside import say_for_all
from jobcenter.trouble import PlainError

COMMANDS = (
    "up",
    "serve",
    "attach",
    "migrate",
    "broker-users",
    "doctor",
    "token",
    "where",
    "clock",
    "simulate",
    "import-notifications",
    "timeline",
    "file",
    "tail",
    "verify",
    "checkpoint",
    "rebuild",
    "epoch",
    "reconcile",
    "retention",
    "subscribe",
    "generate",
)
GROUPS = ("scenario", "parked", "keys")


def make_app(wanted: str | None = None) -> typer.Typer:
    """Return the command line; with `wanted` only that command is loaded, which is quicker."""
    app = typer.Typer(
        help="Jobcenter: the open system that a whole jobcenter runs on.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_keep_names)
    known = wanted in (*COMMANDS, *GROUPS)
    for name in COMMANDS:
        if not known or name == wanted:
            app.command(name)(import_module(f"jobcenter.commands.{_module(name)}").command)
    for name in GROUPS:
        if not known or name == wanted:
            app.add_typer(import_module(f"jobcenter.commands.{name}").app, name=name)
    return app


def _module(name: str) -> str:
    return name.replace("-", "_")


def _keep_names(plain_inside: PlainInside = False) -> None:  # noqa: FBT002 - an option
    """Jobcenter: the open system that a whole jobcenter runs on."""
    say_for_all(plain_inside=plain_inside)


def run() -> int:
    """Run one command; known trouble is said in plain words with what to do."""
    try:
        code = make_app(sys.argv[1] if len(sys.argv) > 1 else None)(standalone_mode=False)
    except PlainError as trouble:
        return _said(trouble)
    except typer.Abort:
        return 130
    except Exception as wrong:
        if hasattr(wrong, "format_message"):  # a wrong option: the parser's own words
            Console(stderr=True).print(wrong.format_message(), markup=False)
            return 2
        from jobcenter.plain_words import in_plain_words  # noqa: PLC0415 - loaded only when needed

        known = in_plain_words(wrong)
        if known is None:
            raise
        return _said(known)
    return code if isinstance(code, int) else 0  # what a command ended with by `typer.Exit`


def _said(trouble: PlainError) -> int:
    console = Console(stderr=True, highlight=False)
    console.print(trouble.what, style="bold red", markup=False)
    console.print(trouble.todo, markup=False)
    return 1
