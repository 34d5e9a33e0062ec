// Words in a form[data-draft] survive a reload, a crash of the tab and a change of the step; they go when they are saved.
(() => {
  const slot = (form) => `draft:${form.id}`;
  const isDraft = (form) => form instanceof HTMLFormElement && form.id && form.matches("[data-draft]");

  function keep(form) {
    if (isDraft(form)) Board.remember(slot(form), Board.dirty(form) ? Board.values(form) : null);
  }

  function restore() {
    for (const form of document.querySelectorAll("form[data-draft][id]")) {
      const kept = Board.recall(slot(form));
      if (kept && !Board.dirty(form)) Board.fill(form, kept);
    }
  }

  document.addEventListener("input", (event) => keep(event.target.form));
  document.addEventListener("change", (event) => keep(event.target.form));
  document.addEventListener("htmx:load", restore);
  Board.on("typed", keep);
  Board.on("applied", restore);
  Board.on("form-saved", (form) => isDraft(form) && Board.remember(slot(form), null));
  restore();
})();
