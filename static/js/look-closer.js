// Looking closer: a cluster of dots opens its list beside itself; the display fills its screen.
(() => {
  let list = null;

  function shut() {
    const from = list?.from;
    list?.element.remove();
    list = null;
    return from;
  }

  // [data-cluster="id"]: the element of that id, hidden in the page, holds what lies under the cluster.
  function open(cluster) {
    const content = document.getElementById(cluster.dataset.cluster);
    const same = list?.from === cluster;
    shut();
    if (same || !content) return;
    const element = document.createElement("div");
    element.className = "cluster-list";
    element.setAttribute("role", "dialog");
    element.setAttribute("aria-label", cluster.getAttribute("aria-label") ?? "");
    element.tabIndex = -1;
    element.append(...[...content.cloneNode(true).childNodes]);
    document.body.append(element);
    const box = cluster.getBoundingClientRect();
    const left = Math.min(Math.max(box.left + box.width / 2 - element.offsetWidth / 2, 8), innerWidth - element.offsetWidth - 8);
    const below = box.bottom + 8 + element.offsetHeight < innerHeight;
    const top = below ? box.bottom + 8 : Math.max(box.top - element.offsetHeight - 8, 8);
    Object.assign(element.style, { position: "fixed", left: `${left}px`, top: `${top}px`, zIndex: 50 });
    list = { element, from: cluster };
    element.focus();
  }

  document.addEventListener("click", (event) => {
    const cluster = event.target.closest("[data-cluster]");
    if (cluster) open(cluster);
    else if (list && !list.element.contains(event.target)) shut();
    if (event.target.closest("[data-fullscreen]")) {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen?.().catch(() => {});
    }
  });

  document.addEventListener("keydown", (event) => {
    const cluster = event.target.closest?.("[data-cluster]");
    if (event.key === "Escape" && list) shut()?.focus?.();
    else if (cluster && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      open(cluster);
    }
  });

  Board.on("applied", (ids) => ids.has("figure") && shut());
  for (const button of document.querySelectorAll("[data-fullscreen]")) button.hidden = !document.fullscreenEnabled;
})();
