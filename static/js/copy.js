// [data-copy] inside .copy copies the field beside it. Over plain http there is no clipboard: then the text is
// selected, the old command is tried, and failing that the words say that it is ready to be copied by hand.
(() => {
  async function put(field) {
    try {
      await navigator.clipboard.writeText(field.value);
      return true;
    } catch {
      field.focus();
      field.select();
      return document.execCommand?.("copy") ?? false;
    }
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    const field = button?.closest(".copy")?.querySelector("input, textarea");
    if (!field) return;
    const done = await put(field);
    const said = button.querySelector("[role=status]") ?? button;
    const before = button.dataset.before ?? said.textContent;
    button.dataset.before = before;
    said.textContent = done ? button.dataset.copied : button.dataset.selected;
    button.toggleAttribute("data-done", done);
    clearTimeout(button.copyTimer);
    button.copyTimer = setTimeout(() => {
      said.textContent = before;
      button.removeAttribute("data-done");
    }, 4000);
  });
})();
