"""``manage.py demo``: content that is there once, links that let one in once, and an address that phones reach."""

import io
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from incidents.models import Communication, Incident, User
from incidents.sign_in_links import sign_in_path
from sessions.demo import seed
from sessions.management.address import Address
from sessions.management.commands import demo
from sessions.models import Commitment, Note, Retrospective, Seat

ROOT = Path(__file__).resolve().parent.parent
COUNTED = (User, Incident, Communication, Retrospective, Seat, Note, Commitment)


@pytest.fixture
def seeded(db: None) -> User:
    """The demo's facilitator, with everything around her."""
    assert seed.seed_once()
    leader = seed.leader()
    assert leader is not None
    return leader


def counts() -> list[int]:
    return [model.objects.count() for model in COUNTED]


def minutes(title: str) -> list[int]:
    gaps = Incident.objects.get(title__contains=title).analyse().chain.gaps
    return [round(gap.length / timedelta(minutes=1)) for gap in gaps]


def test_seeding_again_changes_nothing(seeded: User) -> None:
    before = counts()
    assert not seed.seed_once()
    assert counts() == before


def test_a_house_that_is_in_use_gets_no_demo_content(facilitator: User) -> None:
    assert not seed.seed_once()
    assert not Incident.objects.exists()


def test_the_social_network_has_its_known_gaps(seeded: User) -> None:
    assert minutes("Social network") == [28, 8, 9, 207, 161]


def test_the_messenger_has_its_known_gaps(seeded: User) -> None:
    assert minutes("메신저") == [20, 20, 261, 24, 45, 115, 469]


def test_the_work_chat_has_its_known_gaps(seeded: User) -> None:
    assert minutes("Work chat") == [226, 29, 30, 29, 30, 129, 313]


def test_the_session_of_the_social_network_is_ready_to_start(seeded: User) -> None:
    ready = seed.ready_session(seeded)
    assert ready is not None
    assert ready.incident.title.startswith("Social network")
    assert ready.started_at is None


def test_the_finished_session_has_notes_causes_and_a_plan(seeded: User) -> None:
    finished = Retrospective.objects.finished().get()
    assert finished.finished_at is not None
    assert finished.finished_at < timezone.now() - timedelta(days=7)
    assert finished.notes.chosen().count() == 2
    assert all(note.causes.filter(root_at__isnull=False).count() == 1 for note in finished.notes.chosen())
    assert finished.commitments.driven().count() == 3
    assert finished.notes.filter(seat__isnull=True).exclude(author_mac="").count() == 3


def test_its_review_shows_notes_and_actions(seeded: User, client: Client) -> None:
    client.force_login(seeded, backend="django.contrib.auth.backends.ModelBackend")
    finished = Retrospective.objects.finished().get()
    page = client.get(reverse("retro:review", args=[finished.uid])).content.decode()
    assert "Nearly four hours until our first word." in page
    assert "Put promises to customers on the hand-over checklist" in page


def test_a_sign_in_link_is_not_used_up_by_looking_at_it(facilitator: User, client: Client) -> None:
    path = sign_in_path(facilitator)
    assert client.get(path).status_code == 200
    assert client.get(path).status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_sign_in_link_signs_in_once(facilitator: User, client: Client) -> None:
    path = sign_in_path(facilitator)
    response = client.post(f"{path}?next=/sessions/")
    assert (response.status_code, response["Location"]) == (302, "/sessions/")
    assert client.session["_auth_user_id"] == str(facilitator.pk)
    again = Client()
    assert again.post(path).status_code == 404
    assert "_auth_user_id" not in again.session


def test_a_sign_in_link_is_too_old_after_an_hour(facilitator: User, client: Client, settings: Any) -> None:
    path = sign_in_path(facilitator)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert client.post(path).status_code == 404


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "nonsense", "logout"]
)
def test_a_sign_in_link_leads_nowhere_else(facilitator: User, client: Client, elsewhere: str) -> None:
    response = client.post(f"{sign_in_path(facilitator)}?next={elsewhere}")
    assert response["Location"] == reverse("home")


@pytest.mark.parametrize("who", ["x", "MQ", "%F0%9F%98%80", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk"])
def test_a_made_up_sign_in_link_is_no_link(db: None, client: Client, who: str) -> None:
    assert client.post(f"/sign-in/once/{who}/abc-def/").status_code == 404


def test_what_is_printed_leads_in(seeded: User, settings: Any) -> None:
    settings.SITE_URL = "http://192.168.1.20:8000"
    printed = said(Address("192.168.1.20", 8000))
    ready = seed.ready_session(seeded)
    assert ready is not None
    assert "/sign-in/once/" in printed
    assert f"http://192.168.1.20:8000/s/{ready.uid}/" in printed
    assert f"http://192.168.1.20:8000/join/{ready.join_token}/" in printed
    assert ready.spoken_code in printed
    assert "Ctrl-C" in printed
    assert "█" in printed


def test_phones_are_told_when_they_cannot_reach_it(seeded: User) -> None:
    assert "--lan" in said(Address("127.0.0.1", 8000))


def test_an_empty_demo_begins_with_making_an_account(db: None) -> None:
    assert "/sign-up/" in said(Address("127.0.0.1", 8000))


def said(addr: Address) -> str:
    return demo.Command(stdout=io.StringIO(), no_color=True).words(addr)


def test_links_carry_an_address_that_phones_reach(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SITE_URL", raising=False)
    monkeypatch.setattr(demo, "own_addresses", lambda: ["192.168.1.20", "10.0.0.5"])
    monkeypatch.setattr(demo, "own_names", lambda: ["laptop", "laptop.local"])
    demo.reachable_at(Address(demo.EVERYWHERE, 8000))
    assert settings.SITE_URL == "http://192.168.1.20:8000"
    assert {"192.168.1.20", "10.0.0.5", "laptop.local", "localhost"} <= set(settings.ALLOWED_HOSTS)
    assert "*" not in settings.ALLOWED_HOSTS


def test_a_site_url_of_ones_own_is_kept(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "http://retro.test:8000")
    settings.SITE_URL = "http://retro.test:8000"
    demo.reachable_at(Address("127.0.0.1", 8000))
    assert settings.SITE_URL == "http://retro.test:8000"


def test_the_demo_is_not_for_production(settings: Any) -> None:
    settings.ENVIRONMENT = "production"
    with pytest.raises(CommandError, match="your own machine"):
        demo.Command().handle(addr=Address("127.0.0.1", 8000), lan=False, empty=False)


def test_debug_stays_on_this_machine(settings: Any) -> None:
    settings.DEBUG = True
    with pytest.raises(CommandError, match="DEBUG"):
        demo.Command().handle(addr=Address("127.0.0.1", 8000), lan=True, empty=False)


def test_it_runs_from_nothing_and_stops_on_ctrl_c(tmp_path: Path) -> None:
    from tests.test_serving import free_port

    address = f"127.0.0.1:{free_port()}"
    process = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--addr", address],
        cwd=ROOT,
        env=os.environ | {"DATA_DIR": str(tmp_path / "new")},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdout is not None
    printed = []
    for line in process.stdout:
        printed.append(line)
        if "Ctrl-C" in line:
            break
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    try:
        process.communicate(timeout=15)
    finally:
        process.kill()
    assert any(f"http://{address}/join/" in line for line in printed)
    assert process.returncode == 0
    assert time.monotonic() - began < 10
