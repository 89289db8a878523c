"""Accounts, one-time links and codes, as Django knows them."""

from django.apps import AppConfig


class SigninConfig(AppConfig):
    name = "tongpin.signin"
    label = "tongpin_signin"
