"""How gunicorn serves the product; threads are many because a live stream keeps one."""

import gc
import os
from pathlib import Path
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

from dialer.supervisor import die_with_parent


class StreamingWorker(ThreadWorker):
    """A worker that tells its live streams to end when it is told to stop; nothing else would end them."""

    def handle_exit(self, sig: int, frame: Any) -> None:
        from dialer.live import hub

        hub.stopping.set()
        super().handle_exit(sig, frame)  # type: ignore[no-untyped-call]


worker_class = StreamingWorker

workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
# Processes do not share streams evenly: with 200 reps looking on, one of two had to hold more than 128.
threads = int(os.environ.get("WEB_THREADS") or 256)
keepalive = 15
graceful_timeout = 3
loglevel = "warning"
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
control_socket_disable = True
preload_app = True  # half of a start is imports; once is enough


def pre_fork(server: Any, worker: Any) -> None:
    """What is there already is left alone by the collector, or looking it over would copy all its pages."""
    gc.freeze()


def post_fork(server: Any, worker: Any) -> None:
    """A web process must not outlive the one that leads it, nor share its connections with the others."""
    from dialer.db import engine

    die_with_parent()
    engine().dispose(close=False)
