// A story is composed here and kept in this browser, nowhere else. The server is only asked to
// write it as a file or a link, and to read a file. Words stand in the page, not in here.
(() => {
  const KEY = "story.draft";
  const root = document.getElementById("compose");
  if (!root) return;
  const words = root.dataset, list = document.getElementById("steps"), status = document.getElementById("said");
  const each = (box, query, does) => { for (const found of box.querySelectorAll(query)) does(found); };
  const language = document.documentElement.lang;
  let draft = { step: [] };

  function say(sentence) {
    status.textContent = "";
    setTimeout(() => { status.textContent = sentence; }, 50);
  }
  function faults(sentences) {
    const box = document.getElementById("faults"), rows = box.querySelector("ul");
    rows.replaceChildren(...sentences.map(sentence => {
      const row = document.createElement("li");
      row.textContent = sentence;
      return row;
    }));
    box.hidden = !sentences.length;
  }

  // What is kept may have been written by an earlier version, or by hand: only what has the
  // shape of a story is taken over.
  const isTable = value => value && typeof value === "object" && !Array.isArray(value);
  function shaped(found) {
    if (!isTable(found)) return null;
    const step = Array.isArray(found.step) ? found.step.filter(isTable) : [];
    return { ...found, step };
  }
  function load() {
    let kept = null;
    try { kept = localStorage.getItem(KEY); } catch { faults([words.notKept]); }
    if (!kept) { draft = { step: [] }; return; }
    try { draft = shaped(JSON.parse(kept)); } catch { draft = null; }
    if (draft) return;
    draft = { step: [] };
    faults([words.brokenDraft]);
  }
  function save() {
    try { localStorage.setItem(KEY, JSON.stringify(draft)); } catch { faults([words.notKept]); }
    const empty = !draft.step.length;
    document.getElementById("empty").hidden = !empty;
    document.getElementById("whole").hidden = empty;
    for (const name of ["present", "speaker", "save", "slides", "copy", "anew"]) root.querySelector(`[data-does=${name}]`).disabled = empty;
    document.getElementById("linked").hidden = true;
  }

  // A link is followed only where it leads to a view of this site.
  function view(step) {
    try {
      const address = new URL(String(step.link), new URL("./", location.href));
      const name = address.pathname.split("/").pop() || "overview";
      const named = root.querySelector(`[data-view="${CSS.escape(name)}"]`);
      return address.origin === location.origin && named ? { name, words: named.textContent, asked: address.searchParams } : null;
    } catch { return null; }
  }
  const title = step => isTable(step.title) && (step.title[language] || Object.values(step.title).find(Boolean)) || "";

  function fill(box, owner) {
    each(box, "[data-text]", place => {
      const own = owner[place.dataset.text];
      place.value = isTable(own) && typeof own[place.dataset.language] === "string" ? own[place.dataset.language] : "";
    });
  }
  function head(box, number) {
    const step = draft.step[number], name = words.step.replace("#", number + 1), own = title(step);
    box.querySelector("h3").textContent = own ? `${name}: ${own}` : name;
    box.querySelector("h3").dir = "auto";
  }

  function drawn(step, number) {
    const box = document.getElementById("step").content.cloneNode(true).firstElementChild;
    box.querySelector("h3").id = `step-${number}`;
    box.setAttribute("aria-labelledby", `step-${number}`);
    fill(box, step);
    each(box, ".field", field => {
      const place = field.querySelector("input, textarea, select");
      place.id = `step-${number}-${place.dataset.text || "picture"}${place.dataset.language ? "-" + place.dataset.language : ""}`;
      field.querySelector("label").htmlFor = place.id;
      place.setAttribute("aria-describedby", `step-${number}`);
    });
    each(box, "[data-does]", button => button.setAttribute("aria-describedby", `step-${number}`));
    box.querySelector("[data-does=up]").disabled = !number;
    box.querySelector("[data-does=down]").disabled = number === draft.step.length - 1;
    const own = view(step), leads = box.querySelector(".leads"), link = leads.querySelector("a");
    leads.hidden = !own;
    if (own) {
      const asked = new URLSearchParams(own.asked);
      asked.set("lang", language);
      link.href = `./${own.name === "overview" ? "" : own.name}?${asked}`;
      link.textContent = own.words;
    }
    const kinds = box.querySelector("[data-picture]"), picture = String(step.picture || "words");
    for (const kind of [...kinds.options]) {
      const suits = own && kind.dataset.views.split(" ").includes(own.name)
        && (!kind.dataset.values || kind.dataset.values.split(" ").includes(own.asked.get("indicator") || "egdi"))
        && (!("needs" in kind.dataset) || Array.isArray(step.named) && step.named.length);
      if (!suits && kind.value !== picture) kind.remove();
    }
    // A picture that only a file can ask for stays as it is.
    if (![...kinds.options].some(kind => kind.value === picture)) kinds.add(new Option(picture, picture));
    kinds.value = picture;
    head(box, number);
    return box;
  }
  function draw() {
    fill(document.getElementById("whole").querySelector(".both"), draft);
    list.replaceChildren(...draft.step.map(drawn));
    save();
  }

  const owner = place => place.closest("li.part") ? draft.step[[...list.children].indexOf(place.closest("li.part"))] : draft;
  root.addEventListener("input", event => {
    const place = event.target, own = place.dataset;
    if (place.matches("[data-picture]")) owner(place).picture = place.value;
    else if (own.text) {
      const step = owner(place), text = isTable(step[own.text]) ? step[own.text] : {};
      step[own.text] = { ...text, [own.language]: place.value };
      const box = place.closest("li.part");
      if (box && own.text === "title") head(box, [...list.children].indexOf(box));
    } else return;
    save();
  });

  // After a move the keyboard stands on the same button of the same step.
  function move(number, by, name) {
    const [step] = draft.step.splice(number, 1);
    draft.step.splice(number + by, 0, step);
    draw();
    const box = list.children[number + by], button = box.querySelector(`[data-does=${name}]`);
    (button.disabled ? box.querySelector(`[data-does=${name === "up" ? "down" : "up"}]`) : button).focus();
    say(words.moved.replace("#", number + by + 1));
  }
  function remove(number) {
    if (!confirm(words.sureRemove.replace("#", number + 1))) return;
    draft.step.splice(number, 1);
    draw();
    const next = list.children[Math.min(number, draft.step.length - 1)];
    if (next) next.querySelector("h3").focus();
    else document.querySelector("#empty a").focus();
    say(words.removed.replace("#", number + 1));
  }

  function keep(file, name) {
    const link = document.createElement("a"), address = URL.createObjectURL(file);
    Object.assign(link, { href: address, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }
  async function ask(path, body) {
    const answer = await fetch(`./compose/${path}?lang=${language}`, { method: "POST", body }).catch(() => null);
    const given = answer && await answer.json().catch(() => null);
    if (!given) { faults([words.unreachable]); return null; }
    faults(given.faults || []);
    return answer.ok ? given : null;
  }

  const does = {
    up: number => move(number, -1, "up"),
    down: number => move(number, 1, "down"),
    remove,
    present: () => { location.href = `${words.present}&story=own&step=1`; },
    speaker: () => { open(`${words.present}&story=own&step=1&notes=1`, "speaker", "popup,width=1000,height=720"); },
    async save() {
      const given = await ask("pack", JSON.stringify(draft));
      if (!given) return;
      keep(new Blob([given.toml], { type: "application/toml" }), "story.toml");
      say(words.saved);
    },
    async slides() {
      say(words.making);
      const body = JSON.stringify(draft);
      const answer = await fetch(`./compose/slides?lang=${language}`, { method: "POST", body }).catch(() => null);
      if (!answer || !answer.ok) {
        const given = answer && await answer.json().catch(() => null);
        say("");
        return faults(given && given.faults || [words.unreachable]);
      }
      faults([]);
      keep(await answer.blob(), "story.pptx");
      say(words.made);
    },
    async copy() {
      const given = await ask("pack", JSON.stringify(draft));
      if (!given) return;
      if (!given.tale) return say(words.tooLong);
      const place = document.getElementById("link"), address = new URL(words.present, location.href);
      address.searchParams.set("tale", given.tale);
      address.searchParams.set("step", 1);
      place.value = address;
      document.getElementById("linked").hidden = false;
      // Without HTTPS a page may not use the clipboard: there the browser copies a selection.
      let done = navigator.clipboard && await navigator.clipboard.writeText(place.value).then(() => true, () => false);
      if (!done) { place.select(); done = document.execCommand("copy"); }
      say(done ? words.copied : words.copyFailed);
    },
    anew() {
      if (!confirm(words.sureAnew)) return;
      try { localStorage.removeItem(KEY); } catch { /* nothing was kept */ }
      faults([]);
      load();
      draw();
      document.querySelector("#empty a").focus();
      say(words.anewDone);
    },
  };
  root.addEventListener("click", event => {
    const button = event.target.closest("[data-does]");
    if (!button) return;
    const box = button.closest("li.part");
    does[button.dataset.does](box ? [...list.children].indexOf(box) : 0);
  });
  document.getElementById("link").addEventListener("focus", event => event.target.select());

  document.getElementById("file").addEventListener("change", async event => {
    const place = event.target, [file] = place.files;
    if (!file) return;
    const given = await ask("read", file);
    place.value = "";
    const found = given && shaped(given.draft);
    if (!found || !found.step.length) return document.getElementById("faults").scrollIntoView({ block: "center" });
    if (draft.step.length && !confirm(words.sureImport)) return;
    draft = found;
    draw();
    say(words.imported.replace("#", draft.step.length));
  });

  // A view that is added in another tab, or a page come back to, shows what is kept now.
  function again() {
    const at = document.activeElement && document.activeElement.id;
    load();
    draw();
    if (at && document.getElementById(at)) document.getElementById(at).focus();
  }
  addEventListener("storage", event => { if (!event.key || event.key === KEY) again(); });
  addEventListener("pageshow", event => { if (event.persisted) again(); });
  load();
  // A draft that cannot be read is kept until something is written over it.
  root.hidden = false;
  if (document.getElementById("faults").hidden) draw();
  else { document.getElementById("empty").hidden = false; document.getElementById("whole").hidden = true; }
})();
