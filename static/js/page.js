// What the scripts of a board share: its root, its words, its events, and a memory that lives as long as the tab.
(() => {
  const NOT_TYPED = new Set(["hidden", "checkbox", "radio", "submit", "button", "reset", "image", "file"]);
  const prefix = `${location.pathname}:`;
  const spare = new Map();

  /** The words of the page, translated by the server: data-text-* of #status; {n} and the like are filled in. */
  function text(name, values = {}) {
    const words = document.getElementById("status")?.getAttribute(`data-text-${name}`) ?? "";
    return words.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  }

  /** A version 4 UUID; crypto.randomUUID exists in secure contexts only, and a board on a LAN is none. */
  function uuid() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  /** Remembers a value for this page and tab; storage may be full or refused, then until the page goes. */
  function remember(name, value) {
    spare.set(name, value);
    try {
      if (value === null) sessionStorage.removeItem(prefix + name);
      else sessionStorage.setItem(prefix + name, JSON.stringify(value));
    } catch {
      sessionStorage.removeItem(prefix + name);
    }
  }

  function recall(name) {
    try {
      const kept = sessionStorage.getItem(prefix + name);
      if (kept !== null) return JSON.parse(kept);
    } catch {
      sessionStorage.removeItem(prefix + name);
    }
    return spare.get(name) ?? null;
  }

  /** The fields a person types into. */
  const typed = (form) => [...form.elements].filter((field) => "defaultValue" in field && !NOT_TYPED.has(field.type));

  /** Whether a form holds words that the server did not put there. */
  const dirty = (form) => typed(form).some((field) => field.value !== field.defaultValue && field.value.trim() !== "");

  /** Puts name–value pairs back into a form. */
  function fill(form, pairs) {
    for (const field of form.elements) {
      const wanted = pairs.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "checkbox" || field.type === "radio") field.checked = wanted.includes(field.value);
      else if (wanted.length && field.type !== "file") field.value = wanted[0];
    }
  }

  /** Everything in a form that is worth keeping, as name–value pairs. */
  const values = (form) =>
    [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !/^(csrfmiddlewaretoken|request_id)$/.test(name));

  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`board:${name}`, { detail }));
  const on = (name, act) => document.addEventListener(`board:${name}`, (event) => act(event.detail));

  window.Board = { root: document.getElementById("live"), text, uuid, remember, recall, typed, dirty, fill, values, tell, on };
})();
