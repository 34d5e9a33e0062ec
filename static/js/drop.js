// form[data-drop]: pictures dropped on it, or pasted anywhere on the page, go into its file field as if chosen there.
(() => {
  const pictures = (list) => [...(list ?? [])].filter((file) => file.type.startsWith("image/"));

  function give(form, files) {
    const field = form?.querySelector("input[type=file]");
    if (!field || !files.length) return;
    const basket = new DataTransfer();
    for (const file of files) basket.items.add(file);
    field.files = basket.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      const form = event.target.closest?.("form[data-drop]");
      if (!form) return;
      event.preventDefault();
      form.toggleAttribute("data-over", name === "dragover");
      if (name === "drop") give(form, [...event.dataTransfer.files]);
    });
  }
  // What was sent is not offered again.
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    const form = document.querySelector("form[data-drop]");
    if (form && detail.xhr.status && detail.pathInfo?.requestPath === form.getAttribute("action")) form.reset();
  });
  document.addEventListener("paste", (event) => {
    const files = pictures(event.clipboardData?.files);
    if (!files.length) return;
    event.preventDefault();
    give(document.querySelector("form[data-drop]"), files);
  });
})();
