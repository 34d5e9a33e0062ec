"""The play as data: five steps, their prompts and scripts, and the catalogue of known causes.

Row numbers (P1-P16) name the rows of the play that a text comes from. Standard library only, but for the lazy
translation of texts. To add a step, add it to ``STEPS`` and give it a panel of the same key.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the session. ``script`` is the facilitator's own, and never travels to anybody else's screen."""

    key: str
    title: Text
    short: Text
    minutes: int
    aim: Text
    script: tuple[Text, ...]
    prompts: tuple[Text, ...] = ()
    notes: bool = False
    """Whether notes may be written in this step."""
    private: bool = False
    """Whether notes stay with their authors until the reveal."""


@dataclass(frozen=True, slots=True)
class KnownCause:
    """A cause that many teams find, and what is usually recommended (P10)."""

    key: str
    cause: Text
    recommendation: Text
    action: Text
    """A first wording of the action, to be changed by the team."""


@dataclass(frozen=True, slots=True)
class Preparation:
    """Something the facilitator does beforehand; ``minutes`` is how long it takes."""

    key: str
    when: Text
    text: Text
    minutes: int


STEPS: tuple[Step, ...] = (
    Step(
        key="stage",
        title=_("Set the stage"),
        short=_("Stage"),
        minutes=10,
        aim=_("See the incident as one story. Add the channels and messages that are missing, from memory."),
        script=(
            _("Tell the incident in two minutes: what broke, what customers saw, how it ended."),
            _("Say it aloud: frustration, confusion and disagreement are welcome here. Nobody is to blame."),
            _("Walk along the timeline together. Who remembers a message that is not on it?"),
            _("An approximate time is good enough. Write it down, then make it exact if somebody can."),
        ),
    ),
    Step(
        key="gap",
        title=_("Mind the gap"),
        short=_("Gaps"),
        minutes=10,
        aim=_("Look at every silence between two updates. Where did customers wait longest for a word from us?"),
        script=(
            _("Go from gap to gap. Read the length aloud, and wait a moment."),
            _("Ask: is this a gap? Everybody taps agree or disagree."),
            _("Good practice: a first word as soon as customers feel it, then one every 20 to 30 minutes."),
            _("Circle the largest gap at the end, when everybody is looking."),
        ),
    ),
    Step(
        key="assess",
        title=_("Assess the communication"),
        short=_("Assess"),
        minutes=15,
        aim=_("Write down what was troublesome or confusing in how customers were told. One thing per note."),
        script=(
            _("Everybody writes for themselves. Nobody reads the notes before you reveal them."),
            _("When the writing stalls, show a prompt. One at a time is enough."),
            _("Reveal when most people are done, not when the time is over."),
        ),
        prompts=(
            _("How did customers get to the error page? Is that the way they usually take when something fails?"),
            _("Imagine you were the customer. How would you have felt, and when?"),
            _("Were we early, and did we speak often? What made it so?"),
            _("How was it decided who talks to customers?"),
            _("Did we reach the right customers? How do we know?"),
            _("Could customers find and read our channels easily? How would they know where to look?"),
            _("Did our messages spare customers from contacting support?"),
            _("If a customer read only our messages, what would they know about the incident today?"),
        ),
        notes=True,
        private=True,
    ),
    Step(
        key="causes",
        title=_("Root causes"),
        short=_("Causes"),
        minutes=15,
        aim=_("Put the problems beside the timeline and ask why each happened: what in our process caused it?"),
        script=(
            _("Light up one note after the other. Its author says a sentence; anonymous ones speak for themselves."),
            _("Stack notes that say the same."),
            _("Ask why, and why again, until the answer is something the team can change."),
            _(
                "An example: no update for four hours. Why? Nobody knew what to say. "
                "Why? The developers gave no word to those who write to customers. That is the cause."
            ),
        ),
        notes=True,
    ),
    Step(
        key="plan",
        title=_("Make a plan"),
        short=_("Plan"),
        minutes=10,
        aim=_("Choose the two or three problems that matter most. Leave with actions that somebody wants to drive."),
        script=(
            _("Everybody votes. Then choose the two or three top problems; more is a plan that nobody carries out."),
            _("For each: what do we do, who owns it, by when?"),
            _("Write down only what somebody cares to drive. Better no action than one for the sake of finishing."),
        ),
        notes=False,
    ),
)

CATALOGUE: tuple[KnownCause, ...] = (
    KnownCause(
        "unknown",
        _("We did not know the cause yet, so we had nothing meaningful to say."),
        _(
            "A vague update is better than silence: say sorry, say that it is being looked into urgently, "
            "and say when the next update comes, in 30 minutes at the latest."
        ),
        _("Agree on a first message for when the cause is not known yet, with the time of the next update in it"),
    ),
    KnownCause(
        "nobody",
        _("Nobody owned telling customers."),
        _("Define the roles of incident communication, so that it is clear who speaks, in every incident."),
        _("Name one incident communicator per shift"),
    ),
    KnownCause(
        "wording",
        _("We did not know what to say, or how to say it."),
        _("Prepare templates for the incidents that happen most, and a guide to tone and style."),
        _("Write message templates for our most common incidents"),
    ),
    KnownCause(
        "plan",
        _("The team had agreed on no plan for incident communication."),
        _("Make a plan: which channels, how often, who approves. A template helps to begin."),
        _("Write our incident communication plan and try it once"),
    ),
    KnownCause(
        "chain",
        _("It was not clear who is in charge of the people who communicate."),
        _("Settle roles, responsibilities and escalation: a chain of command that everybody can look up."),
        _("Draw the chain of command for incident communication and show it to everybody"),
    ),
)

SAFE_SPACE: tuple[Text, ...] = (
    _("This is a safe space: frustration, confusion and disagreement belong here."),
    _("We look at how we communicated, never at who is to blame."),
    _("Everybody acted on what they knew at the time."),
)

PREPARATIONS: tuple[Preparation, ...] = (
    Preparation(
        "choose",
        _("A week before"),
        _("Choose a recent incident that customers felt, and check that it fits."),
        5,
    ),
    Preparation(
        "collect",
        _("A few days before"),
        _("Collect the answers about the incident: times, phases, what customers saw, who told them what and where."),
        20,
    ),
    Preparation(
        "draw",
        _("A few days before"),
        _("Look at the timeline: is every channel and every message on it?"),
        10,
    ),
    Preparation(
        "invite",
        _("A few days before"),
        _("Invite four to ten people: those who fixed it, those who wrote to customers, those who answered them."),
        5,
    ),
    Preparation(
        "room",
        _("15 minutes before"),
        _("Arrive early. Open the display on the projector, try the join link with your phone, and check the clock."),
        10,
    ),
)
