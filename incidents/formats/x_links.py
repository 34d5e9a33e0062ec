"""Links to posts on X (Twitter), one a line: the number of a post holds its time, so nothing is fetched."""

import re
from pathlib import PurePath

from django.utils.translation import gettext_lazy as _

from incidents.formats.drafts import POSTS_ON_X, Post, found
from incidents.formats.faults import FormatError, Place
from incidents.formats.instants import from_post_id
from incidents.formats.reading import Format, Options, Reading, Source, Unread

KEY = "x-links"
TITLE = "X"

_LINK = re.compile(
    r"(?:https?://)?(?:www\.|mobile\.)?(?:twitter|x)\.com/"
    r"(?P<who>\w{1,30})/(?:web/)?status(?:es)?/(?P<post>\d{1,25})\S{0,500}",
    re.IGNORECASE,
)


def detect(source: Source) -> bool:
    """True when every line that is not empty has a link to a post."""
    lines = _lines(source.text) if source.is_text else []
    return bool(lines) and all(_LINK.search(line[:1000]) for _number, line in lines)


def read(source: Source, options: Options) -> Reading:
    """The posts as one incident; words beside a link are taken for its text."""
    posts: list[Post] = []
    unread: list[Unread] = []
    for number, line in _lines(source.text):
        link = _LINK.search(line)
        at = from_post_id(link["post"]) if link else None
        if link is None or at is None:
            unread.append(Unread(FormatError("bad_time", line, place=Place.LINE, number=number)))
            continue
        who = "" if link["who"].lower() == "i" else link["who"]
        posts.append(
            Post(
                channel=POSTS_ON_X,
                posted_at=at,
                sender=f"@{who}" if who else "",
                text=f"{line[: link.start()]} {line[link.end() :]}".strip(),
                url=f"https://x.com/{link['who']}/status/{link['post']}",
                reference=link["post"],
            )
        )
    if not posts:
        raise unread[0].error if unread else FormatError("no_incident")
    title = PurePath(source.name).stem or TITLE
    return Reading(KEY, (found(title, posts, zone=options.zone),), tuple(unread))


def _lines(text: str) -> list[tuple[int, str]]:
    """Number and words of every line that is not empty."""
    return [(number, line.strip()) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]


FORMAT = Format(KEY, _("Links to posts on X"), detect, read)
