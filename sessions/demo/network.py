"""A social network that could not be reached for six hours (2021-10-04): several accounts on one medium."""

from sessions.demo.stories import Kind, Status, Story, Told

SPOKESPERSON = "Twitter, spokesperson"
MESSENGER = "Twitter, messenger app"
MAIN = "Twitter, main app"
PHOTOS = "Twitter, photo app"
CTO = "Twitter, CTO"
COMPANY = "Twitter, company"
BLOG = "Engineering blog"

NETWORK = Story(
    title="Social network unreachable for six hours",
    zone="UTC",
    severity="critical",
    summary=(
        "A change to the backbone withdrew the routes to our own name servers. Apps, websites and the tools to repair "
        "them were gone at once. The two phases are an estimate made for this demo."
    ),
    customers_saw="Apps and websites did not load at all: their names no longer resolved.",
    started="2021-10-04 15:40",
    resolved="2021-10-04 22:30",
    approximate=("started_at", "resolved_at"),
    phases={
        "investigation": ("2021-10-04 15:40", "2021-10-04 18:00"),
        "escalation": ("2021-10-04 18:00", "2021-10-04 21:50"),
    },
    channels={
        SPOKESPERSON: Kind.SOCIAL,
        MESSENGER: Kind.SOCIAL,
        MAIN: Kind.SOCIAL,
        PHOTOS: Kind.SOCIAL,
        CTO: Kind.SOCIAL,
        COMPANY: Kind.SOCIAL,
        BLOG: Kind.BLOG,
    },
    told=(
        Told(
            "2021-10-04 16:07:50",
            SPOKESPERSON,
            "Spokesperson",
            "We know that some people cannot reach our apps. We are working on it and are sorry for the trouble.",
            Status.INVESTIGATING,
        ),
        Told(
            "2021-10-04 16:16:18",
            MESSENGER,
            "Product account",
            "Some of you have problems with the app right now. We are on it and will post here when we know more.",
            Status.INVESTIGATING,
        ),
        Told(
            "2021-10-04 16:16:20",
            MAIN,
            "Product account",
            "Some of you cannot open our app or website. We are working to bring everything back, and we are sorry.",
            Status.INVESTIGATING,
        ),
        Told(
            "2021-10-04 16:25:30",
            PHOTOS,
            "Communications team",
            "We and our friends are having a hard time, and you may not be able to use the app. Bear with us.",
            Status.INVESTIGATING,
        ),
        Told(
            "2021-10-04 19:52:55",
            CTO,
            "CTO",
            "Sincere apologies to everybody hit by the outage. It is a networking problem; teams work to repair it.",
            Status.IDENTIFIED,
        ),
        Told(
            "2021-10-04 22:33:59",
            COMPANY,
            "Company account",
            "To everybody who depends on us: we are sorry. Our apps and services are coming back online now.",
            Status.RESOLVED,
        ),
        Told(
            "2021-10-04 23:30",
            BLOG,
            "Infrastructure lead",
            "What happened today, first account. The day is known, the time of the day is not.",
            Status.POSTMORTEM,
            about=True,
        ),
    ),
)
