"""All tablets of a hall sending at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from bars.hall.event import ready_event
from bars.hall.server import Server
from bars.hall.tablets import Delivered, Line, keep_sending, tablets_of

PACKETS_AT_ONCE = 6


@contextmanager
def tablets_sending(
    server: Server, *, most: int = PACKETS_AT_ONCE, every: float = 0.0
) -> Iterator[Delivered]:
    """Let every tablet of the hall send until the end of the block."""
    event = ready_event()
    told, stop = Delivered(), threading.Event()
    threads = [
        threading.Thread(
            target=keep_sending,
            args=(tablet, Line(server.port, event.book.log), told),
            kwargs={"stop": stop, "most": most, "every": every},
            daemon=True,
        )
        for tablet in tablets_of(event)
    ]
    for one in threads:
        one.start()
    try:
        yield told
    finally:
        stop.set()
        for one in threads:
            one.join(timeout=90)
