// The forms of one's own follow the step; whoever has unsent words is asked first.
(() => {
  const { root } = Board;
  let fetching = false;

  const desk = () => document.getElementById("desk");
  const behind = () => desk() && desk().dataset.step !== root.dataset.step;
  // What the forms offer to choose from, problems and owners, changes while they stand there.
  const outdated = () => desk()?.dataset.choices !== document.getElementById("panel")?.dataset.choices;
  const unsent = () => [...desk().querySelectorAll("form")].some(Board.dirty);

  async function fetchDesk() {
    const answer = await fetch(root.dataset.desk, { signal: AbortSignal.timeout(4000), cache: "no-store", redirect: "error" });
    if (!answer.ok) throw new Error("no desk");
    return Board.parse(await answer.text()).find((element) => element.id === "desk");
  }

  function put(fresh) {
    if (!behind()) return Board.morph(desk(), fresh);
    desk().replaceWith(fresh);
    return fresh;
  }

  async function go(willing) {
    if (fetching) return;
    fetching = true;
    try {
      const fresh = await fetchDesk();
      // Somebody may have begun to type while the new forms were on their way.
      if (fresh && (willing || !unsent())) {
        htmx.process(put(fresh));
        Board.tell("applied", new Set(["desk"]));
        if (willing) fresh.querySelector("textarea, input:not([type=hidden])")?.focus();
      }
    } catch {
      // The next sign of life from the server tries again.
    } finally {
      fetching = false;
    }
  }

  function follow() {
    const bar = document.getElementById("follow-bar");
    const asks = Boolean(behind() && unsent());
    if (bar) bar.hidden = !asks;
    if (behind() ? !asks : outdated() && !unsent() && !desk().contains(document.activeElement)) go(false);
  }

  document.addEventListener("click", (event) => event.target.closest("#follow-bar button") && go(true));
  for (const moment of ["applied", "reachable", "sent"]) Board.on(moment, follow);
  follow();
})();
