// Counts down from the moment a clock arrived. It only shows time: no browser ends a step.
(() => {
  let ends = 0;
  let paused = true;
  let over = 0;

  function arrived() {
    const clock = document.getElementById("clock");
    if (!clock?.dataset.remaining) return;
    paused = clock.dataset.paused === "true";
    ends = performance.now() + Number(clock.dataset.remaining) * 1000;
    over = minutesOver(Number(clock.dataset.remaining));
    show();
  }

  const minutesOver = (left) => Math.ceil(Math.max(0, -left) / 60);
  const digits = (seconds) => `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;

  function show() {
    const clock = document.getElementById("clock");
    const face = clock?.querySelector("[data-clock]");
    if (!face || !clock.dataset.remaining) return;
    const left = paused ? Number(clock.dataset.remaining) : Math.round((ends - performance.now()) / 1000);
    const said = left < 0 ? (clock.dataset.overText ?? "-{time}").replace("{time}", digits(-left)) : digits(left);
    if (face.textContent !== said) face.textContent = said;
    face.dataset.state = paused ? "paused" : left < 0 ? "over" : "running";
    if (!paused && minutesOver(left) > over) {
      // Another minute is borrowed from later steps, which the server shows; not all ask in the same instant.
      over = minutesOver(left);
      setTimeout(Board.refetch, 200 + Math.random() * 2000, { whole: true });
    }
  }

  Board.on("applied", (ids) => ids.has("clock") && arrived());
  setInterval(show, 250);
  arrived();
})();
