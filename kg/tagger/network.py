"""The network: a small pretrained encoder, a score for every token as an anchor, and roles relative to an anchor.

The role of a token is read from its own state, the anchor's, their distance, a convolution over the neighbours and a
bilinear form of both, as biaffine parsers do (Dozat and Manning 2017, arXiv:1611.01734).
"""

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

_WIDE, _PAIR, _FAR = 256, 128, 64


class Encoder(nn.Module):
    """Token numbers and mask (windows x tokens) to states and to the probability of being an anchor."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        from transformers import AutoModel

        self.base = AutoModel.from_pretrained(str(base), add_pooling_layer=False, attn_implementation="eager")
        self.width = int(self.base.config.hidden_size)
        self.anchor = nn.Linear(self.width, 2)
        self.drop = nn.Dropout(0.1)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        hidden = self.base(input_ids=ids, attention_mask=mask).last_hidden_state
        return hidden, self.anchor(self.drop(hidden)).softmax(-1)[..., 1]

    def scores(self, hidden: Tensor) -> Tensor:
        return self.anchor(self.drop(hidden))


class Roles(nn.Module):
    """States of one window (1 x tokens x width) and the places of anchors to the roles of every token."""

    def __init__(self, width: int, roles: int) -> None:
        super().__init__()
        self.roles = roles
        self.token, self.head = nn.Linear(width, _WIDE), nn.Linear(width, _WIDE)
        self.distance = nn.Embedding(2 * _FAR + 1, _WIDE)
        self.near = nn.Conv1d(_WIDE, _WIDE, 5, padding=2)
        self.left, self.right = nn.Linear(width, _PAIR), nn.Linear(width, _PAIR * roles)
        self.out = nn.Linear(_WIDE, roles)
        self.drop = nn.Dropout(0.1)

    def forward(self, hidden: Tensor, anchors: Tensor) -> Tensor:
        return self.scores(hidden.expand(anchors.shape[0], -1, -1), anchors).softmax(-1)

    def scores(self, hidden: Tensor, anchors: Tensor) -> Tensor:
        """One row of states an anchor: logits of the roles of its tokens."""
        hidden = self.drop(hidden)
        place = anchors[:, None, None].expand(-1, 1, hidden.shape[2])
        own = hidden.gather(1, place)
        away = (torch.arange(hidden.shape[1]) - anchors[:, None]).clamp(-_FAR, _FAR) + _FAR
        seen = nn.functional.gelu(self.token(hidden) + self.head(own) + self.distance(away))
        seen = seen + nn.functional.gelu(self.near(seen.transpose(1, 2)).transpose(1, 2))
        pair = self.left(hidden) @ self.right(own).view(-1, self.roles, _PAIR).transpose(1, 2)
        result: Tensor = self.out(self.drop(seen)) + pair / _PAIR**0.5
        return result


def export(encoder: Encoder, roles: Roles, encoder_file: Path, roles_file: Path) -> None:
    """Write both parts as ONNX, for any number of windows, tokens and anchors."""
    encoder.eval()
    roles.eval()
    ids = torch.ones(2, 9, dtype=torch.long)
    _write(encoder, (ids, ids), encoder_file, ["ids", "mask"], ["hidden", "anchor"], {0: "windows", 1: "tokens"})
    with torch.no_grad():
        hidden, _ = encoder(ids, ids)
    torch.onnx.export(
        roles,
        (hidden[:1], torch.tensor([2, 3, 4])),
        str(roles_file),
        input_names=["hidden", "anchors"],
        output_names=["roles"],
        dynamic_axes={"hidden": {1: "tokens"}, "anchors": {0: "count"}, "roles": {0: "count", 1: "tokens"}},
        dynamo=False,
    )


def _write(model: nn.Module, given: Any, file: Path, takes: list[str], gives: list[str], axes: dict[int, str]) -> None:
    torch.onnx.export(
        model,
        given,
        str(file),
        input_names=takes,
        output_names=gives,
        dynamic_axes=dict.fromkeys([*takes, *gives], axes),
        dynamo=False,
    )
