// Words handed in are kept in the tab first, then sent, and sent again until the server has answered: exactly once,
// because the request_id stays the same. A form with data-outbox is free for the next words at once.
(() => {
  const [TIMEOUT, TRIES] = [8000, 5];
  const queue = Board.recall("outbox") ?? [];
  let busy = false;
  let tries = 0;
  let timer = 0;
  let resting = 0;

  function keep() {
    Board.remember("outbox", queue.length ? queue : null);
    Board.tell("outbox", queue);
  }

  const remove = (entry) => {
    queue.splice(queue.indexOf(entry), 1);
    keep();
  };

  async function post(entry) {
    const answer = await fetch(entry.url, {
      method: "POST",
      body: new URLSearchParams([...entry.pairs, ["request_id", entry.id]]),
      headers: { ...JSON.parse(document.body.getAttribute("hx-headers") ?? "{}"), "HX-Request": "true" },
      signal: AbortSignal.timeout(TIMEOUT),
      redirect: "error",
    });
    return { status: answer.status, header: (name) => answer.headers.get(name), text: await answer.text() };
  }

  /** Sends what waits, one after the other, in the order it was written. */
  async function pump() {
    const entry = queue.find((waiting) => !waiting.held);
    if (busy || !entry || performance.now() < resting) return;
    clearTimeout(timer);
    busy = true;
    const answer = await post(entry).catch(() => ({ status: 0, header: () => null, text: "" }));
    busy = false;
    settle(entry, answer, Board.answered(answer));
  }

  function settle(entry, answer, became) {
    if (became === "later") return again(entry, answer);
    tries = 0;
    if (became === "saved") {
      remove(entry);
      Board.tell("sent", { entry, html: answer.text });
    } else {
      entry.held = true;
      keep();
      Board.tell("returned", { entry, html: became === "invalid" ? answer.text : "" });
    }
    return pump();
  }

  function again(entry, answer) {
    tries += 1;
    // A server that stumbles over one entry must not keep the others waiting, nor be asked for ever.
    if (answer.status === 500) {
      entry.stumbles = (entry.stumbles ?? 0) + 1;
      entry.held = entry.stumbles >= TRIES;
      queue.push(...queue.splice(queue.indexOf(entry), 1));
      keep();
    }
    const asked = Math.min(Number(answer.header("Retry-After")) || 0, 120);
    resting = performance.now() + 1000 * asked - 100;
    timer = setTimeout(pump, 1000 * Math.max(asked, 2 ** Math.min(tries - 1, 3)));
  }

  /** Takes an entry out of the outbox, unsent. */
  Board.withdraw = (id) => queue.filter((entry) => entry.id === id).forEach(remove);

  /** Keeps words in the outbox without sending them, until their author takes them back. */
  Board.hold = (entry) => {
    queue.push({ ...entry, id: Board.uuid(), held: true, at: Date.now() });
    keep();
  };

  document.addEventListener("htmx:configRequest", (event) => {
    const { elt: form, path, formData, errors } = event.detail;
    if (!form.matches("form[data-outbox]") || errors.length) return;
    event.preventDefault();
    const pairs = [...formData].filter(([name]) => name !== "request_id");
    queue.push({ id: Board.uuid(), url: path, pairs, form: form.id, at: Date.now() });
    Board.status({ saved: false, saving: true });
    keep();
    Board.tell("handed-in", form);
    pump();
  });

  for (const wake of ["connected", "reachable"]) Board.on(wake, pump);
  window.addEventListener("online", pump);
  window.addEventListener("beforeunload", (event) => queue.length && event.preventDefault());
  keep();
  pump();
})();
