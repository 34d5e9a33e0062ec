"""Where a server listens, and the addresses by which this machine can be reached."""

import ipaddress
import socket
from argparse import ArgumentTypeError
from contextlib import suppress
from dataclasses import dataclass

EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104  compared with, not bound to


@dataclass(frozen=True, slots=True)
class Address:
    """A host (name or number, IPv6 without brackets) and a port."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def everywhere(self) -> bool:
        """Whether it stands for all interfaces of this machine."""
        return self.host in EVERYWHERE

    @property
    def loopback(self) -> bool:
        """Whether only this machine itself reaches it."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    def at_port(self, port: int) -> "Address":
        return Address(self.host, port)

    @classmethod
    def parse(cls, typed: str) -> "Address":
        """``HOST:PORT``, ``:PORT``, ``PORT`` or ``HOST``. Raises ``ArgumentTypeError`` for anything else."""
        host, colon, port = typed.rpartition(":") if not typed.endswith("]") else (typed, "", "")
        if not colon and not host:
            host, port = ("", port) if port.isdigit() else (port, "")
        if ":" in host and not host.startswith("["):
            raise ArgumentTypeError(f"{typed!r}: an IPv6 address stands in brackets, as in [::1]:8000.")
        if port and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
            raise ArgumentTypeError(f"{typed!r} is no address. Say HOST:PORT, for example 127.0.0.1:8000.")
        return cls(host.strip("[]") or "127.0.0.1", int(port or 8000))


def own_addresses() -> list[str]:
    """The IPv4 addresses of this machine in its networks, the one that leads outside first. Sends nothing."""
    found: list[str] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
        # Choosing a peer makes the system choose the interface; a datagram socket sends nothing by that.
        probe.connect(("192.0.2.1", 9))
        found.append(probe.getsockname()[0])
    with suppress(OSError):
        found += [str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    return [address for address in dict.fromkeys(found) if not ipaddress.ip_address(address).is_loopback]


def own_names() -> list[str]:
    """The names by which others in the same network may know this machine."""
    name = socket.gethostname().lower()
    return [name, f"{name}.local"] if name and "." not in name else [name]
