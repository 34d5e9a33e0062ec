// The button that goes round: as the device → light → dark. The choice is a cookie, so that the server's first
// answer already has it and nothing flashes.
(() => {
  const ORDER = ["", "light", "dark"];
  const root = document.documentElement;

  function show(theme) {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    for (const button of document.querySelectorAll("[data-theme-switch]")) {
      const words = { "": button.dataset.auto, light: button.dataset.light, dark: button.dataset.dark };
      button.setAttribute("aria-label", words[theme]);
      button.title = words[theme];
    }
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-switch]")) return;
    const next = ORDER[(ORDER.indexOf(root.dataset.theme ?? "") + 1) % ORDER.length];
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${next}; path=/; max-age=${next ? 31536000 : 0}; SameSite=Lax${secure}`;
    show(next);
  });
  show(root.dataset.theme ?? "");
})();
