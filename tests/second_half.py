"""The play as people play it, by clicks and keys: the causes, the plan, and what is read afterwards."""

from datetime import date, timedelta

from playwright.sync_api import Page, expect

from sessions.models import Commitment
from tests.party import SECRETS, Party, drag, fits, ko, note, write
from tests.people import PASSWORD

LATER = ("The page said all was well", "공지가 너무 어려웠어요")
ROOT = "개발팀이 아무 말도 하지 않았어요"
ACTION = "Name one incident communicator per shift"
TOO_MANY = "More than three problems are chosen. Plans with two or three are carried out, longer ones rarely are."
NEXT_MONTH = date.today() + timedelta(days=30)


def find_the_causes(party: Party) -> None:
    party.all_are_in("causes", "Root causes")
    place_with_the_keyboard(party.leads, SECRETS[0])
    pinned = party.shows.locator(".pin[data-anchor^='gap:'] .note", has_text=SECRETS[0])
    expect(pinned).to_be_visible()
    largest = party.leads.locator("[data-circle]").first.get_attribute("data-circle")
    drag(party.leads, note(party.leads, SECRETS[2]), party.leads.locator(f"#figure .tl-gap[data-gap~='{largest}']"))
    expect(party.shows.locator(f".pin[data-anchor='gap:{largest}'] .note")).to_contain_text(SECRETS[2])
    stack_by_menu(party.amir, SECRETS[1], on=SECRETS[2])
    expect(note(party.shows, SECRETS[2]).locator(".note-more")).to_have_text("+1 alike")
    write(party.amir, LATER[0])
    write(party.seoyeon, LATER[1])
    ask_why(party)


def place_with_the_keyboard(page: Page, text: str) -> None:
    """Focus the note's button, open the places with Enter, and go to the last gap."""
    note(page, text).get_by_role("button", name="Place").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#editor")).to_be_visible()
    expect(page.locator("#editor :focus")).to_be_attached()
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#editor :focus .badge")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#editor")).to_be_hidden()


def stack_by_menu(page: Page, text: str, *, on: str) -> None:
    note(page, text).get_by_role("button", name="Place").tap()
    page.get_by_label("On a note that says the same").select_option(label=on)
    page.get_by_role("button", name="Stack it").tap()
    expect(page.locator("#editor")).to_be_hidden()


def ask_why(party: Party) -> None:
    """The facilitator lights note after note; at one of them two people say why, and the second answer is the root."""
    for label in ("Light up the first note", "Next note", "Next note"):
        party.go_on(label)
    for page in party.everywhere:
        expect(page.locator(".spot .note-text").first).to_have_text(SECRETS[2])
    why(party.amir, "Answer the first why", "Add", "Nobody knew what to say")
    expect(party.seoyeon.locator(".ladder")).to_contain_text("Nobody knew what to say")
    why(party.seoyeon, ko("And why was that?"), ko("Add"), ROOT)
    party.leads.locator(".rung", has_text=ROOT).get_by_role("button", name="This is the root").click()
    for page in party.everywhere:
        expect(page.locator(".rung.cause")).to_contain_text(ROOT)
    party.go_on("Next note")
    party.go_on("Next: Make a plan")


def why(page: Page, opener: str, submit: str, text: str) -> None:
    page.get_by_role("button", name=opener).tap()
    page.locator("#editor textarea").fill(text)
    page.locator("#editor").get_by_role("button", name=submit, exact=True).tap()
    expect(page.locator("#editor")).to_be_hidden()
    expect(page.locator(".ladder")).to_contain_text(text)


def make_a_plan(party: Party) -> None:
    party.all_are_in("plan", "Make a plan")
    vote(party)
    choose_problems(party)
    promise_actions(party)


def vote(party: Party) -> None:
    """Three votes each; a fourth is refused even if the page would let it through."""
    button = note(party.amir, SECRETS[0]).get_by_role("button", name="Vote")
    for given in range(1, 4):
        button.tap()
        expect(note(party.amir, SECRETS[0]).locator("[data-votes-of]")).to_have_text(str(given))
    expect(button).to_be_disabled()
    button.evaluate("button => (button.disabled = false)")
    button.tap()
    expect(party.amir.locator("#toasts")).to_contain_text("All your 3 votes are given. Take one back to move it.")
    for text, count in ((SECRETS[2], 2), (LATER[1], 1)):
        for given in range(1, count + 1):
            note(party.seoyeon, text).locator("[data-vote]").tap()
            expect(note(party.seoyeon, text).locator("[data-votes-of]")).to_have_text(str(given))
    expect(note(party.shows, SECRETS[0]).locator(".votes")).to_have_attribute("data-votes", "3")
    expect(party.shows.locator("#panel")).to_contain_text("6 of 9 votes are given")


