"""The whole play, from an account to a plan, by clicks and keys only, with every screen looked at."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Server
from tests.first_half import assess, meet_in_the_lobby, mind_the_gap, set_the_stage
from tests.party import Party, gather
from tests.second_half import find_the_causes, finish, look_back, make_a_plan


@pytest.fixture
def party(server: Server, open_browser: Callable[..., Page]) -> Party:
    return gather(server.url, open_browser)


def test_a_group_plays_from_the_lobby_to_a_plan_that_somebody_drives(party: Party, open_browser: Callable[..., Page]):
    meet_in_the_lobby(party)
    set_the_stage(party)
    mind_the_gap(party)
    assess(party)
    find_the_causes(party)
    make_a_plan(party)
    finish(party)
    look_back(party, open_browser())
