(() => {
  // A story on a shared screen: keys, buttons, and the speaker's window that keeps in step.
  // What is on the screen says itself where it is: [data-stage] in app/markup_present.py.
  const stage = () => document.querySelector("[data-stage]");
  const windows = "BroadcastChannel" in window ? new BroadcastChannel("stories") : null;
  let wanted = 0, asked = -Infinity;

  // Keys that come faster than steps are drawn each count: from the step last asked for.
  const here = () => performance.now() - asked < 4000 && wanted || Number(stage().dataset.step);
  const tell = (step, more) => windows && windows.postMessage({ story: stage().dataset.story, country: stage().dataset.country, step, ...more });

  function go(step, quiet) {
    const own = stage(), last = Number(own.dataset.steps);
    step = Math.max(1, Math.min(last, step));
    if (step === here()) return;
    wanted = step;
    asked = performance.now();
    const address = new URL(location.href);
    address.searchParams.set("step", step);
    if (!quiet) tell(step);
    history.pushState(null, "", address);
    dispatchEvent(new PopStateEvent("popstate"));
  }
  addEventListener("popstate", event => {
    if (!event.isTrusted) return;
    wanted = 0;
    const step = Number(new URLSearchParams(location.search).get("step"));
    if (stage() && step) tell(step);
  });
  if (windows) windows.onmessage = ({ data }) => {
    const own = stage();
    if (!own || own.dataset.story !== data.story || own.dataset.country !== data.country) return;
    if (data.hello) tell(here());
    else go(data.step, true);
  };

  const role = name => document.querySelector(`[data-stage] [data-role="${name}"]`);
  const does = {
    full: () => document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen(),
    black: () => document.documentElement.toggleAttribute("data-black"),
    notes: () => {
      const address = new URL(location.href);
      address.searchParams.set("notes", "1");
      open(address, "speaker", "popup,width=1000,height=720");
    },
  };
  addEventListener("click", event => {
    if (document.documentElement.hasAttribute("data-black")) return does.black();
    const button = event.target.closest && event.target.closest("[data-stage] [data-role]");
    if (!button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const name = button.dataset.role;
    if (does[name]) does[name]();
    if (name !== "back" && name !== "next" && name !== "jump") return;
    event.preventDefault();
    go(name === "jump" ? Number(new URL(button.href).searchParams.get("step")) : here() + (name === "next" ? 1 : -1));
  }, true);

  // Letters are keys of the keyboard, so that they work under an Arabic layout too.
  addEventListener("keydown", event => {
    const from = event.composedPath()[0], key = event.key;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (from.closest && from.closest("input, textarea, select, [contenteditable], [role=combobox], [role=listbox], [role=dialog]")) return;
    const back = document.querySelector("a[data-return]");
    if (!stage()) {
      if (back && event.code === "KeyL") { event.preventDefault(); back.click(); }
      return;
    }
    const ahead = document.documentElement.dir === "rtl" ? -1 : 1;
    const steps = { ArrowRight: ahead, ArrowLeft: -ahead, PageDown: 1, PageUp: -1, ArrowDown: 1, ArrowUp: -1, " ": event.shiftKey ? -1 : 1 };
    const letters = { KeyF: "full", KeyB: "black", Period: "black", KeyN: "notes", KeyL: "live" };
    const open = document.querySelector("details.jump[open]"), dark = document.documentElement.hasAttribute("data-black");
    const pressed = key === " " && from.closest && from.closest("a, button, summary");
    if (key in steps && !pressed) { event.preventDefault(); go(here() + steps[key]); }
    else if (key === "Home" || key === "End") { event.preventDefault(); go(key === "Home" ? 1 : Infinity); }
    else if (key === "Escape") {
      event.preventDefault();
      if (dark) does.black(); else if (open) open.open = false; else role("end").click();
    } else if (event.code in letters && role(letters[event.code])) {
      event.preventDefault();
      role(letters[event.code]).click();
    }
  });

  // What draws charts is read while the first step is told, not when the first chart is due.
  let readied = false;
  function ready() {
    const script = document.querySelector("link[rel=modulepreload][href*=PlotlyChart]");
    if (readied || !script || !stage() || document.getElementById("first")) return;
    readied = true;
    (window.requestIdleCallback || setTimeout)(() => import(script.href).catch(() => {}));
  }

  // A key that was pressed while there was no connection counts once it is back.
  function again() {
    const app = document.querySelector("[data-testid=stApp]"), step = Number(new URLSearchParams(location.search).get("step"));
    if (!stage() || !step || step === Number(stage().dataset.step) || asked < 0 || performance.now() - asked < 4000) return;
    if (app.dataset.testConnectionState !== "CONNECTED" || app.dataset.testScriptState !== "notRunning") return;
    asked = performance.now();
    dispatchEvent(new PopStateEvent("popstate"));
  }

  // The speaker's window: the time, how long it has been open, and the step the others are at.
  const two = number => String(number).padStart(2, "0"), start = Date.now();
  let greeted = false;
  setInterval(() => {
    again();
    ready();
    for (const clock of document.querySelectorAll("[data-clock]")) {
      const now = new Date(), gone = Math.floor((Date.now() - start) / 1000);
      clock.textContent = clock.dataset.clock === "now" ? `${two(now.getHours())}:${two(now.getMinutes())}` : `${two(Math.floor(gone / 60))}:${two(gone % 60)}`;
      if (!greeted && stage()) { greeted = true; tell(here(), { hello: true }); }
    }
  }, 500);
})();
