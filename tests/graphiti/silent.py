"""Somebody who watches and says nothing."""

from __future__ import annotations

from pathlib import Path

from quipu.api.cli.inputs import BadLine


class Silent:
    def opened(self, path: Path, lines: int) -> None: ...

    def accepted(self, line: int, messages: int) -> None: ...

    def settled(self, messages: int) -> None: ...

    def refused(self, bad: BadLine) -> None: ...

    def noted(self, remark: str) -> None: ...
