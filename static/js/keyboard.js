// Keys. Ctrl/Cmd+Enter hands a text in; a key named in aria-keyshortcuts focuses a field or presses a button; an Enter
// that ends a Korean composition does nothing else.
(() => {
  const SWITCH = "[data-shortcuts]";
  const TYPES = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";
  const ARROWS_ARE_ITS_OWN = "[type=radio], [role=tablist] *, [role=menu] *, [role=slider], video, [data-scroll]";
  const composing = (event) => event.isComposing || event.keyCode === 229;

  function isOff() {
    try {
      return localStorage.getItem("shortcuts") === "off";
    } catch {
      return false;
    }
  }

  // With Hangul switched on the key says "ㅜ" where the keyboard says N.
  function named(event) {
    const key = /^[\x20-\x7e]+$/.test(event.key) ? event.key : event.code.replace(/^Key/, "").toLowerCase();
    return event.shiftKey && key.length > 1 ? `Shift+${key}` : key;
  }

  function enter(event) {
    const field = event.target;
    if (composing(event)) {
      if (field.localName === "input") event.preventDefault();
    } else if ((event.ctrlKey || event.metaKey) && field.localName === "textarea" && field.form) {
      event.preventDefault();
      field.form.requestSubmit();
    }
  }

  function shortcut(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || isOff() || composing(event)) return;
    if (event.target.closest(TYPES) || document.querySelector("dialog[open]")) return;
    const key = named(event);
    if (key.startsWith("Arrow") && event.target.closest(ARROWS_ARE_ITS_OWN)) return;
    const wanted = [...document.querySelectorAll("[aria-keyshortcuts]")].find(
      (element) => element.getAttribute("aria-keyshortcuts").split(" ").includes(key) && element.checkVisibility() && !element.disabled,
    );
    if (!wanted) return;
    event.preventDefault();
    if (wanted.matches(TYPES)) wanted.focus();
    else wanted.click();
  }

  document.addEventListener("keydown", (event) => {
    if (!(event.target instanceof Element) || event.defaultPrevented) return;
    if (event.key === "Enter") enter(event);
    else shortcut(event);
  });

  // Single keys disturb people who speak to their computer; WCAG 2.1.4 wants a way to switch them off.
  document.addEventListener("change", (event) => {
    if (!event.target.matches(SWITCH)) return;
    try {
      localStorage.setItem("shortcuts", event.target.checked ? "on" : "off");
    } catch {
      event.target.checked = true;
    }
  });
  for (const box of document.querySelectorAll(SWITCH)) box.checked = !isOff();
})();
