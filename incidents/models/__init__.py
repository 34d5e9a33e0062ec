"""Teams and what happened to them: people, incidents, channels and the communications customers could see."""

from incidents.models.communication import Channel, ChannelUse, Communication
from incidents.models.correction import Correction
from incidents.models.incident import Incident, Phase, Screenshot
from incidents.models.people import Invitation, Membership, Team, User

__all__ = [
    "Channel",
    "ChannelUse",
    "Communication",
    "Correction",
    "Incident",
    "Invitation",
    "Membership",
    "Phase",
    "Screenshot",
    "Team",
    "User",
]
