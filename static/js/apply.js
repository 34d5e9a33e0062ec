// Puts fragments into the page without disturbing what the reader is doing: typing, dragging, an opened fold, focus.
(() => {
  const mayTouch = (node) =>
    !(node instanceof Element) || !(node.matches(".is-dragged") || (node.localName === "form" && Board.dirty(node)));

  const mayRemove = (node) => !(node instanceof Element && (node.matches(".is-dragged") || node.querySelector(".is-dragged")));

  // What a reader opened stays open; it is nothing the server knows about.
  const mayChange = (name, element) => !(name === "open" && /^(details|dialog)$/.test(element.localName));

  // A button that turned into another one must forget what htmx made of it.
  const forget = (node) => node instanceof HTMLElement && node.matches("button:not([hx-post], [hx-get])") && htmx.process(node);

  const CARE = { beforeNodeMorphed: mayTouch, beforeNodeRemoved: mayRemove, beforeAttributeUpdated: mayChange, afterNodeMorphed: forget };

  // A picture is replaced whole: parts of an SVG would land in the wrong namespace.
  function replace(old, fresh) {
    const scrolled = [...old.querySelectorAll("[data-scroll]")].map((element) => element.scrollLeft);
    const [own, lit] = [old.scrollLeft, document.activeElement];
    const focused = lit && old.contains(lit) ? lit.id : "";
    old.replaceWith(fresh);
    fresh.scrollLeft = own;
    fresh.querySelectorAll("[data-scroll]").forEach((element, index) => (element.scrollLeft = scrolled[index] ?? 0));
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    return fresh;
  }

  function put(fresh) {
    const old = fresh.id && document.getElementById(fresh.id);
    if (!old) return null;
    if (/^(figure|svg)$/.test(fresh.localName)) return replace(old, fresh);
    return Board.morph(old, fresh);
  }

  /** Makes `old` look like `fresh`; returns the element that is in the page now. */
  Board.morph = (old, fresh, more = {}) => {
    // Idiomorph would leave the words of a focused button as they were, too.
    const ignoreActiveValue = Boolean(document.activeElement?.matches("input, textarea, select"));
    return Idiomorph.morph(old, fresh, { ignoreActiveValue, ...more, callbacks: { ...CARE, ...more.callbacks } })[0] ?? old;
  };

  /** The elements at the top of a piece of HTML. */
  Board.parse = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    return [...template.content.children];
  };

  /** Applies a frame's or a snapshot's HTML, element by element. */
  Board.apply = (html) => {
    const ids = new Set();
    for (const fresh of Board.parse(html)) {
      const placed = put(fresh);
      if (!placed) continue;
      ids.add(placed.id);
      htmx.process(placed);
    }
    const step = ids.has("panel") && document.getElementById("panel").dataset.step;
    if (step) Board.root.dataset.step = document.body.dataset.step = step;
    Board.tell("applied", ids);
  };
})();
