// What is one's own is marked in one's own browser: everybody is sent the same board, and nobody learns who wrote what.
(() => {
  const { root } = Board;
  let present = [];
  let version = 0;
  let timer = 0;

  const list = (name) => (document.getElementById("mine")?.dataset[name] ?? "").split(" ").filter(Boolean);

  function mark() {
    const notes = new Set(list("notes"));
    const votes = list("votes");
    const given = (uids) => votes.filter((uid) => uids.split(" ").includes(uid)).length;
    const judged = new Set(list("judged"));
    const left = Number(document.getElementById("mine")?.dataset.votesLeft ?? 0);
    for (const note of document.querySelectorAll("[data-note]")) {
      note.classList.toggle("is-mine", notes.has(note.dataset.note));
    }
    for (const place of document.querySelectorAll("[data-votes-of]")) {
      const count = given(place.dataset.votesOf);
      place.textContent = count ? String(count) : "";
      place.hidden = !count;
    }
    for (const button of document.querySelectorAll("[data-vote]")) button.disabled = left <= 0;
    for (const button of document.querySelectorAll("[data-unvote]")) button.hidden = !given(button.dataset.unvote);
    for (const button of document.querySelectorAll("[data-judge]")) {
      button.setAttribute("aria-pressed", String(judged.has(button.dataset.judge)));
    }
    const own = document.getElementById("mine")?.dataset.seat;
    for (const part of document.querySelectorAll("[data-owner]")) part.classList.toggle("is-own", part.dataset.owner === own);
    for (const seat of document.querySelectorAll("[data-seat]")) {
      seat.classList.toggle("is-here", present.includes(seat.dataset.seat));
    }
  }

  async function load() {
    const began = version;
    const answer = await fetch(root.dataset.mine, { signal: AbortSignal.timeout(4000), cache: "no-store", redirect: "error" });
    if (!answer.ok) return;
    const fresh = Board.parse(await answer.text()).find((element) => element.id === "mine");
    const old = document.getElementById("mine");
    if (!fresh || !old) return;
    // An answer to one's own post came meanwhile and is newer than this one.
    if (version !== began) return stale();
    htmx.process(Board.morph(old, fresh));
    mark();
  }

  function stale() {
    clearTimeout(timer);
    if (root.dataset.mine && document.getElementById("mine")) timer = setTimeout(() => load().catch(() => {}), 50);
  }

  // Another window of the same person has to know what this one did.
  const others = new BroadcastChannel(root.dataset.board);
  others.onmessage = stale;
  const tell = () => others.postMessage("");

  document.addEventListener("htmx:oobAfterSwap", () => {
    version += 1;
    mark();
    tell();
  });
  document.addEventListener("htmx:load", mark);
  Board.on("present", (seats) => {
    present = seats;
    mark();
  });
  Board.on("applied", (ids) => {
    mark();
    // With the step, or the reveal, changes what is still one's own alone.
    if (ids.has("clock")) stale();
  });
  Board.on("mine-stale", stale);
  Board.on("mine-stale", tell);
  Board.on("refetched", stale);
  mark();
})();
