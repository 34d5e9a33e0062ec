// Drags a note to where it belongs: onto a gap, a communication, a moment of the time axis, or another note.
// Mouse: press and move. Touch: press long, then move. Escape takes it back. The note's menu does the same without.
(() => {
  const [FAR, LONG, EDGE] = [6, 350, 70];
  const PLACE = "[data-anchor], [data-anchor-kind]";
  let drag = null;

  const at = (event) => ({ x: event.clientX, y: event.clientY });

  function press(event) {
    const note = event.target.closest?.("[data-draggable]");
    if (drag || !note || !event.isPrimary || event.button || event.target.closest("button, a, input, select, textarea, summary")) return;
    drag = { note, pointer: event.pointerId, from: at(event), ghost: null, over: null, timer: 0 };
    if (event.pointerType !== "mouse") drag.timer = setTimeout(lift, LONG);
  }

  function lift() {
    const box = drag.note.getBoundingClientRect();
    const ghost = drag.note.cloneNode(true);
    for (const element of [ghost, ...ghost.querySelectorAll("[id]")]) element.removeAttribute("id");
    ghost.classList.add("drag-ghost");
    ghost.inert = true;
    Object.assign(ghost.style, { position: "fixed", left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px`, margin: 0, zIndex: 60, pointerEvents: "none" });
    document.body.append(ghost);
    drag.ghost = ghost;
    drag.note.classList.add("is-dragged");
    document.body.classList.add("is-dragging");
  }

  function move(event) {
    if (event.pointerId !== drag?.pointer) return;
    const { x, y } = at(event);
    const [dx, dy] = [x - drag.from.x, y - drag.from.y];
    if (!drag.ghost) {
      if (Math.hypot(dx, dy) < FAR) return;
      if (event.pointerType !== "mouse") return end();
      lift();
    }
    drag.ghost.style.translate = `${dx}px ${dy}px`;
    if (y < EDGE) scrollBy(0, -16);
    if (y > innerHeight - EDGE) scrollBy(0, 16);
    aim(x, y);
  }

  function aim(x, y) {
    const found = document.elementFromPoint(x, y)?.closest(PLACE) ?? null;
    const over = found && !drag.note.contains(found) ? found : null;
    if (over === drag.over) return;
    drag.over?.classList.remove("is-target");
    over?.classList.add("is-target");
    drag.over = over;
  }

  /** What a place is called on the wire; on the time axis it depends on where along it. */
  function anchor(place, x) {
    const { dataset } = place;
    const box = place.getBoundingClientRect();
    if (dataset.anchor !== undefined) return dataset.anchor;
    if (dataset.anchorKind !== "time") return `${dataset.anchorKind === "gap" ? "gap" : "message"}:${dataset.anchorKey}`;
    const [begins, ends] = [Date.parse(dataset.begins), Date.parse(dataset.ends)];
    const along = Math.min(Math.max(x - box.left, 0), box.width) / box.width;
    return `time:${Math.round((begins + (ends - begins) * along) / 1000)}`;
  }

  function drop(event) {
    if (event.pointerId !== drag?.pointer) return;
    const { note, over, ghost } = drag;
    end();
    if (!ghost) return;
    // The click that follows a drag belongs to it.
    const swallow = (click) => (click.preventDefault(), click.stopPropagation());
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, { capture: true }));
    if (over) htmx.ajax("POST", note.dataset.pinUrl, { source: note, swap: "none", values: { anchor: anchor(over, event.clientX) } });
  }

  function end() {
    if (!drag) return;
    clearTimeout(drag.timer);
    drag.ghost?.remove();
    drag.over?.classList.remove("is-target");
    drag.note.classList.remove("is-dragged");
    document.body.classList.remove("is-dragging");
    drag = null;
  }

  document.addEventListener("pointerdown", press);
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", end);
  document.addEventListener("keydown", (event) => event.key === "Escape" && end());
  // A finger that carries a note must neither scroll the page, nor mark words, nor open the menu of the long press.
  document.addEventListener("touchmove", (event) => drag?.ghost && event.cancelable && event.preventDefault(), { passive: false });
  document.addEventListener("selectstart", (event) => drag && event.preventDefault());
  document.addEventListener("contextmenu", (event) => drag && event.preventDefault());
})();
