// Looking closer: a cluster of dots opens its list; the display fills its screen.
(() => {
  let opened = "";

  const listOf = (link) => document.getElementById(link.getAttribute("href").slice(1));
  const list = () => (opened ? document.getElementById(opened) : null);

  function shut() {
    const shown = list();
    opened = "";
    shown?.removeAttribute("data-open");
    return shown;
  }

  function open(link) {
    const wanted = listOf(link);
    const same = wanted?.id === opened;
    shut();
    if (!wanted || same) return;
    opened = wanted.id;
    wanted.dataset.open = "";
    wanted.querySelector("a, button")?.focus();
  }

  function back(shown) {
    document.querySelector(`[data-cluster][href="#${CSS.escape(shown.id)}"]`)?.focus();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-cluster]");
    const close = event.target.closest(".cluster-close");
    // Without this script the link does the same by its address; on a live board the address stays as it is.
    if (link || close) event.preventDefault();
    if (link) open(link);
    else if (close) back(shut() ?? close.parentElement);
    else if (opened && !list()?.contains(event.target)) shut();
    if (event.target.closest("[data-fullscreen]")) fill();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && list()) back(shut());
  });

  function fill() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  }

  // A picture drawn anew does not know what its reader had opened.
  Board.on("applied", () => list()?.setAttribute("data-open", ""));
  for (const button of document.querySelectorAll("[data-fullscreen]")) button.hidden = !document.fullscreenEnabled;
})();
