"""Production refuses to start where it would be unsafe, and says why."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.cache import cache

ROOT = Path(__file__).resolve().parent.parent
SAFE = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "a key of one's own, long enough: 0123456789-abcdefghijklmnop",
    "ALLOWED_HOSTS": "retro.example.org",
    "SITE_URL": "https://retro.example.org",
}
OURS = ("ENVIRONMENT", "SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "SITE_URL", "DATABASE_URL", "REDIS_URL", "STATIC_ROOT")
UNSAFE = ("DJANGO_ALLOW_ASYNC_UNSAFE",)


def manage(tmp_path: Path, *command: str, **changed: str) -> subprocess.CompletedProcess[str]:
    """Run ``manage.py`` with safe production settings, some of them changed."""
    return python(tmp_path, "manage.py", *command, **changed)


def read_settings(tmp_path: Path, **changed: str) -> subprocess.CompletedProcess[str]:
    """Read safe production settings, some of them changed, in a process of its own."""
    return python(tmp_path, "-c", "import playbook.settings", **changed)


def python(tmp_path: Path, *arguments: str, **changed: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in (*OURS, *UNSAFE)}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=clean | {"DATA_DIR": str(tmp_path)} | SAFE | changed,
        capture_output=True,
        text=True,
        check=False,
    )


def test_safe_production_settings_pass_djangos_own_checks(tmp_path: Path) -> None:
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": "x" * 60}, "SECRET_KEY"),
        ({"SECRET_KEY": "django-insecure-0123456789abcdefghijklmnopqrstuvwxyz0123456789"}, "SECRET_KEY"),
        ({"DEBUG": "1"}, "DEBUG"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"SITE_URL": ""}, "SITE_URL"),
        ({"SITE_URL": "http://retro.example.org"}, "https"),
        ({"ENVIRONMENT": "prod"}, "ENVIRONMENT"),
    ],
)
def test_production_does_not_start_with(changed: dict[str, str], said: str, tmp_path: Path) -> None:
    done = read_settings(tmp_path, **changed)
    assert done.returncode != 0
    assert said in done.stderr.strip().splitlines()[-1]


def test_production_makes_no_key_of_its_own(tmp_path: Path) -> None:
    assert read_settings(tmp_path).returncode == 0
    assert not (tmp_path / "secret_key").exists()


def test_a_local_key_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    local = {"ENVIRONMENT": "local", "SECRET_KEY": "", "ALLOWED_HOSTS": "localhost"}
    assert read_settings(tmp_path, **local).returncode == 0
    key = (tmp_path / "secret_key").read_text()
    assert len(key) >= 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
    read_settings(tmp_path, **local)
    assert (tmp_path / "secret_key").read_text() == key


def test_production_has_no_sign_in_links(tmp_path: Path) -> None:
    asked = "from django.urls import resolve; resolve('/sign-in/once/MQ/abc-def/')"
    done = manage(tmp_path, "shell", "-v0", "-c", asked)
    assert "Resolver404" in done.stderr
    local = manage(tmp_path, "shell", "-v0", "-c", asked, ENVIRONMENT="local")
    assert local.returncode == 0, local.stderr


def test_the_memory_of_one_process_forgets_nothing_on_a_busy_day() -> None:
    cache.set_many({f"busy-{number}": number for number in range(1000)}, 60)
    assert len(cache.get_many(f"busy-{number}" for number in range(1000))) == 1000
