"""Connections to hosts that were named beforehand, at addresses of the open internet unless those are named too.

A name can be made to point anywhere: what is checked is the address that is connected to. No proxy is used, for it
would connect elsewhere.
"""

from __future__ import annotations

import socket
import ssl
import urllib.request
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any
from urllib.parse import urlsplit

from s3graph.errors import NotAllowedError
from s3graph.model import Text
from s3graph.settings import Settings

_SCHEMES = ("https", "http")


@dataclass(frozen=True)
class Hosts:
    """``named`` as ``host`` or ``host:port``; an address is named the same way."""

    named: frozenset[str]

    @classmethod
    def of(cls, settings: Settings) -> Hosts:
        return cls(frozenset(host.strip().lower() for host in settings.import_hosts.split(",") if host.strip()))

    def check(self, address: str) -> None:
        """NotAllowedError for an address that is not of a named host, or of another scheme."""
        parts = urlsplit(address)
        if parts.scheme not in _SCHEMES or parts.netloc.lower() not in self.named:
            raise _not_named(parts.netloc or address)

    def check_place(self, host: str, place: str, port: int) -> None:
        """NotAllowedError where a host's name leads to a private address that is not named itself."""
        if not _is_open(ip_address(place.partition("%")[0])) and not {place, f"{place}:{port}"} & self.named:
            raise NotAllowedError(
                Text(
                    sv=f"{host} leder till {place}, som inte nås från internet. Är det meningen, lägg även {place} "
                    "till S3GRAPH_IMPORT_HOSTS.",
                    en=f"{host} leads to {place}, which is no address of the open internet. If that is meant, add "
                    f"{place} to S3GRAPH_IMPORT_HOSTS too.",
                )
            )

    def opener(self) -> urllib.request.OpenerDirector:
        """Opens addresses of these hosts, redirections included."""
        handlers = (urllib.request.ProxyHandler({}), _Redirections(self), _Plain(self), _Secure(self))
        return urllib.request.build_opener(*handlers)


class _Redirections(urllib.request.HTTPRedirectHandler):
    def __init__(self, hosts: Hosts) -> None:
        self._hosts = hosts

    def redirect_request(self, *arguments: Any) -> urllib.request.Request | None:
        """The first of the arguments is the request, the last its new address."""
        former, address = arguments[0].full_url, arguments[-1]
        self._hosts.check(address)
        if former.startswith("https:") and not address.startswith("https:"):
            raise _not_named(address)
        return super().redirect_request(*arguments)


class _Plain(urllib.request.HTTPHandler):
    def __init__(self, hosts: Hosts) -> None:
        super().__init__()
        self._hosts = hosts

    def http_open(self, request: urllib.request.Request) -> HTTPResponse:
        return self.do_open(self._connection, request)

    def _connection(self, host: str, **given: Any) -> HTTPConnection:
        connection = _Connection(host, **given)
        connection.hosts = self._hosts
        return connection


class _Secure(urllib.request.HTTPSHandler):
    def __init__(self, hosts: Hosts) -> None:
        super().__init__()
        self._hosts = hosts

    def https_open(self, request: urllib.request.Request) -> HTTPResponse:
        return self.do_open(self._connection, request)

    def _connection(self, host: str, **given: Any) -> HTTPSConnection:
        connection = _SecureConnection(host, context=ssl.create_default_context(), **given)
        connection.hosts = self._hosts
        return connection


class _Connection(HTTPConnection):
    hosts: Hosts

    def connect(self) -> None:
        self.sock = _connected(self.host, self.port, self.timeout, self.hosts)


class _SecureConnection(HTTPSConnection, _Connection):
    """``HTTPSConnection.connect`` connects as the class after it does, and puts TLS on that."""


def _connected(host: str, port: int, timeout: float | None, hosts: Hosts) -> socket.socket:
    """OSError where none of the host's addresses answers."""
    failed: OSError = OSError(f"no address for {host}")
    for family, kind, protocol, _, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        hosts.check_place(host, str(place[0]), port)
        connection = socket.socket(family, kind, protocol)
        try:
            connection.settimeout(timeout)
            connection.connect(place)
        except OSError as error:
            connection.close()
            failed = error
        else:
            return connection
    raise failed


def _is_open(place: IPv4Address | IPv6Address) -> bool:
    mapped = place.ipv4_mapped if isinstance(place, IPv6Address) else None
    return (mapped or place).is_global


def _not_named(host: str) -> NotAllowedError:
    return NotAllowedError(
        Text(
            sv=f"Filer hämtas inte från {host}. Lägg värden till S3GRAPH_IMPORT_HOSTS, eller hämta filen själv.",
            en=f"Files are not fetched from {host}. Add the host to S3GRAPH_IMPORT_HOSTS, or fetch the file yourself.",
        )
    )
