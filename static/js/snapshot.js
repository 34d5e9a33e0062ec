// The gate of revisions: older frames are dropped, the next is applied, a hole is filled by asking for the whole board.
(() => {
  const { root } = Board;
  const TIMEOUT = 4000;
  const AGAIN = 1000;
  let revision = Number(root.dataset.revision);
  let wanted = revision;
  let flight = null;
  let queued = false;
  let removed = false;
  let audience = null;

  function advance(html, number) {
    Board.apply(html);
    revision = number;
    root.dataset.revision = String(number);
  }

  /** A frame from the socket. */
  Board.frame = (number, html) => {
    wanted = Math.max(wanted, number);
    if (number <= revision) return;
    if (number === revision + 1) advance(html, number);
    else Board.refetch();
  };

  /** The server is at this revision: if it has not come within `patience` milliseconds, ask for it. */
  Board.expect = (number, patience = 0) => {
    wanted = Math.max(wanted, number);
    if (number > revision) setTimeout(() => number > revision && Board.refetch(), patience);
  };

  async function load(whole) {
    const began = revision;
    const address = new URL(root.dataset.board, location.href);
    if (!whole) address.searchParams.set("since", String(began));
    const answer = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT), cache: "no-store", redirect: "error" });
    if (answer.status === 403 || answer.status === 404) {
      removed = true;
      return Board.removed();
    }
    if (!answer.ok || !answer.headers.has("X-Socket-Ticket")) throw new Error("not a board");
    root.dataset.ticket = answer.headers.get("X-Socket-Ticket");
    // Another role or language means another page; drafts and the outbox survive the change.
    const now = answer.headers.get("X-Audience");
    audience ??= now;
    if (now && now !== audience) return location.reload();
    if (answer.status !== 204) {
      const html = await answer.text();
      const number = Number(answer.headers.get("X-Revision"));
      // Frames that came meanwhile may be newer than this answer.
      if (revision !== began && number < revision) queued = true;
      else {
        advance(html, number);
        Board.tell("refetched");
      }
    }
    Board.tell("reachable");
  }

  /**
   * Asks for the board as it is now. One at a time; asking during a request means once more after it, because the
   * answer under way may be older than the reason to ask. Resolves to whether the server answered.
   */
  Board.refetch = ({ whole = false } = {}) => {
    if (removed) return Promise.resolve(false);
    if (flight) {
      queued = true;
      return flight;
    }
    queued = false;
    flight = load(whole)
      .then(() => true, () => false)
      .then((answered) => {
        flight = null;
        if (!answered) Board.tell("unreachable");
        if (answered && queued) Board.refetch();
        else if (wanted > revision) setTimeout(Board.expect, AGAIN, wanted);
        return answered;
      });
    return flight;
  };
})();
