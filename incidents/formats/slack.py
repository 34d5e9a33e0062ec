"""Slack: an export as ZIP, or one day of it as JSON.

Nothing in a chat of the team is a communication by itself: every message is a candidate that somebody may pick.
"""

import html
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext_lazy as _

from incidents.analysis.records import Channel
from incidents.formats import archive, guard
from incidents.formats.drafts import Post, found
from incidents.formats.faults import FormatError, Place
from incidents.formats.guard import clean
from incidents.formats.instants import since_epoch
from incidents.formats.reading import Format, Options, Reading, Source, Unread

KEY = "slack"
SILENT = {
    "bot_add", "bot_remove", "channel_archive", "channel_join", "channel_leave", "channel_name", "channel_purpose",
    "channel_topic", "channel_unarchive", "group_join", "group_leave", "pinned_item", "tombstone",
}  # fmt: skip
"""What Slack says by itself about the channel."""

_REFERENCE = re.compile(r"<([^<>|\n]{1,2000})(?:\|([^<>\n]{0,2000}))?>")
_EMPHASIS = re.compile(r"(?<![\w*~])([*~])(?=\S)([^*~\n]{1,300})(?<=\S)\1(?![\w*~])")

People = Mapping[str, str]


def detect(source: Source) -> bool:
    """True for a ZIP with users in it, and for a list of messages."""
    if source.data.startswith(b"PK"):
        return "users.json" in archive.names(source.data)
    data = source.json_or_none
    return isinstance(data, list) and bool(data) and isinstance(data[0], dict) and {"type", "ts"} <= set(data[0])


def read(source: Source, options: Options) -> Reading:
    """One incident a channel, without communications, whose candidates are its messages."""
    if source.data.startswith(b"PK"):
        days = {name: guard.read_json(guard.decode(data)) for name, data in archive.members(source.data, ".json")}
        people = _people(days.get("users.json"))
    else:
        days, people = {source.name or f"{KEY}.json": source.json}, {}
    posts: dict[str, list[Post]] = {}
    unread: list[Unread] = []
    for name, messages in sorted(days.items()):
        path = PurePosixPath(name)
        room = path.parent.name or ("" if source.data.startswith(b"PK") else path.stem)
        if room:
            posts.setdefault(room, []).extend(_messages(name, messages, room, people, unread))
    if not posts:
        raise FormatError("no_incident")
    incidents = (
        found(
            f"#{room}",
            [],
            reference=room,
            candidates=sorted(said, key=lambda post: post.posted_at),
            zone=options.zone,
        )
        for room, said in posts.items()
    )
    return Reading(KEY, tuple(incidents), tuple(unread))


def _messages(name: str, messages: Any, room: str, people: People, unread: list[Unread]) -> Iterator[Post]:
    """What people and bots said on one day; a message that cannot be read is put into ``unread``."""
    if not isinstance(messages, list):
        unread.append(Unread(FormatError("wrong_shape", name), name))
        return
    channel = Channel(f"slack-{room}", f"#{room}", "chat")
    for number, message in enumerate(messages, start=1):
        try:
            if not isinstance(message, dict):
                raise FormatError("wrong_shape", type(message).__name__)
            if message.get("type") == "message" and message.get("subtype") not in SILENT:
                yield _post(message, channel, people)
        except FormatError as error:
            unread.append(Unread(error.at(Place.ENTRY, number), name))


def _post(message: dict[str, Any], channel: Channel, people: People) -> Post:
    if not message.get("ts"):
        raise FormatError("no_time", "ts")
    return Post(
        channel=channel,
        posted_at=since_epoch(message["ts"]),
        sender=_sender(message, people),
        text="\n".join(plain(clean(text), people) for text in _texts(message)),
        reference=f"{channel.name}/{clean(message['ts'], 40)}",
        edited_at=_edited_at(message),
    )


def _edited_at(message: dict[str, Any]) -> datetime | None:
    edited = message.get("edited")
    return since_epoch(edited["ts"]) if isinstance(edited, dict) and edited.get("ts") else None


def _sender(message: dict[str, Any], people: People) -> str:
    """The name of who said it: a person, or a bot by the name it goes by."""
    profile = message.get("user_profile") or message.get("bot_profile")
    named = profile.get("display_name") or profile.get("name") if isinstance(profile, dict) else ""
    comment = message.get("comment")
    user = clean(message.get("user") or (comment.get("user") if isinstance(comment, dict) else ""), 40)
    return people.get(user) or clean(named or message.get("username") or user or message.get("bot_id"), 100)


def _texts(message: dict[str, Any]) -> Iterator[str]:
    """The words of a message; those of its attachments where it has none itself, as bots do."""
    if clean(message.get("text")):
        yield message["text"]
        return
    attachments = message.get("attachments")
    for attachment in attachments if isinstance(attachments, list) else ():
        if isinstance(attachment, dict):
            parts = [clean(attachment.get(name)) for name in ("pretext", "title", "text")]
            yield "\n".join(part for part in parts if part) or clean(attachment.get("fallback"))


def plain(text: str, people: People) -> str:
    """Slack's mark-up undone: people and channels by name, links with their address, entities, emphasis."""

    def named(reference: re.Match[str]) -> str:
        target, label = reference[1], reference[2] or ""
        if target.startswith("@"):
            return f"@{people.get(target[1:]) or label or target[1:]}"
        if target.startswith("#"):
            return f"#{label or target[1:]}"
        if target.startswith("!"):
            return label or f"@{target[1:].partition('^')[0]}"
        return f"{label} ({target})" if label and label != target else target

    return html.unescape(_EMPHASIS.sub(r"\2", _REFERENCE.sub(named, text)))


def _people(users: Any) -> People:
    """The names people go by, by their ids."""
    people = {}
    for user in users if isinstance(users, list) else ():
        if isinstance(user, dict) and isinstance(user.get("id"), str):
            profile = user.get("profile") if isinstance(user.get("profile"), dict) else {}
            name = profile.get("display_name") or user.get("real_name") or profile.get("real_name") or user.get("name")
            people[user["id"]] = clean(name, 100)
    return people


FORMAT = Format(KEY, _("Slack export (ZIP, JSON)"), detect, read)
