"""The recorded server as a fixture, and a cache folder of the tests' own."""

from pathlib import Path

import pytest

from tests.chat_server import chat_server  # noqa: F401


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written to the user's cache folder, and nothing of it is read."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
