"""The dashboard as a web application: addresses, and what each answers with."""

import os
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from warehouse import door
from warehouse.errors import WarehouseError
from warehouse.explore import asking, downloads
from warehouse.explore.filters import Filters
from warehouse.explore.following import Follower
from warehouse.explore.guard import Guard
from warehouse.explore.index import Index
from warehouse.explore.pages import Pages
from warehouse.explore.reader import Reader
from warehouse.explore.search import all_found, read_query, search
from warehouse.report.language import LANGUAGES

SCRIPTS = "/static"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the dashboard reads and listens.

    Attributes:
        published: what readers open (`warehouse.published.published`).
        index: the file of the index of words; it is made where there is none.
        host: the address that is listened at.
        names: further names that are answered to.
        limits: what a query at the SQL door may use.
        timezone: the zone in which days of publication are shown.
    """

    published: Path
    index: Path
    host: str
    names: Collection[str] = ()
    limits: door.Limits
    timezone: str


def dashboard(place: Place) -> Starlette:
    """The application. It begins to follow the warehouse when it is started, and lets go of it when it ends."""
    reader = Reader(place.published)
    index = Index(place.index, place.timezone)
    follower = Follower(reader, index)
    views = Views(place, reader, index, follower)

    @asynccontextmanager
    async def living(_: Starlette) -> AsyncIterator[None]:
        follower.start()
        try:
            yield
        finally:
            follower.stop()
            reader.close()

    routes: list[BaseRoute] = [
        Mount(f"{SCRIPTS}/explore", StaticFiles(packages=[("warehouse.explore", "static")])),
        Mount(SCRIPTS, StaticFiles(packages=[("warehouse.report", "static")])),
    ]
    routes += [Mount(f"/{code}", routes=views.routes()) for code in LANGUAGES[1:]]
    routes += views.routes()
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, host=place.host, names=place.names)],
        exception_handlers={
            HTTPException: views.http_trouble,
            WarehouseError: views.warehouse_trouble,
            duckdb.Error: views.warehouse_trouble,
            sqlite3.Error: views.index_trouble,
            duckdb.InterruptException: views.slow_trouble,
        },
        lifespan=living,
    )


class Views:
    """What each address answers with."""

    def __init__(self, place: Place, reader: Reader, index: Index, follower: Follower) -> None:
        self.place = place
        self.reader = reader
        self.index = index
        self.pages = Pages(place.timezone, follower)

    def routes(self) -> list[BaseRoute]:
        """The addresses below the root of a language."""
        return [
            Route("/", self.events, name="events"),
            Route("/events.{form}", self.events_file),
            Route("/event/{event_id}", self.event, name="event"),
            Route("/article/{article_id}", self.article, name="article"),
            Route("/articles", self.articles, name="articles"),
            Route("/sql", self.sql, name="sql"),
            Route("/sql.{form}", self.sql_file),
        ]

    def events(self, request: Request) -> Response:
        """The dashboard: what the filters leave."""
        filters = Filters.read(request.query_params)
        with self.reader.cursor() as con:
            found = self._found(filters)
            waits = bool(filters.q) and found is None
            asking.choose(con, filters, [] if waits else found)
            names = asking.ask(con, "names", person=filters.person or None, body=filters.body or None)[0]
            return self.pages.show(
                request, "events.html", filters=filters, choices=self.reader.kept(con, asking.choices),
                named={"person": names["person"], "body": names["body"]}, waits=waits,
                **asking.dashboard(con, filters, _number(request)),
            )  # fmt: skip

    def events_file(self, request: Request) -> Response:
        """What the filters leave, as a file."""
        form = _form(request)
        filters = Filters.read(request.query_params)
        found = self._found(filters)
        if filters.q and found is None:
            raise HTTPException(503)

        def write(target: Path) -> None:
            with self.reader.cursor(seconds=None) as con:
                asking.choose(con, filters, found)
                downloads.write_events(con, form, target, sort=filters.sort)

        return _file("warta-events", form, write)

    def event(self, request: Request) -> Response:
        """One event and the words behind it."""
        event_id = request.path_params["event_id"]
        with self.reader.cursor() as con:
            found = asking.event(con, event_id)
            current = None if found else asking.became(con, event_id)
        if found is None and current is None:
            raise HTTPException(404)
        if found is None:
            return RedirectResponse(f"{self.pages.root(request)}/event/{current}")
        return self.pages.show(request, "event.html", event=found)

    def article(self, request: Request) -> Response:
        """One article as a whole, with what was read from it marked."""
        with self.reader.cursor() as con:
            found = asking.article(con, request.path_params["article_id"])
        if found is None:
            raise HTTPException(404)
        return self.pages.show(request, "article.html", article=found)

    def articles(self, request: Request) -> Response:
        """The articles that hold the words asked for."""
        filters = Filters.read(request.query_params)
        query, number = read_query(filters.q), min(_number(request), asking.LAST_PAGE)
        rows, total, is_there = [], 0, True
        with self.index.reading() as db, self.reader.cursor() as con:
            if db is None:
                is_there = False
            elif query.match:
                hits = search(
                    db, query, first=(number - 1) * asking.PAGE, size=asking.PAGE,
                    start=filters.start.isoformat() if filters.start else None,
                    end=filters.end.isoformat() if filters.end else None,
                    source=filters.source or None, outlet=filters.outlet or None,
                )  # fmt: skip
                rows, total = asking.articles(con, hits, query), hits.total
            choices = self.reader.kept(con, asking.choices)
        return self.pages.show(
            request, "articles.html", filters=filters, choices=choices, rows=rows, total=total, is_there=is_there,
            has_words=bool(query.match), page_number=number, pages=-(-total // asking.PAGE),
        )  # fmt: skip

    def sql(self, request: Request) -> Response:
        """The SQL door: a query, its answer, and the worked questions."""
        text, answer, trouble = request.query_params.get("sql", ""), None, None
        may_run = _asked_here(request)
        if text.strip() and may_run:
            try:
                answer = door.query(self.place.published, text, limits=self.place.limits)
            except door.QueryError as error:
                trouble = str(error)
        return self.pages.show(
            request, "sql.html", sql=text, answer=answer, trouble=trouble, waits=bool(text.strip()) and not may_run,
            shown=self.place.limits.rows_shown,
        )  # fmt: skip

    def sql_file(self, request: Request) -> Response:
        """The answer of a query as a file."""
        form = _form(request)
        if not _asked_here(request):
            raise HTTPException(403)
        try:
            answer = door.query(
                self.place.published, request.query_params.get("sql", ""), limits=self.place.limits
            )
        except door.QueryError:
            return self.sql(request)
        return _file("warta-answer", form, lambda target: downloads.write_table(answer.table, form, target))

    def http_trouble(self, request: Request, error: Exception) -> Response:
        """A page that is not there, or not for this request."""
        assert isinstance(error, HTTPException)  # it is registered for these
        kind = {404: "missing", 403: "foreign", 503: "waiting"}.get(error.status_code, "wrong")
        return self.pages.trouble(request, kind, error.status_code, headers=error.headers)

    def warehouse_trouble(self, request: Request, error: Exception) -> Response:
        """The warehouse cannot be read now."""
        return self.pages.trouble(request, "warehouse", 503, detail=str(error))

    def index_trouble(self, request: Request, error: Exception) -> Response:
        """The index of words cannot be read now."""
        return self.pages.trouble(request, "waiting", 503, detail=str(error))

    def slow_trouble(self, request: Request, error: Exception) -> Response:
        """The question took too long."""
        return self.pages.trouble(request, "slow", 503)

    def _found(self, filters: Filters) -> list[str] | None:
        """The articles that hold the words of the filters; None where no words are asked for or no index is there."""
        if not filters.q:
            return None
        with self.index.reading() as db:
            return None if db is None else all_found(db, read_query(filters.q))


def _file(name: str, form: str, write: Callable[[Path], object]) -> Response:
    """A file that is written for this answer, and removed when it is sent."""
    handle, temporary = tempfile.mkstemp(prefix="warta-")
    os.close(handle)
    target = Path(temporary)
    try:
        write(target)
    except BaseException:
        target.unlink()
        raise
    return FileResponse(
        target,
        media_type=downloads.FORMATS[form],
        filename=f"{name}.{form}",
        background=BackgroundTask(target.unlink, missing_ok=True),
    )


def _form(request: Request) -> str:
    form = str(request.path_params["form"])
    if form not in downloads.FORMATS:
        raise HTTPException(404)
    return form


def _number(request: Request) -> int:
    """The page that is asked for, from 1."""
    text = request.query_params.get("page", "")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def _asked_here(request: Request) -> bool:
    """Whether the reader asked, not a link on another site, which must not make this machine work."""
    return request.headers.get("sec-fetch-site", "none") in ("none", "same-origin")
