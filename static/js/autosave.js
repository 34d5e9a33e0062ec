// form[data-autosave] says how its saving stands (.save-state) and tries again until the server is back: what was typed
// stays in its field meanwhile, and leaving the page asks first.
(() => {
  const RETRY = 3000;
  const waiting = new Map();

  function say(form, state) {
    const sign = form.querySelector(".save-state");
    if (!sign) return;
    const text = { saving: "textSaving", waiting: "textWaiting", offline: "textRefused" }[state];
    sign.dataset.state = state;
    sign.textContent = sign.dataset[text] ?? "";
  }

  function again(form) {
    clearTimeout(waiting.get(form));
    waiting.delete(form);
    if (form.isConnected) htmx.trigger(form, "retry");
  }

  function failed(event) {
    const form = event.detail.elt.closest?.("form[data-autosave]");
    if (!form) return;
    const status = event.detail.xhr?.status ?? 0;
    const later = status === 0 || status === 429 || status >= 500;
    say(form, later ? "waiting" : "offline");
    clearTimeout(waiting.get(form));
    waiting.set(form, later ? setTimeout(() => again(form), RETRY) : 0);
  }

  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    if (!detail.elt.matches("form[data-autosave]")) return;
    clearTimeout(waiting.get(detail.elt));
    waiting.delete(detail.elt);
    say(detail.elt, "saving");
  });
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) document.addEventListener(name, failed);
  window.addEventListener("online", () => [...waiting.keys()].forEach(again));
  window.addEventListener("beforeunload", (event) => {
    const row = document.querySelector("#row-new textarea, #row-new input[type=text]");
    const unsent = [...(row?.form.querySelectorAll("input[type=text], textarea") ?? [])].some((field) => field.value);
    if (unsent || [...waiting.keys()].some((form) => form.isConnected)) event.preventDefault();
  });
})();
