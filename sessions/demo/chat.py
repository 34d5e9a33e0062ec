"""A work chat (2021-12-22): promises that were kept, and then silence."""

from sessions.demo.stories import Kind, Status, Story, Told

STATUS_PAGE = "Status page"
SENDER = "Incident communicator"

CHAT = Story(
    title="Work chat: messages do not load",
    zone="America/Los_Angeles",
    severity="major",
    summary="Messages and channels failed to load for part of our customers, from early morning until half past nine.",
    customers_saw="Channels stayed empty or loaded after minutes. Many signed out to try again and could not sign in.",
    started="2021-12-22 04:20",
    resolved="2021-12-22 09:30",
    phases={
        "investigation": ("2021-12-22 04:20", "2021-12-22 08:50"),
        "escalation": ("2021-12-22 08:50", "2021-12-22 09:30"),
    },
    channels={STATUS_PAGE: Kind.STATUS_PAGE},
    told=(
        Told(
            "2021-12-22 08:06",
            STATUS_PAGE,
            SENDER,
            "Some customers have trouble loading messages. We are looking into it and will be back soon.",
            Status.INVESTIGATING,
        ),
        Told(
            "2021-12-22 08:35",
            STATUS_PAGE,
            SENDER,
            "We are still investigating. Next update in 30 minutes.",
            Status.INVESTIGATING,
        ),
        Told(
            "2021-12-22 09:05",
            STATUS_PAGE,
            SENDER,
            "We found a likely cause and are rolling out a fix. Thank you for your patience.",
            Status.IDENTIFIED,
        ),
        Told(
            "2021-12-22 09:34",
            STATUS_PAGE,
            SENDER,
            "We see messages loading again and keep watching. Next update in 30 minutes.",
            Status.MONITORING,
        ),
        Told(
            "2021-12-22 10:04",
            STATUS_PAGE,
            SENDER,
            "Most customers should be fine now. If messages are still missing, please reload.",
            Status.MONITORING,
        ),
        Told(
            "2021-12-22 12:13",
            STATUS_PAGE,
            SENDER,
            "A small number of customers may still see delays. We are working on these.",
            Status.MONITORING,
        ),
        Told(
            "2021-12-22 17:26",
            STATUS_PAGE,
            SENDER,
            "This is resolved for everybody. We are sorry for the disruption of your day.",
            Status.RESOLVED,
        ),
    ),
)
