"""Many documents asked about: each answer kept as soon as it is there, so that no question is paid for twice."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import msgspec

from kg.files import write_whole
from kg.ids import digest
from kg.llm.answers import UnusableError, claims_in
from kg.llm.prompt import VERSION, Chunk, chunks
from kg.llm.server import NoAnswerError, Reply, Server, ServerError
from kg.model import Document, Problem

# Roughly: English has four characters a token, and an answer repeats most of the article between its keys.
_PER_TOKEN = 4
_ANSWER_SHARE = 1.2
# After so many questions in a row without an answer the others would only cost time.
_HOPELESS = 5
# A model may answer with something unusable once by bad luck.
_TRIES = 2


@dataclass(frozen=True, slots=True)
class Llm:
    """Which model of which server reads, and how it may be asked. The key comes from the environment only.

    `rate` is questions a minute, `timeout` seconds, `cache` the folder of answers (None: beside the graph).
    """

    model: str
    url: str
    rate: float = 60
    retries: int = 5
    timeout: float = 300
    cache: Path | None = None


class Told(msgspec.Struct, frozen=True):
    """What the model told of one document: answers with the places of the sections asked about, and what failed."""

    model: str
    answers: tuple[tuple[tuple[int, ...], str], ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run will cost: questions not yet answered, tokens to send and to receive (roughly), minutes at least."""

    model: str
    questions: int
    sent: int
    received: int
    minutes: float

    def __str__(self) -> str:
        return (
            f"{self.questions} questions to {self.model}: about {self.sent:,} tokens to send and {self.received:,} "
            f"to receive, {self.minutes:.0f} minutes or more"
        )


class _Asks(Protocol):
    def ask(self, messages: Sequence[dict[str, str]]) -> Reply: ...


def ask_all(
    documents: Iterable[Document],
    llm: Llm,
    cache: Path,
    jobs: int = 1,
    agree: Callable[[Estimate], None] = lambda estimate: None,
    advance: Callable[[int, int], None] = lambda done, whole: None,
    connect: Callable[[Llm], _Asks] | None = None,
) -> dict[str, Told]:
    """What the model tells of each document, by document id; `jobs` questions are under way at once.

    `agree` is told the cost before the first question and may raise; `advance` is told the characters done and the
    whole. Raises ServerError when the server cannot be used; answers so far are kept.
    """
    cache.mkdir(parents=True, exist_ok=True)
    asked = {d.id: list(chunks(d)) for d in documents}
    run = _Run(llm, cache, connect or _server)
    run.ask_about(asked.values(), jobs, agree, advance)
    # An answer that was cut off is asked for again in halves, down to single paragraphs.
    while any(map(run.too_long, (c for cs in asked.values() for c in cs))):
        asked = {
            name: [part for c in cs for part in (c.halves() if run.too_long(c) else (c,))] for name, cs in asked.items()
        }
        run.ask_about(asked.values(), jobs, lambda estimate: None, advance)
    return {name: _told(llm.model, cs, run.replies) for name, cs in asked.items()}


def estimate(missing: Sequence[Chunk], llm: Llm) -> Estimate:
    """The cost of the questions, counted in tokens: prices differ and change."""
    sent = sum(len(m["content"]) for c in missing for m in c.messages) // _PER_TOKEN
    received = int(sum(map(_size, missing)) * _ANSWER_SHARE) // _PER_TOKEN
    return Estimate(llm.model, len(missing), sent, received, len(missing) / llm.rate)


class _Run:
    """The questions of one run. After a fatal error, or too many failures in a row, nothing more is asked."""

    def __init__(self, llm: Llm, cache: Path, connect: Callable[[Llm], _Asks]) -> None:
        self.replies: dict[str, Reply | str] = {}
        self.fatal: ServerError | None = None
        self._llm, self._cache, self._connect = llm, cache, connect
        self._server: _Asks | None = None
        self._failed = 0

    def too_long(self, chunk: Chunk) -> bool:
        """Whether the answer was cut off and the question can be made smaller."""
        reply = self.replies[chunk.question]
        return isinstance(reply, Reply) and reply.cut and len(chunk.places) > 1

    def ask_about(
        self,
        asked: Iterable[Sequence[Chunk]],
        jobs: int,
        agree: Callable[[Estimate], None],
        advance: Callable[[int, int], None],
    ) -> None:
        """Fill `replies`, from the cache or by asking. By question, not by document: copies are asked about once."""
        new = {c.question: c for cs in asked for c in cs if c.question not in self.replies}
        self.replies |= {q: kept for q, c in new.items() if (kept := _load(self._file(c)))}
        missing = [c for q, c in new.items() if q not in self.replies]
        if not missing:
            return
        agree(estimate(missing, self._llm))
        self._server = self._server or self._connect(self._llm)
        whole = sum(map(_size, missing))
        with ThreadPoolExecutor(max(1, jobs)) as pool:
            for chunk, reply in zip(missing, pool.map(self.answer, missing), strict=True):
                self.replies[chunk.question] = reply
                advance(_size(chunk), whole)
        if self.fatal:
            raise self.fatal

    def _file(self, chunk: Chunk) -> Path:
        return self._cache / f"{digest(VERSION, self._llm.model, chunk.question, length=24)}.json"

    def answer(self, chunk: Chunk) -> Reply | str:
        """The reply, kept on disk; or why there is none."""
        why = "not asked"
        for _ in range(_TRIES):
            if self.fatal or self._server is None:
                return why
            try:
                reply = self._server.ask(chunk.messages)
                if not reply.cut:
                    claims_in(reply.text)
                write_whole(self._file(chunk), msgspec.json.encode(reply))
                self._failed = 0
                return reply
            except ServerError as error:
                self.fatal = error
            except UnusableError as error:
                self._failed, why = 0, f"the answer is not the JSON that was asked for: {error}"
            except NoAnswerError as error:
                return self._no_answer(str(error))
        return why

    def _no_answer(self, why: str) -> str:
        self._failed += 1
        if self._failed >= _HOPELESS:
            self.fatal = ServerError(
                f"the server left {self._failed} questions in a row unanswered, the last: {why}",
                "run the command again: answers are kept and it goes on where it stopped",
            )
        return f"the server gave no answer: {why}"


def _server(llm: Llm) -> Server:
    return Server(llm.url, llm.model, llm.rate, llm.retries, llm.timeout)


def _told(model: str, asked: Sequence[Chunk], replies: dict[str, Reply | str]) -> Told:
    answers, problems = [], []
    for chunk in asked:
        reply = replies[chunk.question]
        if isinstance(reply, Reply) and not reply.cut:
            answers.append((chunk.places, reply.text))
        else:
            why = "the answer was cut off" if isinstance(reply, Reply) else reply
            first, last = (chunk.document.sections[n] for n in (chunk.places[0], chunk.places[-1]))
            message = f"the language model did not read these paragraphs: {why}"
            remedy = "run the command again, or read with --extractor rules"
            problems.append(Problem("llm-no-answer", chunk.document.name, message, remedy, first.start, last.end))
    return Told(model, tuple(answers), tuple(problems))


def _load(file: Path) -> Reply | None:
    """A kept reply; a damaged file is asked for again."""
    with suppress(FileNotFoundError, msgspec.DecodeError):
        return msgspec.json.decode(file.read_bytes(), type=Reply)
    return None


def _size(chunk: Chunk) -> int:
    return sum(chunk.document.sections[n].end - chunk.document.sections[n].start for n in chunk.places)
