"""Accounts, one-time links and codes, as Django knows them."""

from django.apps import AppConfig


class SigninConfig(AppConfig):
    name = "tongpin.signin"
    label = "tongpin_signin"

    def ready(self) -> None:
        """Let no link that lets somebody in stand in the log."""
        from tongpin.signin.discretion import keep_tokens_out_of_the_log  # noqa: PLC0415 - apps are loaded by now

        keep_tokens_out_of_the_log()
