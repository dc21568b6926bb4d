"""The commands around the pages: serve, formats, assets."""

from __future__ import annotations

import errno
import ipaddress
import secrets
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import click

from timeline.cli.options import HELP, database_option, database_url, open_store, option_or_setting, say
from timeline.errors import BadInput, Refused
from timeline.settings import text_setting, whole_setting

if TYPE_CHECKING:
    from flask import Flask

THREADS = 8


@click.command()
@click.option("--host", help=HELP["host"])
@click.option("--port", type=click.IntRange(0, 65535), help=HELP["port"])
@database_option
def serve(host: str | None, port: int | None) -> None:
    """Serves the pages and prints their address."""
    host, port = str(option_or_setting(host, "host")), int(option_or_setting(port, "port"))
    password = text_setting("password")
    if not is_loopback(host) and not password:
        raise Refused(f"Serving on {host} would open the store to others; set TIMELINE_PASSWORD first, or serve on 127.0.0.1.")
    with closing(open_store()) as store:
        from timeline.web import create_app

        hosts = [each for each in text_setting("hosts").split(",") if each.strip()]
        app = create_app(
            store,
            password=password,
            hosts=hosts,
            secret=text_setting("secret") or _kept_secret(database_url()),
            hemisphere=text_setting("hemisphere"),
            language=text_setting("language"),
            token=text_setting("token"),
        )
        server = _bound(app, host, port)
        say(f"Store: {database_url()}")
        click.echo(f"Timelines at {address(host, _port(server))} (Ctrl+C stops)")
        Thread(target=read_once, daemon=True).start()
        server.run()


def read_once() -> None:
    """So that the first person who writes a date does not wait until its rules are loaded."""
    from timeline.understanding import normalise

    normalise("1 May 1994")


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def address(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def _kept_secret(url: str) -> str | None:
    """A key in a file beside the database that only its owner may read, so that sessions outlive the server. None: no file, no key."""
    from sqlalchemy import make_url

    name = make_url(url).database
    if not name or name == ":memory:":
        return None
    path = Path(f"{name}.secret")
    try:
        if not path.exists():
            path.touch(0o600)
            path.write_text(secrets.token_hex(32), encoding="ascii")
        return path.read_text(encoding="ascii") or None
    except (OSError, UnicodeDecodeError):
        return None


def _bound(app: Flask, host: str, port: int) -> Any:
    import waitress

    from timeline.web import unserved

    unserved.install()
    try:
        limit = whole_setting("max_upload")
        return waitress.create_server(app, host=host, port=port, threads=THREADS, ident=None, max_request_body_size=limit)
    except OSError as wrong:
        if wrong.errno == errno.EADDRINUSE:
            raise BadInput(f"Port {port} is taken; stop what uses it, or choose another with --port.") from wrong
        if wrong.errno == errno.EACCES:
            raise BadInput(f"Port {port} may not be used without special rights; choose one above 1023 with --port.") from wrong
        raise BadInput(f"{host} is no address of this machine that can be served on: {wrong.strerror}.") from wrong
    except ValueError as wrong:
        raise BadInput(f"{host} is no address that can be served on; use 127.0.0.1 or a name of this machine.") from wrong


def _port(server: Any) -> int:
    """The one taken, when port 0 left the choice to the system. A name with several addresses has several sockets."""
    listening = getattr(server, "effective_listen", None)
    return int(listening[0][1] if listening else server.effective_port)


@click.command()
@database_option
def formats() -> None:
    """Lists the formats that can be imported and exported."""
    from timeline.formats import FORMATS

    for each in FORMATS.values():
        ways = " and ".join(way for way, can in (("import", each.read), ("export", each.write)) if can)
        click.echo(f"{each.name:12} {each.suffix:8} {ways:18} {each.title}. {each.about}")


@click.command(hidden=True)
def assets() -> None:
    """Builds static/gen from node_modules (make does it; an installed package holds the result)."""
    from timeline.web.assets import build

    for path in build():
        click.echo(f"static/gen/{path.name}  {path.stat().st_size:,} bytes")
