// Every write carries a request_id, so that sending it again changes nothing; every answer is told to the person.
(() => {
  const PATIENCE = 400;
  const sent = new WeakMap();

  /** The id of this very request of this element; it stays the same until an answer settles it. */
  function requestId({ elt, path, formData }) {
    const pairs = [...formData].filter(([name, value]) => name !== "request_id" && typeof value === "string");
    const what = `${path}?${new URLSearchParams(pairs)}`;
    if (sent.get(elt)?.what !== what) sent.set(elt, { what, id: Board.uuid() });
    return sent.get(elt).id;
  }

  function words(header) {
    try {
      return JSON.parse(header("HX-Trigger") ?? "{}");
    } catch {
      return {};
    }
  }

  /**
   * What became of a write: "saved" | "invalid" | "refused" | "gone" | "failed" | "later" (nothing is known: try again).
   * A 2xx without a revision is somebody else's page, such as the sign-in of a hotel's network, and saved nothing.
   */
  function verdict(status, header) {
    if (status >= 200 && status < 300) return header("X-Revision") === null ? "later" : "saved";
    if (status === 422) return "invalid";
    if (status === 409) return "refused";
    if (status === 403 || status === 404 || status === 410) return "gone";
    return status >= 400 && status < 500 && status !== 408 && status !== 429 ? "failed" : "later";
  }

  /** Tells what became of a write. `header` reads a header of the answer; `text` is its body. Returns the verdict. */
  Board.answered = ({ status, header, text }) => {
    const became = verdict(status, header);
    const said = words(header);
    if (became === "saved") {
      Board.expect(Number(header("X-Revision")), PATIENCE);
      if (said.saved?.undo) Board.toast(Board.text("saved"), { undo: said.saved.undo });
      if (!/id="mine"/.test(text)) Board.tell("mine-stale");
    }
    if (became === "refused" || became === "failed") Board.toast(said.refused?.message || Board.text("failed"), { level: "error" });
    if (became === "gone") {
      Board.toast(Board.text("gone"), { level: "error" });
      Board.refetch();
    }
    Board.status({ saved: became === "saved", saving: false });
    return became;
  };

  function settle(element, answer) {
    const became = Board.answered(answer);
    if (became === "later") Board.toast(Board.text("later"), { level: "error" });
    if (became !== "saved") return;
    if (element.matches("form")) Board.tell("form-saved", element);
    element.dispatchEvent(new CustomEvent("board:saved", { bubbles: true }));
  }

  document.addEventListener("htmx:configRequest", ({ detail }) => {
    if (detail.verb === "get" || detail.elt.matches("form[data-outbox]")) return;
    detail.parameters.request_id = requestId(detail);
  });

  // The answer is read from the request itself: by then a frame may have taken the element out of the page, and
  // htmx's events with it. Its id is over before htmx sends what was queued behind it.
  document.addEventListener("htmx:beforeSend", ({ detail: { requestConfig, elt, xhr } }) => {
    if (requestConfig.verb === "get") return;
    const header = (name) => xhr.getResponseHeader(name);
    Board.status({ saved: false, saving: true });
    xhr.addEventListener("readystatechange", () => {
      if (xhr.readyState === XMLHttpRequest.DONE && verdict(xhr.status, header) !== "later") sent.delete(elt);
    });
    xhr.addEventListener("loadend", () => settle(elt, { status: xhr.status, header, text: xhr.responseText }));
  });
})();
