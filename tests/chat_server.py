"""A server that speaks the chat-completions protocol and says what a test has written down.

def test_it(chat_server):
    chat_server.says(claims(...), Status(429), Slow(1))
    ... ask chat_server.url ...
    chat_server.asked[0]["messages"]
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


@dataclass(frozen=True)
class Status:
    """An HTTP error. The waiting time that it names keeps the tests fast."""

    code: int
    message: str = "recorded error"


@dataclass(frozen=True)
class Slow:
    """An answer after so many seconds."""

    seconds: float
    text: str = '{"claims": []}'


@dataclass(frozen=True)
class Cut:
    """An answer that the server cut off."""

    text: str


@dataclass(frozen=True)
class Bytes:
    """What is no answer of the protocol at all."""

    body: bytes


Act = str | Status | Slow | Cut | Bytes | Callable[[dict[str, Any]], str]


@dataclass
class ChatServer:
    """Answers the requests by the acts in order; the last act answers all that follow."""

    url: str
    acts: list[Act] = field(default_factory=lambda: ['{"claims": []}'])
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)

    def says(self, *acts: Act) -> None:
        self.acts[:] = acts


@pytest.fixture
def chat_server() -> Iterator[ChatServer]:
    """A server on a loopback port, stopped after the test."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    chat = ChatServer(f"http://127.0.0.1:{server.server_address[1]}/v1")
    server.chat = chat  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield chat
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        chat: ChatServer = self.server.chat  # type: ignore[attr-defined]
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        chat.asked.append(request)
        chat.keys.append(self.headers.get("Authorization"))
        act = chat.acts.pop(0) if len(chat.acts) > 1 else chat.acts[0]
        if self.path != "/v1/chat/completions":
            act = Status(404, "no such path")
        if isinstance(act, Status):
            self._send(act.code, json.dumps({"error": {"message": act.message}}).encode())
        elif isinstance(act, Bytes):
            self._send(200, act.body)
        elif isinstance(act, Cut):
            self._send(200, _completion(act.text, "length"))
        elif isinstance(act, Slow):
            time.sleep(act.seconds)
            self._send(200, _completion(act.text))
        else:
            self._send(200, _completion(act if isinstance(act, str) else act(request)))

    def _send(self, code: int, body: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("retry-after-ms", "1")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Tests print what they want to say themselves."""


def _completion(text: str, finish: str = "stop") -> bytes:
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "message": message, "finish_reason": finish, "logprobs": None}
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    whole = {"id": "c", "object": "chat.completion", "created": 0, "model": "recorded", "choices": [choice]}
    return json.dumps({**whole, "usage": usage}).encode()