def choose_problems(party: Party) -> None:
    """Two by their votes, a third beside them; the fourth is asked for, and warned of on every screen."""
    party.go_on("Choose the problem with the most votes")
    expect(party.shows.locator(".problem")).to_have_count(1)
    party.go_on("Choose the problem with the most votes")
    expect(party.shows.locator(".problem-text")).to_have_text([SECRETS[0], SECRETS[2]])
    expect(party.shows.locator(".problem-cause")).to_contain_text(ROOT)
    party.leads.get_by_role("button", name="Choose one more problem").click()
    expect(party.leads.locator(".problem")).to_have_count(3)
    assert party.asked == []
    fourth = note(party.leads, LATER[0])
    fourth.get_by_role("button", name="Choose").click()
    expect(party.leads.locator(".problem")).to_have_count(4)
    assert party.asked.pop().startswith("Three problems are chosen already.")
    for page, words in ((party.shows, TOO_MANY), (party.amir, TOO_MANY), (party.seoyeon, ko(TOO_MANY))):
        expect(page.locator("#panel .notice")).to_have_text(words)
    fourth.get_by_role("button", name="Not this one").click()
    expect(party.shows.locator("#panel .notice")).to_have_count(0)


def promise_actions(party: Party) -> None:
    """One action that its owner drives, begun from a recommendation, and one that nobody drives."""
    form = party.amir.locator("#commit")
    form.get_by_label("What will be done?").fill("Buy a pigeon")
    form.get_by_label("Who owns it?").select_option(label="Somebody else…")
    form.get_by_label("For which problem?").select_option(label=SECRETS[0])
    form.get_by_role("button", name="Add the action").tap()
    expect(form).to_contain_text("An action needs an owner: who will see to it?")
    expect(form).to_contain_text("An action needs a due date: by when?")
    expect(form.get_by_label("What will be done?")).to_have_value("Buy a pigeon")
    expect(form.locator("[name=note] option:checked")).to_have_text(SECRETS[0])
    form.get_by_label("Who owns it?").select_option(label="Amir Malik")
    form.get_by_label("Due date").fill(NEXT_MONTH.isoformat())
    form.get_by_role("button", name="Add the action").tap()
    expect(party.shows.locator(".problem", has_text=SECRETS[0]).locator(".action")).to_contain_text("Buy a pigeon")

    known = party.leads.locator(".advice details", has_text="Nobody owned telling customers.")
    known.locator("summary").click()
    known.get_by_role("button", name="Begin an action with this").click()
    form = party.leads.locator("#commit")
    expect(form.get_by_label("What will be done?")).to_have_value(ACTION)
    form.get_by_label("For which problem?").select_option(label=SECRETS[2])
    form.get_by_label("Who owns it?").select_option(label="김서연")
    form.get_by_label("Due date").fill(NEXT_MONTH.isoformat())
    form.get_by_role("button", name="Add the action").click()
    drive = party.seoyeon.locator(".action", has_text=ACTION).get_by_role("button", name=ko("I will drive this"))
    expect(party.leads.locator(".action", has_text=ACTION)).to_contain_text("김서연 has to promise it")
    drive.tap()
    expect(party.shows.locator(".action[data-state=driven]")).to_contain_text("김서연 drives this")
    expect(party.shows.locator(".action[data-state=draft]")).to_contain_text("Buy a pigeon")


def finish(party: Party) -> None:
    party.go_on("Finish the session")
    assert party.asked.pop() == "Finish the session? 1 action that nobody drives will not be kept."
    for page in party.everywhere:
        expect(page.locator("#panel")).to_have_attribute("data-step", "finished")
        expect(page.locator("#panel")).to_contain_text(ACTION)
        expect(page.locator("#panel")).not_to_contain_text("Buy a pigeon")
        expect(page.locator("#composer, #commit, #remember")).to_have_count(0)
        fits(page)
    expect(party.seoyeon.locator("#panel-title")).to_have_text(ko("Thank you. This is what you found."))
    expect(party.amir.locator("#panel")).to_contain_text(SECRETS[0])
    assert Commitment.objects.get().driven_by.name == "김서연"


def look_back(party: Party, member: Page) -> None:
    """The facilitator invites a colleague, who makes an account and reads the review."""
    leads = party.leads
    leads.get_by_role("link", name="Open the review").click()
    expect(leads.locator(".closing")).to_contain_text(ACTION)
    leads.locator(".app-tools summary").click()
    leads.get_by_role("link", name="Platform team").click()
    leads.get_by_role("button", name="Make an invitation link").click()
    member.goto(leads.get_by_label("Invitation link").input_value())
    member.get_by_label("Your name").fill("Noor Haddad")
    member.get_by_label("E-mail address").fill("noor@example.org")
    member.get_by_label("Password").fill(PASSWORD)
    member.get_by_role("button", name="Join the team").click()
    member.get_by_role("link", name="Sessions").click()
    past = member.get_by_role("region", name="Past").locator("li")
    expect(past).to_contain_text("1 action")
    past.get_by_role("link", name="Checkout outage").click()
    for text in (*SECRETS, *LATER, ACTION, ROOT, "김서연 drives this", "Pigeon loft"):
        expect(member.locator("main")).to_contain_text(text)
    expect(member.locator("#figure .tl-circle[data-circle]")).to_be_visible()
    fits(member)
