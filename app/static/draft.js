// Keeps what is typed into the call for practices in this browser, and nowhere else: the
// description until it is sent or deleted, the contact data until the tab is closed.
(() => {
  const DRAFT = "call.draft", CONTACT = "call.contact", SENT = "call.sent";
  const form = document.getElementById("call");
  const summary = document.querySelector(".summary");
  if (summary) summary.focus();

  const kept = store => ({
    read(key) { try { return JSON.parse(store().getItem(key)) || {}; } catch { return {}; } },
    write(key, value) { try { store().setItem(key, JSON.stringify(value)); return true; } catch { return false; } },
    remove(key) { try { store().removeItem(key); } catch { /* nothing was kept */ } },
  });
  const long = kept(() => localStorage), short = kept(() => sessionStorage);

  function forget() { long.remove(DRAFT); short.remove(CONTACT); short.remove(SENT); }

  if (!form) {
    // The state that a submission led to names the page it came from: that draft is done with.
    const address = new URL(location.href), page = address.searchParams.get("page");
    if (!page) return;
    if (document.getElementById("known") && short.read(SENT).page === page) forget();
    address.searchParams.delete("page");
    history.replaceState(null, "", address);
    return;
  }

  const places = [...form.elements].filter(each =>
    each.name && each.id && each.type !== "hidden" && each.type !== "checkbox" && each.name !== "website");
  const own = place => place.name.startsWith("contact_");
  const shown = document.getElementById("draft-kept"), none = document.getElementById("draft-none");

  function values(wanted) {
    return Object.fromEntries(places.filter(each => wanted(each) && each.value).map(each => [each.name, each.value]));
  }

  function save() {
    short.write(CONTACT, values(own));
    const done = long.write(DRAFT, values(each => !own(each)));
    shown.hidden = !done;
    none.hidden = done;
  }

  function restore() {
    const found = { ...long.read(DRAFT), ...short.read(CONTACT) };
    if (!Object.keys(found).length) return;
    for (const place of places) {
      if (typeof found[place.name] !== "string") continue;
      place.value = found[place.name];
      const fold = place.closest("details");
      if (fold && place.value) fold.open = true;
    }
    shown.hidden = false;
  }

  short.remove(SENT);
  if (form.dataset.fresh === "1") restore(); else save();
  for (const event of ["input", "change"]) form.addEventListener(event, save);
  form.addEventListener("submit", () => { save(); short.write(SENT, { page: form.elements.page.value }); });
  document.getElementById("draft-delete").addEventListener("click", event => {
    if (!confirm(event.target.dataset.sure)) return;
    forget();
    location.replace(form.action.split("?")[0] + "?lang=" + document.documentElement.lang);
  });
  // A link in the summary opens what the place is folded into.
  for (const link of document.querySelectorAll(".summary a")) link.addEventListener("click", event => {
    const place = document.getElementById(link.hash.slice(1));
    if (!place) return;
    event.preventDefault();
    const fold = place.closest("details");
    if (fold) fold.open = true;
    place.focus();
    place.scrollIntoView({ block: "center" });
  });
})();
