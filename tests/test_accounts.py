"""Coming in: the first user, invited people, passwords, and who is kept out."""

import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.db import OperationalError
from django.test import Client

from incidents.models import Team, User
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db

ACCOUNT = {"name": "Kim Min", "email": "Kim@Example.org", "password": "a long enough sentence"}
FIRST = {**ACCOUNT, "team_name": "Payments", "zone": "asia/seoul"}


def test_the_first_user_makes_account_and_team_in_one_step(client: Client):
    assert client.get("/").url == "/sign-up/"
    answer = client.post("/sign-up/", FIRST, follow=True)
    assert answer.redirect_chain[-1][0] == "/incidents/"
    user, team = User.objects.get(), Team.objects.get()
    assert (user.email, user.is_staff, team.zone) == ("kim@example.org", False, "Asia/Seoul")
    assert team.memberships.get().role == "owner"


def test_after_the_first_user_sign_up_is_closed(client: Client, facilitator: User):
    assert client.get("/").url == "/sign-in/"
    assert client.get("/sign-up/").status_code == 404
    assert client.post("/sign-up/", FIRST).status_code == 404
    assert User.objects.count() == 1


def test_sign_up_may_be_opened_to_all(client: Client, facilitator: User, settings: Any):
    settings.OPEN_SIGN_UP = True
    assert client.post("/sign-up/", FIRST).status_code == 302
    assert User.objects.count() == 2


def test_what_was_typed_is_kept_when_signing_up_fails(client: Client):
    answer = client.post("/sign-up/", {**FIRST, "password": "short"})
    assert answer.status_code == 422
    assert "Kim Min" in answer.content.decode()
    assert "short" not in re.findall(r'value="([^"]*)"', answer.content.decode())
    assert answer.context["form"].errors.keys() == {"password"}


def test_an_address_has_one_account_whatever_its_case(client: Client, facilitator: User, settings: Any):
    settings.OPEN_SIGN_UP = True
    answer = client.post("/sign-up/", {**FIRST, "email": "DANA@example.org"})
    assert "already" in answer.content.decode()


def test_names_are_kept_in_one_normal_form(client: Client):
    client.post("/sign-up/", {**FIRST, "name": unicodedata.normalize("NFD", "김서연")})
    assert User.objects.get().name == "김서연"


def test_signing_in_and_out(client: Client, facilitator: User, team: Team):
    answer = client.post("/sign-in/", {"username": "DANA@example.org", "password": PASSWORD})
    assert answer.url == "/"
    assert client.get("/").url == "/incidents/"
    assert client.post("/sign-out/").status_code == 200
    assert client.get("/incidents/").url == "/sign-in/?next=/incidents/"


def test_somebody_without_a_team_is_asked_for_one(client: Client, facilitator: User):
    client.force_login(facilitator, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/").url == "/teams/new/"


def test_signing_in_leads_to_no_other_site(client: Client, facilitator: User):
    body = {"username": "dana@example.org", "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post("/sign-in/", body).url == "/"


def test_a_wrong_password_says_nothing_about_the_account(client: Client, facilitator: User):
    wrong = [
        list(client.post("/sign-in/", {"username": who, "password": "wrong"}).context["form"].non_field_errors())
        for who in ("dana@example.org", "nobody@example.org")
    ]
    assert wrong[0] == wrong[1] != []


def test_a_password_is_reset_by_mail_once_and_ends_all_sessions(client: Client, facilitator: User, settings: Any):
    settings.SITE_URL = "https://gap.example"
    elsewhere = Client()
    elsewhere.force_login(facilitator, backend="django.contrib.auth.backends.ModelBackend")
    client.post("/password/", {"email": "dana@example.org"}, headers={"host": "localhost"})
    link = re.search(r"https://\S+", mail.outbox[0].body)
    assert link is not None
    assert link[0].startswith("https://gap.example/password/")
    form = client.get(urlsplit(link[0]).path).url
    new = "quite another sentence"
    assert client.post(form, {"new_password1": new, "new_password2": new}).status_code == 302
    assert elsewhere.get("/incidents/").status_code == 302
    assert "used up" in client.get(urlsplit(link[0]).path).content.decode()
    facilitator.refresh_from_db()
    assert facilitator.check_password(new)


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client: Client, facilitator: User):
    answers = [client.post("/password/", {"email": who}, follow=True) for who in ("dana@example.org", "no@example.org")]
    assert answers[0].redirect_chain == answers[1].redirect_chain
    assert len(mail.outbox) == 1


def test_a_body_in_an_odd_charset_is_refused(client: Client):
    answer = client.generic("POST", "/sign-in/", b"username=x", content_type="text/plain; charset=utf-7")
    assert answer.status_code == 415
    plain = client.generic("POST", "/sign-in/", b"", content_type="application/x-www-form-urlencoded; charset=UTF-8")
    assert plain.status_code == 200


def test_a_database_that_is_away_asks_to_try_again(client: Client, facilitator: User, monkeypatch: Any):
    def away(*_args: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(User.objects, "exists", away)
    client.raise_request_exception = False
    answer = client.get("/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "3")
