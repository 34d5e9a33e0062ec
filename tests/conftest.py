"""What all tests share: people, an incident, and a house that writes nowhere but into its own folders."""

import os
from pathlib import Path
from typing import Any

import pytest

# Browser tests leave an event loop running in the thread of the tests; Django would take every test for asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

pytest_plugins = ["tests.people"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: asynchronous tests fail beside the loop that they leave behind."""
    items.sort(key=lambda item: "browser" in item.path.parts)


@pytest.fixture(autouse=True)
def house(settings: Any, tmp_path: Path) -> None:
    """Uploads into a folder of the test, passwords hashed fast, mail kept in memory."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def as_facilitator(client: Any, facilitator: Any) -> Any:
    """The browser of the facilitator, signed in."""
    return signed_in(client, facilitator)


@pytest.fixture
def as_stranger(stranger: Any) -> Any:
    """The browser of a member of another team."""
    from django.test import Client

    return signed_in(Client(), stranger)


def signed_in(client: Any, user: Any) -> Any:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
