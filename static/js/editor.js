// The editor: a form fetched for one change opens as a dialog, and closes when the change is saved.
(() => {
  const editor = () => document.getElementById("editor");
  const unsent = () => [...editor().querySelectorAll("form")].some(Board.dirty);

  // Only now does htmx know the buttons of the form: a press before would do nothing.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (!event.target.closest?.("#editor") || editor().open) return;
    // A press beside it must not throw words away.
    editor().dataset.keep = "";
    editor().showModal();
    const field = editor().querySelector("[autofocus], textarea, input:not([type=hidden]), select");
    field?.focus();
  });

  document.addEventListener("board:saved", (event) => event.target.closest?.("#editor")?.close());

  editor()?.addEventListener("cancel", (event) => unsent() && event.preventDefault());
  editor()?.addEventListener("close", () => document.getElementById("editor-body").replaceChildren());
})();
