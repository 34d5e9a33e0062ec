"""What is still unanswered about an incident, and why it matters; the start above all."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents.analysis.fit import Condition, Fit, fitness
from incidents.models import Incident


@dataclass(frozen=True, slots=True)
class Question:
    """Something to answer; ``section`` is the part of the page where."""

    section: str
    text: str | Promise
    why: str | Promise
    answered: Callable[[Incident], bool]


@dataclass(frozen=True, slots=True)
class Answer:
    question: Question
    done: bool


QUESTIONS = (
    Question(
        "began",
        _("When did the trouble begin?"),
        _("The most valuable single time: in most incidents the silence before the first update is the largest gap."),
        lambda incident: incident.started_at is not None,
    ),
    Question(
        "began",
        _("When was the first alert?"),
        _("The timeline begins here; without it, it begins with the trouble."),
        lambda incident: incident.first_alert_at is not None,
    ),
    Question(
        "ended",
        _("When was it resolved?"),
        _("Without it the incident counts as going on, and its last gap never closes."),
        lambda incident: incident.resolved_at is not None,
    ),
    Question(
        "communications",
        _("What were customers told?"),
        _("Every message is a dot. Without dots there is one long gap."),
        lambda incident: bool(incident.communications.all()),
    ),
    Question(
        "communications",
        _("Who sent each message?"),
        _("Who was allowed to speak is often a cause."),
        lambda incident: (
            bool(incident.communications.all()) and all(post.sender for post in incident.communications.all())
        ),
    ),
    Question(
        "saw",
        _("What did customers see?"),
        _("The session opens with it: how it felt on the other side."),
        lambda incident: bool(incident.customers_saw),
    ),
    Question(
        "saw",
        _("A screenshot of it"),
        _("One picture brings everybody back into that day."),
        lambda incident: bool(incident.screenshots.all()),
    ),
    Question(
        "saw",
        _("Did it inconvenience customers?"),
        _("One of the three conditions of the play."),
        lambda incident: incident.inconvenienced_customers is not None,
    ),
    Question(
        "investigation",
        _("How long was it investigated?"),
        _("Shows in which phase a silence lies."),
        lambda incident: any(phase.kind == "investigation" for phase in incident.phases.all()),
    ),
    Question(
        "escalation",
        _("How long did escalation and decision take?"),
        _("Shows in which phase a silence lies."),
        lambda incident: any(phase.kind == "escalation" for phase in incident.phases.all()),
    ),
)
"""In the order in which they matter."""


def completeness(incident: Incident) -> list[Answer]:
    """All questions, each with whether it is answered; those still open first."""
    answers = [Answer(question, question.answered(incident)) for question in QUESTIONS]
    return sorted(answers, key=lambda answer: answer.done)


CONDITION_TEXTS: dict[Fit, str | Promise] = {
    Fit.LASTED: _("It lasted at least 2 hours"),
    Fit.INCONVENIENCED: _("It inconvenienced customers"),
    Fit.COMMUNICATED: _("Customers were told something"),
}


def conditions(incident: Incident) -> tuple[Condition, ...]:
    """The three conditions of the play (P3) as they stand now."""
    return fitness(incident.record, inconvenienced=incident.inconvenienced_customers)
