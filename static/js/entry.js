// Rows of communications by keyboard: Enter in a text saves its row (Shift+Enter is a new line), rows stand in the order
// of their times, and a channel nobody knows yet shows the choice of its kind.
(() => {
  const composing = (event) => event.isComposing || event.keyCode === 229;

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || composing(event)) return;
    if (!event.target.matches("textarea[data-entry]") || event.shiftKey) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });

  // Some browsers send a form when Enter ends a Korean composition.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && composing(event) && event.target.closest(".entry")) event.preventDefault();
  });

  function kinds(scope) {
    const known = new Set([...document.querySelectorAll("#channel-names option")].map((one) => one.value.toLowerCase()));
    for (const box of scope.querySelectorAll("[data-new-kind]")) {
      const name = box.closest(".cell").querySelector("input[list]").value.trim().toLowerCase();
      box.hidden = !name || known.has(name);
    }
  }

  function order() {
    const rows = document.getElementById("rows");
    if (!rows) return;
    const moved = [...rows.children].filter((row) => row.dataset.at);
    const sorted = [...moved].sort((a, b) => Date.parse(a.dataset.at) - Date.parse(b.dataset.at));
    if (moved.every((row, index) => row === sorted[index])) return;
    const active = document.activeElement;
    const caret = active.selectionStart;
    rows.append(...sorted);
    if (!rows.contains(active)) return;
    active.focus({ preventScroll: true });
    if (typeof caret === "number") active.setSelectionRange(caret, active.selectionEnd);
  }

  document.addEventListener("input", (event) => {
    const cell = event.target.closest?.(".entry .cell.channel");
    if (cell) kinds(cell);
  });
  document.addEventListener("row-added", () => document.getElementById("new-time").focus());
  document.addEventListener("row-refused", ({ target }) => {
    const row = target.closest(".entry-row") ?? document.getElementById("row-new");
    if (row.contains(document.activeElement)) row.querySelector("[aria-invalid=true]")?.focus();
  });
  document.addEventListener("htmx:afterSettle", () => {
    order();
    kinds(document);
  });
  kinds(document);
})();
