// The button of a story's page to print; without a script the browser's own menu does the same.
document.querySelector("[data-print]")?.addEventListener("click", () => print());
