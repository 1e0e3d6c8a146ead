(() => {
  const html = document.documentElement, first = html.lang, files = { ...document.currentScript.dataset };

  // The address says the language; what it does not know is as the server chose.
  function direction() {
    const asked = new URLSearchParams(location.search).get("lang");
    html.lang = asked === "ar" || asked === "en" ? asked : first;
    html.dir = html.lang === "ar" ? "rtl" : "ltr";
  }

  // Streamlit adds an entry to the history for each message about the address, and the address
  // of a new page may come before its path: one entry for one gesture.
  let done = true;
  // Letters typed into a search are part of one gesture, the one that led into the box.
  for (const gesture of ["pointerdown", "keydown", "click"])
    addEventListener(gesture, event => {
      if (gesture !== "keydown" || !event.target.closest || !event.target.closest(".st-key-search")) done = false;
    }, true);
  const push = history.pushState.bind(history), replace = history.replaceState.bind(history);
  history.replaceState = (state, title, url) => { replace(state, title, url); direction(); };
  history.pushState = (state, title, url) => {
    if (done) return history.replaceState(state, title, url);
    done = true;
    push(state, title, url);
    direction();
  };
  addEventListener("popstate", direction);

  // A deep link asks for its files beside itself; all of them lie at the root.
  window.__streamlit = { BACKEND_BASE_URL: location.origin + "/", MAIN_PAGE_BASE_URL: location.origin + "/" };

  // Links within the site change the view without loading the page anew, once it has loaded.
  addEventListener("click", event => {
    const link = event.target.closest && event.target.closest("a[data-inside]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey
      || event.shiftKey || event.altKey || !document.querySelector("[data-testid=stApp]")) return;
    event.preventDefault();
    done = true;
    push(null, "", link.href);
    direction();
    dispatchEvent(new PopStateEvent("popstate"));
    const main = document.querySelector("[data-testid=stMain]");
    if (main && (link.closest(".tiles, .matrix, .timeline, .kinds, .stated, .practice-ways, .no-practice, .crossings") || /[?&](cell|practice)=|methods[?].*indicator=/.test(link.pathname + link.search))) main.scrollTop = 0;
  });

  // Arrow keys walk the tile map to the nearest tile in that direction.
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  addEventListener("keydown", event => {
    const way = ways[event.key], tile = event.target.closest && event.target.closest(".tiles a");
    if (!way || !tile) return;
    event.preventDefault();
    const middle = each => { const r = each.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; };
    const [x, y] = middle(tile);
    let best = null, least = Infinity;
    for (const other of tile.parentElement.children) {
      const [u, v] = middle(other), along = (u - x) * way[0] + (v - y) * way[1];
      const aside = Math.abs((u - x) * way[1]) + Math.abs((v - y) * way[0]);
      if (along > 1 && along + 3 * aside < least) { least = along + 3 * aside; best = other; }
    }
    if (best) best.focus();
  });

  // What a button has done is said beside it, anew each time.
  function tell(button, words) {
    const box = button.parentElement.querySelector(".copied");
    if (!box) return;
    box.textContent = "";
    setTimeout(() => { box.textContent = words; }, 50);
  }

  // Without HTTPS a page may not use the clipboard: there the browser copies a selection.
  async function copy(button) {
    const from = document.getElementById(button.dataset.copy), chosen = getSelection();
    if (!from) return;
    let done = navigator.clipboard
      && await navigator.clipboard.writeText(from.textContent).then(() => true, () => false);
    if (!done) {
      chosen.selectAllChildren(from);
      done = document.execCommand("copy");
      if (done) chosen.removeAllRanges();
    }
    tell(button, done ? button.dataset.done : button.dataset.else);
  }

  // The script that draws pictures is fetched for the first of them.
  let drawing = null;
  const drawn = () => drawing ||= new Promise((ready, failed) => {
    const script = document.createElement("script");
    Object.assign(script, { src: "./app/static/picture.js", onload: ready, onerror: failed });
    document.head.append(script);
  }).catch(fault => { drawing = null; throw fault; });
  async function picture(button) {
    if (button.getAttribute("aria-busy")) return;
    try {
      await drawn();
      await window.savePicture(button);
      tell(button, button.dataset.done);
    } catch (fault) {
      tell(button, button.dataset.else);
    }
  }

  addEventListener("click", event => {
    const button = event.target.closest && event.target.closest("[data-copy], [data-picture], [data-cite]");
    if (!button) return;
    if (button.dataset.copy) copy(button);
    else if (button.dataset.picture) picture(button);
    else {
      const fold = document.getElementById("cite");
      fold.open = true;
      fold.querySelector("summary").focus();
    }
  });

  // In Arabic the next of several buttons in a row is to the left of the one before.
  addEventListener("keydown", event => {
    const button = event.target.closest && event.target.closest("[data-variant=segmented_control]");
    if (!button || html.dir !== "rtl" || !/^Arrow(Left|Right)$/.test(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    const next = event.key === "ArrowLeft" ? button.nextElementSibling : button.previousElementSibling;
    if (next) next.focus();
  }, true);

  // A page to print has a button for it.
  addEventListener("click", event => {
    if (event.target.closest && event.target.closest("[data-print]")) print();
  });
  addEventListener("beforeprint", () => {
    for (const link of document.querySelectorAll(".brief-foot a")) link.dataset.address = link.href;
  });

  // Streamlit's script starts once the first view is painted; a page in the background is not
  // painted, so there it starts all the same.
  let started = false;
  function startStreamlit() {
    if (started) return;
    started = true;
    const style = document.createElement("link"), script = document.createElement("script");
    Object.assign(style, { rel: "stylesheet", crossOrigin: "", href: files.style });
    Object.assign(script, { type: "module", crossOrigin: "", src: files.script });
    document.head.prepend(style);
    document.head.append(script);
  }
  new PerformanceObserver(list => {
    if (list.getEntriesByName("first-contentful-paint").length) startStreamlit();
  }).observe({ type: "paint", buffered: true });
  addEventListener("DOMContentLoaded", () => setTimeout(startStreamlit, document.hidden ? 0 : 1500));

  // The first page stands until Streamlit has drawn the view for the first time.
  const start = performance.now();
  let since = 0;
  const watch = new MutationObserver(look);
  function look() {
    const page = document.getElementById("first");
    if (!page) return watch.disconnect();
    const app = document.querySelector("[data-testid=stApp]");
    const ran = app && app.dataset.testScriptState && app.dataset.testScriptState !== "running"
      && app.querySelector("[data-testid=stMain] :is(h1, .notices)");
    if (ran && !since) { since = performance.now(); setTimeout(look, 710); }
    const drawn = ran && !app.querySelector("[data-testid=stSkeleton]") && document.fonts.status === "loaded";
    const late = since && performance.now() - since > 700 || performance.now() - start > 15000;
    if (drawn || late) { page.remove(); watch.disconnect(); }
  }
  addEventListener("DOMContentLoaded", () => {
    direction();
    watch.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-test-script-state"] });
    document.fonts.addEventListener("loadingdone", look);
    setTimeout(look, 15100);
  });
  direction();
})();
