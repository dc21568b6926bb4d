"""How long the server takes for one page's questions among a million events: p95 with 8 clients that pause 100 ms,
after a few questions of the same kind.

python benchmarks/million.py [COUNT]      the store is made once, in BENCH_FOLDER or the folder for passing files, and kept
"""

from __future__ import annotations

import http.client
import json
import multiprocessing
import os
import random
import resource
import shutil
import statistics
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parent.parent))
from benchmarks.many_events import FOLDER, MILLION, RARE, SLUG, made

CLIENTS = 8
PAUSE = 0.1
ROUNDS = 25
WARMING = 8  # as many threads as answer
TOKEN = "only4benchmarks" * 2
DAY = 86_400_000
FIRST, LAST = -10 * 365 * DAY, 55 * 365 * DAY

Ask = tuple[str, str, bytes | None]  # method, path, body


def serve(path: Path, ready: multiprocessing.Queue[int]) -> None:
    import waitress

    from timeline.store import Store
    from timeline.web import create_app

    store = Store.open(f"sqlite:///{path}")
    server = waitress.create_server(create_app(store, token=TOKEN), host="127.0.0.1", port=0, threads=8)
    ready.put(server.effective_port)
    server.run()


def window(chance: random.Random, **more: str) -> Ask:
    """Any width, from a day to everything."""
    width = int(DAY * 1.0007 ** chance.randrange(15_000))
    first = chance.randrange(FIRST, LAST) - width // 2
    given = {"from": first, "to": first + width, "width": 1200, **more}
    return "GET", f"/t/{SLUG}/items.json?{urlencode(given)}", None


FACETS = (
    *({"category": value} for value in ("Battles", "Riots")),
    *({"actor": f"Actor {number}"} for number in (0, 3, 60)),
    *({"place": f"Place {number}"} for number in (0, 500)),
    *({"tag": f"tag {number}"} for number in (0, 40)),
    *({"source": f"document-{number}"} for number in (0, 900)),
    *({"status": value} for value in ("suggested", "rejected")),
    {"precision": "year"},
    {"confidence": "high"},
)
BOTH = (
    {"category": "Battles", "actor": "Actor 0"},
    {"actor": "Actor 1", "tag": "tag 0"},
    {"q": "bridge"},
    {"q": "قصف", "status": "suggested"},
)


def added(chance: random.Random) -> Ask:
    event = {"title": f"Shelling {chance.random()}", "date": {"text": f"{chance.randrange(1, 28)} May 2022"}, "actors": ["Actor 1"]}
    return "POST", f"/api/v1/timelines/{SLUG}/events", json.dumps(event).encode()


def edited(chance: random.Random) -> Ask:
    change = {"title": f"Edited {chance.random()}", "tags": [f"tag {chance.randrange(150)}"]}
    return "PATCH", f"/api/v1/timelines/{SLUG}/events/event-{chance.randrange(20_000)}", json.dumps(change).encode()


def sought(chance: random.Random) -> Ask:
    return (
        "GET",
        f"/api/v1/timelines/{SLUG}/events?" + urlencode({"q": chance.choice((RARE, "bridge", "мост", "炮击", "قصف")), "limit": 50}),
        None,
    )


TASKS: tuple[tuple[str, int, Callable[[random.Random], Ask]], ...] = (
    ("window, any width", 50, window),
    ("window, any width, one facet", 50, lambda chance: window(chance, **chance.choice(FACETS))),
    ("window, lanes by actor", 50, lambda chance: window(chance, lanes="actor")),
    ("window, combined or text: items", 100, lambda chance: window(chance, part="items", **chance.choice(BOTH))),
    ("window, combined or text: bins", 500, lambda chance: window(chance, **chance.choice(BOTH))),
    ("search of a rare word", 100, lambda _: ("GET", f"/api/v1/timelines/{SLUG}/events?q={RARE}&limit=50", None)),
    ("search of one word", 100, sought),
    ("list page", 50, lambda _: ("GET", f"/t/{SLUG}?cursor=", None)),
    ("facets with counts", 500, lambda chance: ("GET", f"/t/{SLUG}/facets.json?" + urlencode(chance.choice(({}, *FACETS))), None)),
    ("adding an event", 50, added),
    ("editing an event", 50, edited),
)


def client(
    port: int, make: Callable[[random.Random], Ask], seed: int, took: list[float], failed: list[int], sent: list[int], rounds: int = ROUNDS
) -> None:
    chance = random.Random(seed)
    connection = http.client.HTTPConnection("127.0.0.1", port)
    time.sleep(PAUSE * chance.random())  # nobody begins at the very moment when others do
    for _ in range(rounds):
        method, path, body = make(chance)
        headers = {"Authorization": f"Bearer {TOKEN}", "If-Match": "*"} | ({"Content-Type": "application/json"} if body else {})
        began = time.perf_counter()
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        size = len(answer.read())
        took.append(1000 * (time.perf_counter() - began))
        sent.append(size)
        if answer.status >= 400:
            failed.append(answer.status)
        time.sleep(PAUSE)


def warmed(port: int, make: Callable[[random.Random], Ask]) -> None:
    """A server that was just started loads and remembers what it needs for the first of such questions; that is not what is measured."""
    client(port, make, CLIENTS, [], [], [], rounds=WARMING)


def measure(port: int, make: Callable[[random.Random], Ask]) -> tuple[list[float], list[int], list[int]]:
    took: list[float] = []
    failed: list[int] = []
    sent: list[int] = []
    threads = [threading.Thread(target=client, args=(port, make, seed, took, failed, sent)) for seed in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took, failed, sent


def removed(store: Path) -> None:
    """With the journal of a server that was stopped, which would be taken for that of the next copy."""
    for ending in ("", "-wal", "-shm"):
        store.with_name(store.name + ending).unlink(missing_ok=True)


def main(count: int) -> None:
    stored = made(Path(os.environ.get("BENCH_FOLDER", FOLDER)), count)
    copy = stored.with_name("written.db")
    removed(copy)
    shutil.copyfile(stored, copy)
    ready: multiprocessing.Queue[int] = multiprocessing.Queue()
    server = multiprocessing.Process(target=serve, args=(copy, ready), daemon=True)
    server.start()
    port = ready.get(timeout=60)
    print(f"{count:,} events, {stored.stat().st_size / 1e9:.1f} GB; {CLIENTS} clients pausing {PAUSE * 1000:.0f} ms")
    print(f"load of this machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print("median    p95   most   goal   kB sent")
    for name, goal, make in TASKS:
        warmed(port, make)
        took, failed, sent = measure(port, make)
        p95 = statistics.quantiles(took, n=20)[-1]
        wrong = f"   FAILED {len(failed)} with {failed[0]}" if failed else ""
        print(
            f"{statistics.median(took):6.0f} {p95:6.0f} {max(took):6.0f} {goal:6} {statistics.mean(sent) / 1000:8.0f}   {name}{wrong}",
            flush=True,
        )
    server.terminate()
    server.join()
    print(f"memory of the server: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")
    removed(copy)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MILLION)
