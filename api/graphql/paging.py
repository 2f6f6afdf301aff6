"""Pages of lists: sizes checked, cursors opened and sealed, viewpoints kept from page to page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from quipu.api.graphql.context import Info
from quipu.api.graphql.cursors import CursorSeal, Position, question_of
from quipu.api.graphql.inputs import TimePoint, view_from
from quipu.api.graphql.types import Connection, Edge, PageInfo
from quipu.schema.errors import Invalid
from quipu.schema.intervals import AsOf

PAGE_LIMIT = 100

Row = TypeVar("Row")
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class PageArguments:
    """The arguments that every list has, as they were given."""

    first: int | None
    after: str | None
    default: int = 20


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of one list being read: how much, after what, seen from where."""

    seal: CursorSeal
    question: str
    size: int
    start: Position | None
    view: AsOf

    @property
    def after(self) -> str:
        return "" if self.start is None else self.start.item

    def of_rows(
        self,
        rows: Sequence[Row],
        has_more: bool,
        *,
        id_of: Callable[[Row], str],
        shown: Callable[[Row], Item],
    ) -> Connection[Item]:
        """The page's rows as a connection."""
        place = 0 if self.start is None else self.start.place
        edges = [
            Edge(cursor=self._cursor(id_of(row), place + number), node=shown(row))
            for number, row in enumerate(rows, start=1)
        ]
        return Connection(
            edges=edges, page_info=self.page_info([e.cursor for e in edges], has_more)
        )

    def cut(self, rows: Sequence[Row], *, id_of: Callable[[Row], str]) -> tuple[list[Row], bool]:
        """This page of a list that is already here as a whole, and whether there is more."""
        begin = 0
        if self.start is not None:
            places = [place for place, row in enumerate(rows, 1) if id_of(row) == self.start.item]
            begin = places[0] if places else min(self.start.place, len(rows))
        return list(rows[begin : begin + self.size]), len(rows) > begin + self.size

    def page_info(self, cursors: Sequence[str], has_more: bool) -> PageInfo:
        return PageInfo(
            has_next_page=has_more,
            has_previous_page=self.start is not None,
            start_cursor=cursors[0] if cursors else None,
            end_cursor=cursors[-1] if cursors else None,
        )

    def cursor_at(self, item: str, number: int) -> str:
        """The cursor of the `number`th row of this page, counted from 1."""
        return self._cursor(item, number + (0 if self.start is None else self.start.place))

    def _cursor(self, item: str, place: int) -> str:
        return self.seal.sealed(Position(item, place, self.view), self.question)


def listing(info: Info, page: PageArguments, at: TimePoint | None, *question: object) -> Listing:
    """Open a list. `question` is all that decides its content, apart from the page.

    Without `at`, later pages see the memory from where the first page saw it.
    """
    context = info.context
    asked = question_of(info.field_name, at, *question)
    start = None if page.after is None else context.seal.opened(page.after, asked)
    pinned = None if start is None else start.view
    view = pinned if pinned is not None else view_from(context.memory, at)
    return Listing(context.seal, asked, page_size(page), start, view)


def page_size(page: PageArguments) -> int:
    """How many rows are asked for; too many is an error, never a silent cut."""
    size = page.default if page.first is None else page.first
    if not 1 <= size <= PAGE_LIMIT:
        raise Invalid(f"first: {size} is out of range", hint=f"1 to {PAGE_LIMIT}")
    return size
