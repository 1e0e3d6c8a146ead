"""The frame of every page: language, direction, menu, notices, footer."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app import i18n, markup, markup_data, presenter, queries, store, ui
from app.findings import adding, offers
from app.i18n import text

ROOT = Path(__file__).parents[1]


def menu(current: str) -> str:
    """Return the head of the page: name of the site, views, and the other language."""
    language = ui.language()
    views = "".join(
        markup.link(
            markup.href(view, ui.carried(view)),
            text(language, f"view.{view}"),
            current=view == current,
        )
        for view in i18n.VIEWS
    )
    others = "".join(
        markup.link(markup.href(current, {**ui.used(), "lang": each}), name, language=each)
        for each, name in i18n.LANGUAGES.items()
        if each != language
    )
    return markup.menu(text(language, "site.name"), text(language, "menu.label"), views, others)


def footer() -> str:
    """Return the foot of the page: who this is not, which data, under which terms."""
    language, version = ui.language(), ui.version()
    built = i18n.date(language, queries.built_at(version).date())
    which = text(language, "site.version", version=version, date=built)
    stories = text(language, "present.link")
    return markup.footer(
        [stories, text(language, "site.independent"), which, text(language, "site.terms")],
        {
            which: markup.href("methods", ui.carried("methods")),
            stories: markup.href("present", ui.carried("present")),
        },
        {which: version},
    )


def cite(current: str) -> str:
    """Return how this view is cited, its data version in the link."""
    return offers.cite(ui.version(), ui.language(), current, ui.used(), ui.site())


def add(current: str) -> str:
    """Return the button that adds this view to the visitor's story; '' where there is no view."""
    if current not in i18n.VIEWS:
        return ""
    return adding.button(ui.version(), ui.language(), current, ui.used())


def pinned(current: str) -> str:
    """Return that the link shows an earlier data version, and the way out; '' where it does not."""
    language, version = ui.language(), ui.version()
    if version == store.current():
        return ""
    built = i18n.date(language, queries.built_at(version).date())
    words = text(language, "data.version_shown", version=i18n.code(version), date=built)
    own = {name: value for name, value in ui.used().items() if name != "data_version"}
    return markup_data.pinned(words, markup.href(current, own), text(language, "data.to_current"))


def main() -> None:
    """Run the page that the address asks for, inside the frame."""
    st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
    try:
        language = ui.begin()
    except store.Unavailable:  # the operator reads the reason in the log
        language = ui.language()
        st.html(markup.headline(text(language, "site.name"), text(language, "notice.no_store")))
        return
    pages = {
        view: st.Page(
            ROOT / "pages" / f"{view}.py",
            title=f"{text(language, f'view.{view}')} · {text(language, 'site.name')}",
            url_path=view,
            default=view == "overview",
            visibility="visible" if view in i18n.VIEWS else "hidden",
        )
        for view in i18n.PAGES
    }
    page = st.navigation(list(pages.values()), position="hidden")
    current = next(view for view, each in pages.items() if each is page or each.title == page.title)
    top = st.container(key="frame-top")
    try:
        page.run()
    finally:
        # The menu stands even where a view fails: there is always a way on.
        with top:
            if not ui.state["present"] and not ui.state["stage"]:
                st.html(menu(current))
            alone = current in ("present", "embed")
            beside = "" if alone else presenter.back() + pinned(current)
            if beside:
                st.html(beside)
            if ui.notices():
                st.html(markup.notices(ui.notices()))
    if not ui.state["stage"]:
        cited = "" if ui.state["present"] else cite(current) + add(current)
        st.html(cited + footer())
    ui.end()


main()
