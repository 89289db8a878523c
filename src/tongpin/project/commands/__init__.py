"""One module a command of `tongpin`, each with one function `run`.

A command is a module here and a line in `cli.COMMANDS`. The signature of `run` is its command line (typer); it prints
data on stdout, talks on stderr (`terminal`), and raises `terminal.Stopped` with what is wrong and the exit code.
Only the module of the command that was asked for is imported, so it may import at its top what it needs.
"""
