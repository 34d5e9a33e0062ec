// Says honestly how things stand: saved, not saved yet, reconnecting, offline, removed. Never "saved" before an answer.
(() => {
  const facts = { saved: false, saving: false, unsaved: 0, connected: true, removed: false };

  function words() {
    if (facts.removed) return ["offline", Board.text("removed")];
    const waiting = facts.unsaved && Board.text(facts.unsaved === 1 ? "unsaved-one" : "unsaved-many", { n: facts.unsaved });
    const link = !navigator.onLine ? Board.text("offline") : !facts.connected && Board.text("reconnecting");
    if (link) return ["offline", [waiting, link].filter(Boolean).join(" · ")];
    if (waiting) return ["waiting", waiting];
    if (facts.saving) return ["saving", ""];
    return facts.saved ? ["saved", Board.text("saved")] : ["", ""];
  }

  function show() {
    const line = document.getElementById("status");
    const [state, said] = words();
    if (!line) return;
    line.dataset.state = state;
    // The same words again would be read aloud again.
    if (line.textContent !== said) line.textContent = said;
  }

  /** Changes some of the facts: {saved, saving, unsaved, connected, removed}. */
  Board.status = (changes) => {
    Object.assign(facts, changes);
    show();
  };

  /** The seat, or the display's link, is no longer valid: say so, and stay silent from now on. */
  Board.removed = () => {
    if (facts.removed) return;
    Board.status({ removed: true });
    document.body.dataset.link = "removed";
    Board.toast(Board.text("removed"), { stays: true });
    Board.tell("removed");
  };

  window.addEventListener("online", show);
  window.addEventListener("offline", show);
})();
