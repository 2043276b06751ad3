"""A list page from its URL: filters, order and page, each checked against what the view allows. Called by list views.

The URL carries all of it, so that a list can be saved, sent and gone back to. What the URL asks for and the view does not know is
ignored, never an error. Filter values are codes and ids; a patient's name never stands in a URL.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.http import QueryDict

from config.shared.ui.keyset import BadCursor, KeysetPage, Order, page

MAX_PAGE_SIZE = 200
COUNT_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Sort:
    """A column that the list can be ordered by; `nullable` where it may be empty (empty ones come last)."""

    field: str
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter and the word for it."""

    value: str
    label: str


@dataclass(frozen=True)
class Filter:
    """Narrows the list by one or several values. Give `lookup` ("status__in") or `apply(queryset, values)`.

    `single`: one value at a time (a radio instead of checkboxes).
    """

    key: str
    label: str
    choices: Sequence[Choice]
    lookup: str = ""
    apply: Callable[[QuerySet, list[str]], QuerySet] | None = None
    single: bool = False

    def narrow(self, queryset: QuerySet, values: list[str]) -> QuerySet:
        if self.apply is not None:
            return self.apply(queryset, values)
        value = values if self.lookup.endswith("__in") else values[0]
        return queryset.filter(**{self.lookup: value})


@dataclass(frozen=True, slots=True)
class Option:
    """A choice as the filter's menu shows it."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter as the bar shows it. `value` is empty where the filter is not in use; `carried` are the other parameters."""

    key: str
    label: str
    value: str
    single: bool
    options: list[Option]
    remove_url: str
    carried: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class SortLink:
    """Where a column head leads, and "ascending", "descending" or "" for how the list stands now."""

    url: str
    direction: str


class Listing:
    """One request's view of a list. Queries run when rows or count are asked for: two for a page, one for the count."""

    def __init__(
        self, params: QueryDict, queryset: QuerySet, *, path: str = "", sorts: Mapping[str, Sort], default_sort: str,
        filters: Iterable[Filter] = (), page_size: int = 50,
    ) -> None:
        if not 0 < page_size <= MAX_PAGE_SIZE:
            raise ValueError(f"a page has 1 to {MAX_PAGE_SIZE} rows")
        self.path, self.sorts, self.filters, self.page_size = path, dict(sorts), list(filters), page_size
        self._params = params
        self.counted: int | None = None  # set by a view that counted up to COUNT_LIMIT + 1 rows already
        self.chosen = {each.key: values for each in self.filters if (values := self._values(each))}
        self.sort = self._sort(default_sort)
        self.default_sort = default_sort
        self.filtered = self._narrow(queryset)

    @property
    def order(self) -> Order:
        sort = self.sorts[self.sort.removeprefix("-")]
        return Order(sort.field, descending=self.sort.startswith("-"), nullable=sort.nullable)

    @cached_property
    def page(self) -> KeysetPage:
        after, before = self._params.get("after"), self._params.get("before")
        try:
            return page(self.filtered, self.order, size=self.page_size, after=after, before=None if after else before)
        except BadCursor:
            return page(self.filtered, self.order, size=self.page_size)

    @property
    def rows(self) -> list:
        return self.page.rows

    @property
    def has_next(self) -> bool:
        return self.page.next_cursor is not None

    @property
    def next_url(self) -> str:
        return self._url(after=self.page.next_cursor) if self.page.next_cursor else ""

    @property
    def previous_url(self) -> str:
        return self._url(before=self.page.previous_cursor) if self.page.previous_cursor else ""

    @cached_property
    def count(self) -> str:
        """How many rows the filters leave; beyond a thousand only "1,000+", since counting them all would be slow."""
        found = self.filtered.order_by()[: COUNT_LIMIT + 1].count() if self.counted is None else self.counted
        return f"{COUNT_LIMIT:,}+" if found > COUNT_LIMIT else f"{found:,}"

    @property
    def url(self) -> str:
        """This list from its first page, for "back to the list"."""
        return self._url()

    @property
    def csv_url(self) -> str:
        """The same list as a file; the view answers `format=csv`."""
        return self._url(format="csv")

    @property
    def wants_csv(self) -> bool:
        return self._params.get("format") == "csv"

    @cached_property
    def chips(self) -> list[Chip]:
        return [self._chip(each) for each in self.filters]

    @property
    def in_use(self) -> list[Chip]:
        return [chip for chip in self.chips if chip.value]

    @property
    def clear_url(self) -> str:
        """The list without any filter, in the order it has now."""
        return self._join([("sort", self.sort)] if self.sort != self.default_sort else [])

    def sort_link(self, key: str) -> SortLink:
        """The head of a column: a second press turns the order round."""
        now = {key: "ascending", f"-{key}": "descending"}.get(self.sort, "")
        wanted = f"-{key}" if now == "ascending" else key
        return SortLink(self._url(sort=wanted), now)

    def _values(self, each: Filter) -> list[str]:
        known = {str(choice.value) for choice in each.choices}
        values = [value for value in dict.fromkeys(self._params.getlist(each.key)) if value in known]
        return values[:1] if each.single else values

    def _sort(self, default: str) -> str:
        wanted = self._params.get("sort", default)
        return wanted if wanted.removeprefix("-") in self.sorts else default

    def _narrow(self, queryset: QuerySet) -> QuerySet:
        for each in self.filters:
            if each.key in self.chosen:
                queryset = each.narrow(queryset, self.chosen[each.key])
        return queryset

    def _chip(self, each: Filter) -> Chip:
        chosen = self.chosen.get(each.key, [])
        labels = [choice.label for choice in each.choices if str(choice.value) in chosen]
        value = ", ".join(labels) if len(labels) <= 2 else f"any of {len(labels)}"
        options = [Option(str(choice.value), choice.label, str(choice.value) in chosen) for choice in each.choices]
        others = [(key, value) for key, value in self._state() if key != each.key]
        return Chip(each.key, each.label, value, each.single, options, self._join(others), others)

    def _state(self) -> list[tuple[str, str]]:
        state = [(key, value) for key, values in self.chosen.items() for value in values]
        return state + ([("sort", self.sort)] if self.sort != self.default_sort else [])

    def _url(self, **changed: str) -> str:
        state = [(key, value) for key, value in self._state() if key not in changed]
        return self._join(state + [(key, value) for key, value in changed.items() if value and (key, value) != ("sort", self.default_sort)])

    def _join(self, state: list[tuple[str, str]]) -> str:
        query = QueryDict(mutable=True)
        for key, value in state:
            query.appendlist(key, value)
        return f"{self.path}?{query.urlencode()}" if state else (self.path or "?")
