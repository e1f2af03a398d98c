"""Pages of the dashboard: which language, which links, and the facts that templates show."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import HTMLResponse

from warehouse.door import cell
from warehouse.explore.filters import ORDERS, Filters
from warehouse.explore.following import Follower
from warehouse.explore.worked import questions
from warehouse.report import places, timeline
from warehouse.report.language import LANGUAGES, Language
from warehouse.report.rendering import environment

MENU = ("events", "articles", "sql")
CELL = 300
"""Characters of a value that the table of an answer shows."""


class Pages:
    """Renders templates in the language of the address: Indonesian, or English below `/en`."""

    def __init__(self, timezone: str, follower: Follower) -> None:
        self._zone = ZoneInfo(timezone)
        self._follower = follower
        self._languages = {code: Language(code) for code in LANGUAGES}
        self._env = environment("warehouse.explore", "warehouse.report")
        self._env.filters["cell"] = _cell
        self._env.globals.update(
            places=places, time=timeline, menu=MENU, orders=ORDERS, questions=questions(), here_day=self._day
        )

    @staticmethod
    def code(request: Request) -> str:
        """The language of an address."""
        first = request.url.path.split("/")[1]
        return first if first in LANGUAGES[1:] else LANGUAGES[0]

    def root(self, request: Request) -> str:
        """What addresses of pages begin with in the language of this one."""
        code = self.code(request)
        return "" if code == LANGUAGES[0] else f"/{code}"

    def show(
        self, request: Request, template: str, *, status: int = HTTPStatus.OK, **facts: Any
    ) -> HTMLResponse:
        """A page; `facts` are what its template asks for."""
        language, root = self._languages[self.code(request)], self.root(request)
        filters = facts.get("filters", Filters())
        text = self._env.get_template(template).render(
            facts | {
                "lang": language, "t": language.text, "page": template.removesuffix(".html"), "root": root,
                "other": self._other(request, root), "filters": filters, "progress": self._follower.progress,
                "events_link": _events_link(root, filters), "area_link": _area_link(root, filters),
            }
        )  # fmt: skip
        return HTMLResponse(text.encode("utf-8", "replace"), status, {"Cache-Control": "private, no-cache"})

    def trouble(
        self,
        request: Request,
        kind: str,
        status: int,
        *,
        detail: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> HTMLResponse:
        """A page that says what is wrong and what to do."""
        page = self.show(request, "trouble.html", status=status, kind=kind, detail=detail)
        page.headers.update(headers or {})
        return page

    def _other(self, request: Request, root: str) -> str:
        """The same page in the other language."""
        path = request.url.path.removeprefix(root) or "/"
        prefix = "" if root else f"/{LANGUAGES[1]}"
        return f"{prefix}{path}?{request.url.query}" if request.url.query else f"{prefix}{path}"

    def _day(self, moment: datetime | None) -> date | None:
        """The day of a moment where the reader is."""
        return moment.astimezone(self._zone).date() if moment else None


def _events_link(root: str, filters: Filters) -> Any:
    def link(kind: str, day: date, monthly: bool) -> str:
        last = (
            (day.replace(day=1) + timedelta(days=31)).replace(day=1) if monthly else day + timedelta(days=7)
        )
        return f"{root}/{filters.address(type=kind, start=day, end=last - timedelta(days=1))}"

    return link


def _area_link(root: str, filters: Filters) -> Any:
    def link(place_code: str) -> str:
        return f"{root}/{filters.address(area=place_code, province='')}"

    return link


def _cell(value: object) -> str:
    text = cell(value)
    return text if len(text) <= CELL else f"{text[: CELL - 1]}…"
