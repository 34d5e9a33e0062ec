// hx-swap="morph": changes only what differs, so that a field somebody is in keeps its text, caret and composition,
// unless it is just as it was sent: then it shows how the server took it.
(() => {
  const sent = new WeakMap();
  document.addEventListener("htmx:beforeRequest", () => {
    const active = document.activeElement;
    if (active) sent.set(active, active.value);
  });
  htmx.defineExtension("morph", {
    isInlineSwap: (style) => style === "morph",
    handleSwap(style, target, fragment) {
      if (style !== "morph") return false;
      const active = document.activeElement;
      return Idiomorph.morph(target, fragment.children, {
        morphStyle: "outerHTML",
        ignoreActiveValue: sent.get(active) !== active.value,
        callbacks: {
          // What somebody opened or closed stays so.
          beforeAttributeUpdated: (name, node) => !(name === "open" && node instanceof HTMLDetailsElement),
        },
      });
    },
  });
})();
