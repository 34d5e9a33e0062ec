// Short messages that go by themselves; the last thing done can be undone from one.
(() => {
  const LASTS = 9000;

  function leave(toast) {
    if (toast.matches(":hover, :focus-within")) setTimeout(leave, 2000, toast);
    else toast.remove();
  }

  /** Shows a message. Options: `undo` is the address that takes the thing back; `stays` keeps it on the page. */
  Board.toast = (message, { undo = "", stays = false, level = "" } = {}) => {
    const shelf = document.getElementById("toasts");
    if (!shelf || !message) return;
    const same = [...shelf.children].find((toast) => toast.firstChild.textContent === message);
    same?.remove();
    if (undo) for (const old of shelf.querySelectorAll("[data-undo]")) old.remove();
    const toast = document.createElement("div");
    toast.className = "toast";
    if (level) toast.dataset.level = level;
    const said = document.createElement("span");
    said.textContent = message;
    toast.append(said);
    if (undo) {
      toast.dataset.undo = "";
      toast.append(undoButton(undo, toast));
    }
    shelf.append(toast);
    if (!stays) setTimeout(leave, LASTS, toast);
  };

  function undoButton(address, toast) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = Board.text("undo");
    button.setAttribute("hx-post", address);
    button.setAttribute("hx-swap", "none");
    button.addEventListener("board:saved", () => {
      toast.remove();
      Board.toast(Board.text("undone"));
    });
    // Inherits the CSRF header only once it stands in the page, hence after this turn.
    queueMicrotask(() => htmx.process(button));
    return button;
  }
})();
