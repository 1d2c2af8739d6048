"""The README's commands are run as they stand, in one folder and in order, and must print what it shows.

`python tests/test_readme.py` writes the outputs anew; read the difference before you commit it.
"""

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
# Blocks marked `console` are run; `sh` blocks (installing, serving) are not.
BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)


def run(block: str, folder: Path) -> str:
    """The block with what each command prints now."""
    lines = []
    for command in re.findall(r"^\$ (.*(?:\\\n.*)*)", block, re.MULTILINE):
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        env = {**os.environ, "PATH": path, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}
        done = subprocess.run(["bash", "-c", command], cwd=folder, env=env, capture_output=True, text=True, check=False)
        lines += [f"$ {command}", *(line.rstrip() for line in (done.stdout + done.stderr).splitlines())]
    return "".join(f"{line}\n" for line in lines)


def renewed(text: str) -> str:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "seeds").symlink_to(ROOT / "seeds")
        return BLOCK.sub(lambda match: run(match.group(), folder), text)


def test_the_readme_shows_what_its_commands_print() -> None:
    text = README.read_text(encoding="utf-8")
    assert len(BLOCK.findall(text)) > 3
    assert renewed(text) == text


if __name__ == "__main__":
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")
