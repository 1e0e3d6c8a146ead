(() => {
  // A view is added to the story that this browser keeps, and only this browser: the button says
  // itself what it adds ([data-add] in app/markup_compose.py), /compose changes it.
  const KEY = "story.draft", MOST = 20;
  function read() {
    const found = JSON.parse(localStorage.getItem(KEY) || "{}");
    return found && typeof found === "object" && !Array.isArray(found) ? found : {};
  }
  const steps = found => Array.isArray(found.step) ? found.step : [];

  let many = 0;
  function count() {
    many = 0;
    try { many = steps(read()).length; } catch { /* nothing is kept */ }
    say();
  }
  function say() {
    for (const place of document.querySelectorAll("[data-steps-kept]")) {
      const words = many ? `(${many})` : "";
      if (place.textContent !== words) place.textContent = words;
    }
  }

  function add(button) {
    const own = button.dataset, picture = own.drawn;
    const step = { link: own.add, picture };
    if (own.named) step.named = [own.named];
    step.title = { en: own.titleEn, ar: own.titleAr };
    step.sentence = { en: "{headline}", ar: "{headline}" };
    try {
      // A draft that cannot be read is left as it is: /compose says so and offers to start anew.
      const found = read(), all = steps(found);
      if (all.length >= MOST) return own.full;
      localStorage.setItem(KEY, JSON.stringify({ ...found, step: [...all, step] }));
      return own.done.replace("#", all.length + 1);
    } catch {
      return own.else;
    }
  }

  addEventListener("click", event => {
    const button = event.target.closest && event.target.closest("[data-add]");
    if (!button) return;
    const words = add(button), box = button.parentElement.querySelector(".copied");
    box.textContent = "";
    setTimeout(() => { box.textContent = words; }, 50);
    count();
  });
  addEventListener("storage", count);
  addEventListener("pageshow", count);
  // Streamlit draws the foot of a view anew without telling anybody.
  new MutationObserver(say).observe(document.documentElement, { childList: true, subtree: true });
})();
