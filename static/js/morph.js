// hx-swap="morph": changes only what differs. A field keeps its text, caret and composition while somebody is in it, and
// whatever was put into it since its form was sent: only a field that is just as it was sent shows how the server took it.
(() => {
  const FIELDS = "input:not([type=file], [type=hidden]), select, textarea";
  const sent = new WeakMap();
  const content = (field) => (field.type === "checkbox" ? field.checked : field.value);
  const put = (field, value) => (field.type === "checkbox" ? (field.checked = value) : (field.value = value));

  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    const form = detail.elt.closest("form") ?? detail.elt;
    for (const field of form.querySelectorAll(FIELDS)) sent.set(field, content(field));
  });
  htmx.defineExtension("morph", {
    isInlineSwap: (style) => style === "morph",
    handleSwap(style, target, fragment) {
      if (style !== "morph") return false;
      const active = document.activeElement;
      const newer = [...target.querySelectorAll(FIELDS)]
        .filter((field) => sent.has(field) && sent.get(field) !== content(field))
        .map((field) => [field, content(field)]);
      const morphed = Idiomorph.morph(target, fragment.children, {
        morphStyle: "outerHTML",
        ignoreActiveValue: !active || sent.get(active) !== content(active),
        callbacks: {
          // What somebody opened or closed stays so.
          beforeAttributeUpdated: (name, node) => !(name === "open" && node instanceof HTMLDetailsElement),
        },
      });
      for (const [field, value] of newer) if (field !== document.activeElement) put(field, value);
      return morphed;
    },
  });
})();
