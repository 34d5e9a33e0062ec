// The marker draws its circle before everybody's eyes: once, when it appears, never again when the picture is renewed.
(() => {
  const circled = () => document.querySelector("#figure .tl-circle") !== null;
  let before = circled();

  Board.on("applied", (ids) => {
    if (!ids.has("figure")) return;
    const now = circled();
    if (now && !before) for (const picture of document.querySelectorAll("#figure .timeline")) picture.dataset.draw = "";
    before = now;
  });
})();
