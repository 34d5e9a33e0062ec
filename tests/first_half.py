"""The play as people play it, by clicks and keys: the lobby and the steps up to the reveal."""

import re

from playwright.sync_api import expect

from incidents.models import Incident
from sessions.models import Note, Retrospective
from tests.party import SECRETS, Party, fits, ko, note, write


def meet_in_the_lobby(party: Party) -> None:
    for page in party.everywhere:
        for name in ("Dana Reyes", "Amir Malik", "김서연"):
            expect(page.locator("#people")).to_contain_text(name)
        expect(page.locator("#people [data-seat].is-here")).to_have_count(3)
        fits(page)
    expect(party.amir.locator("#panel-title")).to_have_text("Good to have you here.")
    expect(party.seoyeon.locator("#panel-title")).to_have_text(ko("Good to have you here."))
    expect(party.shows.locator("#panel .join-code")).to_have_text(Retrospective.objects.get().spoken_code)
    party.go_on("Start the session")


def set_the_stage(party: Party) -> None:
    party.all_are_in("stage", "Set the stage")
    for page in party.everywhere:
        expect(page.locator("[data-clock]")).to_have_text(re.compile(r"^(10:00|09:5\d)$"))
        expect(page.locator("#panel")).to_contain_text("An error page that sent them to the portal.")
    expect(party.seoyeon.locator(".safe-space")).to_be_visible()
    expect(party.shows.locator("#figures")).to_contain_text("2 h 47 min")
    remember_a_message(party)
    correct_its_time(party)
    thumb = party.leads.locator(".thumbs button")
    thumb.click()
    lit = party.shows.locator(".full-picture img")
    expect(lit).to_be_visible()
    expect(party.shows.locator(".full-picture")).to_contain_text("The error page")
    party.shows.wait_for_function("document.querySelector('.full-picture img').naturalWidth === 800")
    expect(thumb).to_have_attribute("aria-pressed", "true")
    thumb.click()
    expect(lit).to_have_count(0)
    party.go_on("Next: Mind the gap")


def remember_a_message(party: Party) -> None:
    """A phone adds a message on a new channel, with a time that is not exact; the first attempt lacks the channel."""
    form = party.amir.locator("#remember")
    form.get_by_label("About when?").fill("~23:10")
    form.get_by_label("Channel", exact=True).select_option(label="Another channel…")
    form.get_by_label("What did it say?").fill("We know, sorry")
    form.get_by_role("button", name="Put it on the timeline").tap()
    expect(form.locator(".errorlist")).to_contain_text("On which channel?")
    expect(form.get_by_label("What did it say?")).to_have_value("We know, sorry")
    form.get_by_label("Name of the new channel").fill("Pigeon loft")
    form.get_by_label("Kind of channel").select_option(label="Carrier pigeon")
    form.get_by_role("button", name="Put it on the timeline").tap()
    expect(party.shows.locator("#figure")).to_contain_text("Pigeon loft")
    expect(party.shows.locator("#figures")).to_contain_text("1 h 48 min")
    expect(party.amir.locator("#status")).to_have_text("Saved")
    for page, words in ((party.leads, "from memory"), (party.amir, "from memory"), (party.seoyeon, ko("from memory"))):
        expect(page.locator("#twin .twin-message", has_text="We know, sorry")).to_contain_text(words)


def correct_its_time(party: Party) -> None:
    """The facilitator corrects the time; the gaps move, and the original is kept."""
    message = party.leads.locator("#twin .twin-message", has_text="We know, sorry")
    message.get_by_role("button", name="Correct the time").click()
    field = party.leads.locator("#editor").get_by_label("Correct time")
    field.fill("soon")
    party.leads.locator("#editor").get_by_role("button", name="Save").click()
    expect(party.leads.locator("#editor .errorlist")).to_be_visible()
    field.fill("23:30")
    party.leads.locator("#editor").get_by_role("button", name="Save").click()
    expect(party.leads.locator("#editor")).to_be_hidden()
    for page, longest in ((party.shows, "1 h 28 min"), (party.amir, "1 h 28 min"), (party.seoyeon, "1시간 28분")):
        expect(page.locator("#figures")).to_contain_text(longest)
    correction = Incident.objects.get().corrections.get()
    assert (correction.by_name, correction.before.minute, correction.after.minute) == ("Dana Reyes", 10, 30)


