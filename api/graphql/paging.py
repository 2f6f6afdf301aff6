"""Pages of lists: sizes checked, cursors opened and sealed, viewpoints kept from page to page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from graphql import VariableNode

from quipu.api.graphql.context import Info
from quipu.api.graphql.cursors import CursorSeal, Position, question_of
from quipu.api.graphql.inputs import TimePoint, view_from
from quipu.api.graphql.types import Connection, Count, Edge, PageInfo
from quipu.schema.errors import Invalid
from quipu.schema.intervals import AsOf
from quipu.schema.ports import Page

PAGE_LIMIT = 100

Row = TypeVar("Row")
Item = TypeVar("Item")
Whole = TypeVar("Whole")


@dataclass(frozen=True, slots=True)
class PageArguments:
    """The arguments that lists have, as they were given; few lists have the last two."""

    first: int | None
    after: str | None
    default: int = 20
    last: int | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Found(Generic[Row]):
    """The rows of a page, with one more where there are more, and how to count those of all."""

    rows: Sequence[Row]
    counted: Count


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of one list being read: how much, between what, seen from where.

    At least one of `first` and `last` is given; both mean the last of the first.
    """

    seal: CursorSeal
    question: str
    first: int | None
    last: int | None
    start: Position | None
    end: Position | None
    view: AsOf

    @property
    def size(self) -> int:
        """How many rows have to be read, and one more to know whether there are more."""
        return max(self.first or 0, self.last or 0)

    @property
    def after(self) -> str:
        return "" if self.start is None else self.start.item

    @property
    def is_first(self) -> bool:
        """Whether it begins where the list does, and is not taken from another end."""
        return self.start is None and self.end is None and self.first is not None

    @property
    def page(self) -> Page:
        """What is to be read, as a store understands it."""
        before = "" if self.end is None else self.end.item
        return Page(self.size, self.after, before, from_end=self.first is None)

    def of_rows(
        self, found: Sequence[Row], *, id_of: Callable[[Row], str], shown: Callable[[Row], Item]
    ) -> Connection[Item]:
        """The page as a connection, from its rows with one more where there are more."""
        rows = self.shown(found)
        edges = [
            Edge(cursor=self.cursor_at(id_of(row), number, len(rows)), node=shown(row))
            for number, row in enumerate(rows, start=1)
        ]
        cursors = [edge.cursor for edge in edges]
        return Connection(edges=edges, page_info=self.page_info(cursors, len(found)))

    def of_found(
        self,
        kind: Callable[..., Whole],
        found: Found[Row],
        *,
        id_of: Callable[[Row], str],
        shown: Callable[[Row], Item],
    ) -> Whole:
        """The page as a connection of a kind that can count."""
        page = self.of_rows(found.rows, id_of=id_of, shown=shown)
        return kind(edges=page.edges, page_info=page.page_info, counted=found.counted)

    def of_whole(self, rows: Sequence[Row], *, id_of: Callable[[Row], str]) -> Found[Row]:
        """The page of a list that is already here as a whole."""

        async def counted() -> int:
            return len(rows)

        return Found(self.cut(rows, id_of=id_of), counted)

    def shown(self, found: Sequence[Row]) -> list[Row]:
        """The rows of the page, without the one that says that there are more."""
        rows = list(found) if self.first is None else list(found[: self.first])
        return rows if self.last is None else rows[-self.last :]

    def cut(self, rows: Sequence[Row], *, id_of: Callable[[Row], str]) -> list[Row]:
        """The same, of a list that is already here as a whole and has no `before`."""
        begin = 0
        if self.start is not None:
            places = [place for place, row in enumerate(rows, 1) if id_of(row) == self.start.item]
            begin = places[0] if places else min(self.start.place, len(rows))
        return list(rows[begin : begin + self.size + 1])

    def page_info(self, cursors: Sequence[str], found: int) -> PageInfo:
        """As Relay's cursor specification has it; `found` counts one more where there are more."""
        return PageInfo(
            has_next_page=self.end is not None if self.first is None else found > self.first,
            has_previous_page=self.start is not None if self.last is None else found > self.last,
            start_cursor=cursors[0] if cursors else None,
            end_cursor=cursors[-1] if cursors else None,
        )

    def cursor_at(self, item: str, number: int, count: int, head: int = 0) -> str:
        """The cursor of the `number`th of `count` rows of this page, counted from 1."""
        before = 0 if self.start is None else self.start.place
        if self.start is None and self.end is not None:
            before = max(self.end.place - count - 1, 0)
        return self.seal.sealed(Position(item, before + number, self.view, head), self.question)


def listing(info: Info, page: PageArguments, at: TimePoint | None, *question: object) -> Listing:
    """Open a list. `question` is all that decides its content, apart from the page.

    Without `at`, later pages see the memory from where the first page saw it.
    """
    context = info.context
    asked = question_of(info.field_name, at, *question)
    start, end = (
        None if cursor is None else context.seal.opened(cursor, asked)
        for cursor in (page.after, page.before)
    )
    pinned = next((one.view for one in (start, end) if one is not None and one.view), None)
    view = pinned if pinned is not None else view_from(context.memory, at)
    first, last = _sizes(info, page)
    return Listing(context.seal, asked, first, last, start, end, view)


def _sizes(info: Info, page: PageArguments) -> tuple[int | None, int | None]:
    """How many rows are asked for from either end; too many is an error, never a silent cut.

    The schema's own default of `first` is no wish of a caller who gives `last`.
    """
    last = None if page.last is None else checked_size("last", page.last)
    if last is not None and (page.first is None or not _is_given(info, "first")):
        return None, last
    return checked_size("first", page.default if page.first is None else page.first), last


def checked_size(name: str, size: int) -> int:
    """How many are asked for. Raises Invalid for none and for too many."""
    if not 1 <= size <= PAGE_LIMIT:
        raise Invalid(f"{name}: {size} is out of range", hint=f"1 to {PAGE_LIMIT}")
    return size


def _is_given(info: Info, name: str) -> bool:
    """Whether a caller gave an argument, as opposed to the schema's default."""
    for argument in info._raw_info.field_nodes[0].arguments or ():
        if argument.name.value == name:
            value = argument.value
            return not isinstance(value, VariableNode) or value.name.value in info.variable_values
    return False
