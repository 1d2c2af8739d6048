"""A real SPARQL server for tests: Oxigraph on a loopback port, loaded over HTTP.

from tests.servers import oxigraph_server  # noqa: F401, a fixture

def test_it(oxigraph_server):
    oxigraph_server.load(lines)
    open_store(oxigraph_server.query_url)
"""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest


@dataclass(frozen=True)
class Server:
    """A running server. `query_url` answers SPARQL queries."""

    base: str

    @property
    def query_url(self) -> str:
        return f"{self.base}/query"

    def load(self, quads: Iterable[str]) -> None:
        """Replace what the server holds by N-Quads lines (the SPARQL graph store protocol, on the whole dataset)."""
        data = "".join(quads).encode()
        request = Request(f"{self.base}/store", data, {"Content-Type": "application/n-quads"}, method="PUT")
        urlopen(request, timeout=60).close()


@pytest.fixture
def oxigraph_server() -> Iterator[Server]:
    """An empty Oxigraph server in memory, stopped after the test."""
    program = _program()
    if not program:
        pytest.skip("the program `oxigraph` of the PyPI package oxigraph is not installed")
    base = f"127.0.0.1:{_free_port()}"
    process = subprocess.Popen([program, "serve", "--bind", base], stderr=subprocess.PIPE, text=True)
    try:
        _wait_for(f"http://{base}/", process)
        yield Server(f"http://{base}")
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _program() -> str | None:
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.exists() else shutil.which("oxigraph")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(url: str, process: "subprocess.Popen[str]", seconds: float = 30) -> None:
    for _ in range(int(seconds / 0.05)):
        if process.poll() is not None:
            raise RuntimeError(f"oxigraph ended at once: {process.stderr.read() if process.stderr else ''}")
        try:
            urlopen(url, timeout=5).close()
            return
        except (URLError, ConnectionError):
            time.sleep(0.05)
    raise RuntimeError(f"oxigraph did not answer at {url} within {seconds} s")
