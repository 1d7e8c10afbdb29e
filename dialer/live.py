"""Server-sent events: what a browser should fetch again. One Redis subscription per process feeds all streams."""

import json
import threading
import time
from collections.abc import Iterator
from queue import Empty, Full, Queue

import structlog
from redis import RedisError

from dialer import nudges
from dialer.people import Principal
from policies.permissions import Action

HEARTBEAT = 15  # seconds between comments that keep proxies from closing the stream
LOOK_UP = 1.0  # seconds within which a stream notices that the server stops
LONGEST = 300  # seconds after which a stream ends, so that the browser comes back and is checked again
BACKLOG = 100  # messages a slow browser may lag behind before it is told to fetch everything
EVERYTHING = [
    *("calls", "settings", "analytics", "outcomes", "leads", "tasks", "session", "users", "crm"),
    *("meetings", "event-types", "availability", "views", "deals", "payments", "mail", "webhooks"),
]
CHECK_AGAIN: dict[str, object] = {"refetch": ["session"]}  # the last words of a stream that ends for this

log = structlog.get_logger()


class Hub:
    """The streams of this process and the one thread that listens for them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._streams: dict[Queue[dict[str, object]], Principal] = {}
        self._listening = False
        self.stopping = threading.Event()

    def join(self, by: Principal) -> Queue[dict[str, object]]:
        """Open a stream for a person."""
        queue: Queue[dict[str, object]] = Queue(BACKLOG)
        with self._lock:
            self._streams[queue] = by
            if not self._listening:
                self._listening = True
                threading.Thread(target=self._listen, name="live", daemon=True).start()
        return queue

    def leave(self, queue: Queue[dict[str, object]]) -> None:
        """Close a stream."""
        with self._lock:
            self._streams.pop(queue, None)

    def _listen(self) -> None:
        while not self.stopping.is_set():
            try:
                self._subscribe()
            except (RedisError, OSError) as error:
                log.warning("live_waits_for_redis", error=str(error))
                time.sleep(1)

    def _subscribe(self) -> None:
        with nudges.redis().pubsub(ignore_subscribe_messages=True) as channel:
            channel.subscribe(nudges.LIVE_CHANNEL)
            channel.get_message(timeout=LOOK_UP)
            self._offer_all({"refetch": EVERYTHING})  # for what was said before we listened
            while not self.stopping.is_set():
                if message := channel.get_message(timeout=LOOK_UP):
                    self._deliver(json.loads(message["data"]))

    def _deliver(self, message: dict[str, object]) -> None:
        if "check_again" in message:
            self._end_streams_of(message["check_again"])
            return
        with self._lock:
            waiting = [queue for queue, by in self._streams.items() if _concerns(message, by)]
        for queue in waiting:
            _offer(queue, {"refetch": message["refetch"]})

    def _end_streams_of(self, user_id: object) -> None:
        with self._lock:
            waiting = [queue for queue, by in self._streams.items() if by.user_id == user_id]
        for queue in waiting:
            _offer(queue, CHECK_AGAIN)

    def _offer_all(self, message: dict[str, object]) -> None:
        with self._lock:
            waiting = list(self._streams)
        for queue in waiting:
            _offer(queue, message)


def _concerns(message: dict[str, object], by: Principal) -> bool:
    if message["company"] != by.company_id:
        return False
    return message["rep"] in (None, by.user_id) or by.may(Action.SEE_TEAM)


def _offer(queue: Queue[dict[str, object]], message: dict[str, object]) -> None:
    try:
        queue.put_nowait(message)
    except Full:
        while not queue.empty():
            queue.get_nowait()
        queue.put_nowait(message if message is CHECK_AGAIN else {"refetch": EVERYTHING})


hub = Hub()


def stream(by: Principal) -> Iterator[str]:
    """The events for one browser, as text/event-stream. Holds no database session."""
    queue = hub.join(by)
    opened = spoke = time.monotonic()
    try:
        yield "retry: 1000\n: open\n\n"
        while not hub.stopping.is_set() and time.monotonic() - opened < LONGEST:
            try:
                message = queue.get(timeout=LOOK_UP)
                yield f"data: {json.dumps(message)}\n\n"
                if message is CHECK_AGAIN:
                    return
                spoke = time.monotonic()
            except Empty:
                if time.monotonic() - spoke > HEARTBEAT:
                    yield ": still here\n\n"
                    spoke = time.monotonic()
    finally:
        hub.leave(queue)