def mind_the_gap(party: Party) -> None:
    party.all_are_in("gap", "Mind the gap")
    lengths = ("38 min", "33 min", "1 h 19 min", "1 h 28 min", "40 min")
    for number, length in enumerate(lengths, start=1):
        party.go_on("Next gap" if number > 1 else "Show the first gap")
        for page in (party.shows, party.leads, party.amir):
            expect(page.locator(".gap-card .eyebrow")).to_contain_text(f"Gap {number} of 5")
            expect(page.locator(".gap-card .gap-length")).to_have_text(length)
    expect(party.seoyeon.locator(".gap-card .gap-length")).to_have_text("40분")
    expect(party.shows.locator("#figure .tl-gap.is-lit")).to_have_count(1)
    agrees = party.amir.locator(".gap-card").get_by_role("button", name="A gap", exact=False).first
    agrees.tap()
    party.seoyeon.locator(".gap-card [data-judge$=':0']").tap()
    expect(agrees).to_have_attribute("aria-pressed", "true")
    expect(party.shows.locator(".gap-card .voice b")).to_have_text(["1", "1"])
    expect(party.shows.locator("#figure .tl-circle[data-circle]")).to_have_count(0)
    party.go_on("Circle the largest gap")
    for page in (party.shows, party.leads):
        expect(page.locator("#figure .tl-circle[data-circle]")).to_be_visible()
    for page in (party.amir, party.seoyeon):
        expect(page.locator("#twin .twin-gap.is-largest")).to_have_count(1)
    expect(party.shows.locator(".gap-card .gap-length")).to_have_text("1 h 28 min")
    party.leads.get_by_role("button", name="E-mail").click()
    expect(party.shows.locator("#figure figcaption.chip")).to_have_text("Only on: E-mail")
    party.leads.get_by_role("button", name="All channels").click()
    expect(party.shows.locator("#figure figcaption.chip")).to_have_count(0)
    party.go_on("Next: Assess the communication")


def assess(party: Party) -> None:
    party.all_are_in("assess", "Assess the communication")
    party.seoyeon.locator("#composer button").tap()
    empty = ko("The note is empty. What was troublesome or confusing?")
    expect(party.seoyeon.locator("#composer .errorlist")).to_have_text(empty)
    write(party.amir, SECRETS[0])
    write(party.amir, SECRETS[1], kind="confusion")
    write(party.seoyeon, SECRETS[2], anonymous=True)
    party.leads.locator(".deck button").nth(3).click()
    for page in (party.shows, party.amir):
        expect(page.locator(".prompt")).to_contain_text("How was it decided who talks to customers?")
    expect(party.seoyeon.locator(".prompt")).to_contain_text(ko("How was it decided who talks to customers?"))
    expect(party.shows.locator("#progress")).to_contain_text("3 notes are written")
    party.amir.get_by_role("button", name="I am done").tap()
    expect(party.leads.locator("#people")).to_contain_text("1 of 3 people done")
    for page, own in ((party.leads, ()), (party.shows, ()), (party.amir, SECRETS[:2]), (party.seoyeon, SECRETS[2:])):
        stored = page.evaluate("JSON.stringify(sessionStorage) + JSON.stringify(localStorage)")
        for text in SECRETS:
            assert (text in page.content()) == (text in own), (page.url, text)
            assert text in own or text not in stored
    party.go_on("Reveal the notes")
    assert party.asked.pop() == "1 of 3 are done. Reveal all notes now?"
    for page in party.everywhere:
        for text in SECRETS:
            expect(note(page, text)).to_be_visible()
        fits(page)
    expect(note(party.shows, SECRETS[0]).locator(".note-who")).to_have_text("Amir Malik")
    expect(note(party.shows, SECRETS[2]).locator(".note-who")).to_have_text("anonymous")
    expect(note(party.seoyeon, SECRETS[2])).to_have_class(re.compile("is-mine"))
    assert Note.objects.get(text=SECRETS[2]).seat is None
    party.go_on("Next: Root causes")
