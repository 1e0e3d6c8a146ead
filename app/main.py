"""The frame of every page: language, direction, menu, notices, footer."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app import i18n, markup, queries, store, ui
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
    return markup.footer(
        [text(language, "site.independent"), which, text(language, "site.terms")],
        {which: markup.href("methods", ui.carried("methods"))},
    )


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
        )
        for view in i18n.VIEWS
    }
    page = st.navigation(list(pages.values()), position="hidden")
    current = next(view for view, each in pages.items() if each is page or each.title == page.title)
    top = st.container(key="frame-top")
    try:
        page.run()
    finally:
        # The menu stands even where a view fails: there is always a way on.
        with top:
            if not ui.state["present"]:
                st.html(menu(current))
            if ui.notices():
                st.html(markup.notices(ui.notices()))
    st.html(footer())
    ui.end()


main()
