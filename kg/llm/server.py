"""One server that speaks the chat-completions protocol. The client library is imported when a question is asked."""

import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from kg.errors import KgError
from kg.llm.answers import schema

if TYPE_CHECKING:
    import openai
    from openai.types.chat import ChatCompletion

KEY = "KG_LLM_API_KEY"
# Tokens that an answer may have, beside one for each character asked about: far more than an honest answer needs, and
# an end for a model that repeats itself.
_SPARE = 1_000


class ServerError(KgError):
    """The server cannot be used at all: no address, no right, no such model, no quota left."""


class NoAnswerError(Exception):
    """This one question got no answer; another may."""


class Reply(msgspec.Struct, frozen=True):
    """What the model wrote, and whether the server cut it off."""

    text: str
    cut: bool = False


_FORMAT: Mapping[str, Any] = {
    "type": "json_schema",
    "json_schema": {"name": "claims", "strict": True, "schema": schema()},
}
_OBJECT: Mapping[str, Any] = {"type": "json_object", "schema": schema()}
_LIMIT = 0  # stands for the number of tokens that the answer to one question may have
# Servers and models differ in what they refuse; the first set that is not refused is kept for the rest of the run.
_OPTIONS: tuple[Mapping[str, Any], ...] = (
    {"response_format": _FORMAT, "temperature": 0, "max_tokens": _LIMIT},
    {"response_format": _FORMAT, "max_completion_tokens": _LIMIT},
    {"response_format": _OBJECT, "temperature": 0, "max_tokens": _LIMIT},
    {},
)


class Server:
    """Asks one model of one server: retries with backoff (the client's own), at most `rate` questions a minute."""

    def __init__(self, url: str, model: str, rate: float, retries: int, timeout: float) -> None:
        self.model = model
        self._client = _client(url, retries, timeout)
        self._options = 0
        self._settled = False
        self._gap = 60 / rate
        self._next = 0.0
        self._lock = threading.Lock()

    def ask(self, messages: Sequence[Mapping[str, str]]) -> Reply:
        """The model's reply. Raises NoAnswerError for this question, ServerError where no other would fare better."""
        import openai

        self._wait()
        try:
            return self._reply(self._first_accepted(messages))
        except (openai.AuthenticationError, openai.PermissionDeniedError) as error:
            raise ServerError(f"the server refuses the key: {_said(error)}", f"set {KEY}") from error
        except openai.NotFoundError as error:
            raise ServerError(
                f"the server has no model {self.model}, or the address is wrong: {_said(error)}",
                "the address ends in /v1 as a rule; give another with --llm-url, another model with --llm-model",
            ) from error
        except openai.RateLimitError as error:
            raise ServerError(
                f"the server takes no more questions: {_said(error)}",
                "run the command again later: it goes on where it stopped; or give a lower --llm-rate",
            ) from error
        except openai.APITimeoutError as error:
            raise NoAnswerError("no answer in time") from error
        except openai.APIConnectionError as error:
            raise ServerError(
                f"the server cannot be reached: {error.__cause__ or error}", "is --llm-url right?"
            ) from error
        except (openai.OpenAIError, ValueError, TypeError) as error:
            raise NoAnswerError(_said(error)) from error

    def _first_accepted(self, messages: Sequence[Mapping[str, str]]) -> "ChatCompletion":
        """The answer to the first set of options that the server takes; the set is settled by the first answer."""
        import openai

        while True:
            tried, patient = self._options, self._settled or self._options + 1 == len(_OPTIONS)
            # A set that may be refused is not tried again and again: some servers refuse with a status of failure.
            client = self._client if patient else self._client.with_options(max_retries=0)
            ask: Callable[..., ChatCompletion] = client.chat.completions.create
            try:
                answer = ask(model=self.model, messages=list(messages), **_options(tried, messages))
            except openai.APIStatusError as error:
                if not _refuses_options(error) or tried + 1 == len(_OPTIONS):
                    if patient or not _passing(error):
                        raise
                    self._settled = True
                else:
                    self._options = max(self._options, tried + 1)
            except openai.APIConnectionError:
                if patient:
                    raise
                self._settled = True
            else:
                self._settled = True
                return answer

    @staticmethod
    def _reply(answer: "ChatCompletion") -> Reply:
        choices = getattr(answer, "choices", None)
        if not choices or not choices[0].message.content:
            raise NoAnswerError("an empty answer")
        return Reply(choices[0].message.content, choices[0].finish_reason == "length")

    def _wait(self) -> None:
        """Until the next free slot; the slots of all threads follow one another at the given rate."""
        with self._lock:
            now = time.monotonic()
            mine = max(now, self._next)
            self._next = mine + self._gap
        time.sleep(max(0.0, mine - now))


def _client(url: str, retries: int, timeout: float) -> "openai.OpenAI":
    try:
        import openai
    except ImportError as error:
        raise ServerError(
            "the reader by language model needs the package openai", "pip install 'whosaid[llm]'"
        ) from error
    # A server of one's own asks for no key, and the library insists on one. No other variable is read as the key:
    # a key meant for one server must not go to another.
    return openai.OpenAI(base_url=url, api_key=os.environ.get(KEY) or "none", max_retries=retries, timeout=timeout)


def _options(tried: int, messages: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    limit = _SPARE + len(messages[-1]["content"])
    return {name: limit if name.startswith("max_") else value for name, value in _OPTIONS[tried].items()}


def _refuses_options(error: "openai.APIStatusError") -> bool:
    """Whether it is the options that the server does not take, not the question."""
    return error.status_code in (400, 422) or (error.status_code >= 500 and "response_format" in str(error))


def _passing(error: "openai.APIStatusError") -> bool:
    """Whether the same question may be answered a moment later."""
    return error.status_code in (408, 409, 429) or error.status_code >= 500


def _said(error: Exception) -> str:
    return str(error).split("\n")[0][:300]
