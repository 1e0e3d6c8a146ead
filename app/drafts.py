"""The story that a visitor's browser keeps, handed to the session that presents it.

The server keeps it no longer than the session, and writes it nowhere.
"""

from __future__ import annotations

import streamlit as st

from app.composed import LARGEST

SCRIPT = """
const told = new WeakMap();
export default function(component) {
  const { parentElement, setStateValue, data } = component;
  function tell() {
    let words = "";
    try { words = localStorage.getItem("story.draft") || ""; } catch { /* nothing is kept */ }
    words = "=" + words.slice(0, data.most + 1);
    if (told.get(parentElement) === words) return;
    told.set(parentElement, words);
    setStateValue("draft", words);
  }
  tell();
  addEventListener("storage", tell);
  return () => removeEventListener("storage", tell);
}
"""

_told = st.components.v2.component("story_draft", js=SCRIPT)


def draft() -> str | None:
    """Return the draft that the browser keeps, '' where it keeps none; None before it has told."""
    found = _told(key="draft", data={"most": LARGEST}, on_draft_change=lambda: None, height=1)
    words = found.get("draft")
    if isinstance(words, str) and words.startswith("="):
        st.session_state["story"] = words[1:]
    return st.session_state.get("story")
