// Shows what the outbox still holds, gives refused words back to their form, and clears a form that was handed in.
(() => {
  const AT_ONCE = 250;
  let queue = [];

  const label = (entry) => entry.pairs.filter(([name]) => !/^(csrfmiddlewaretoken|kind|version)$/.test(name)).map((pair) => pair[1]).find((value) => value.trim()) ?? "";
  const formOf = (entry) => document.getElementById(entry.form);

  function shelf() {
    const known = document.getElementById("waiting");
    if (known) return known;
    const list = document.createElement("ul");
    list.id = "waiting";
    list.className = "waiting";
    document.getElementById("desk")?.after(list);
    return list;
  }

  function button(words, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button quiet";
    made.textContent = Board.text(words);
    made.addEventListener("click", act);
    return made;
  }

  function item(entry) {
    const line = document.createElement("li");
    line.dataset.state = entry.held ? "held" : "waiting";
    const said = document.createElement("p");
    said.textContent = label(entry);
    line.append(said);
    if (!entry.held) return line;
    const why = document.createElement("p");
    why.className = "errorlist";
    why.textContent = entry.message ?? "";
    line.append(why);
    if (formOf(entry)) line.append(button("edit", () => takeBack(entry)));
    line.append(button("discard", () => Board.withdraw(entry.id)));
    return line;
  }

  function show() {
    const shown = queue.filter((entry) => entry.held || Date.now() - entry.at >= AT_ONCE);
    shelf().replaceChildren(...shown.map(item));
    Board.status({ unsaved: shown.length });
  }

  // The author changes places: what is held goes into the form, what stood there is held.
  function takeBack(entry) {
    const form = formOf(entry);
    if (Board.dirty(form)) Board.hold({ url: entry.url, pairs: Board.values(form), form: form.id });
    Board.fill(form, entry.pairs);
    Board.withdraw(entry.id);
    Board.typed(form)[0]?.focus();
    Board.tell("typed", form);
  }

  function clear(form) {
    for (const field of Board.typed(form)) field.value = /^(text|textarea|search|url)$/.test(field.type) ? "" : field.defaultValue;
    Board.tell("form-saved", form);
  }

  // A form that stands in the page takes the new state, but never loses what is being typed or chosen in it.
  function renew(form, html, callbacks) {
    const fresh = Board.parse(html).flatMap((top) => [top, ...top.querySelectorAll("form")]).find((element) => element.id === form.id);
    if (fresh) htmx.process(Board.morph(form, fresh, callbacks));
  }

  Board.on("handed-in", clear);
  Board.on("outbox", (entries) => {
    queue = entries;
    show();
    setTimeout(show, AT_ONCE);
  });
  Board.on("sent", ({ entry, html }) => {
    const form = formOf(entry);
    const chosen = { callbacks: { beforeNodeMorphed: (node) => !/^(radio|checkbox)$/.test(node.type) } };
    if (form && !Board.dirty(form)) renew(form, html, chosen);
    htmx.swap(document.body, html, { swapStyle: "none", swapDelay: 0, settleDelay: 0 });
  });
  Board.on("returned", ({ entry, html }) => {
    const form = formOf(entry);
    const errors = Board.parse(html).flatMap((top) => [...top.querySelectorAll(".errorlist, [role=alert]")]);
    entry.message = errors.map((error) => error.textContent.trim()).join(" ");
    show();
    if (!form || Board.dirty(form)) return;
    renew(form, html, { ignoreActiveValue: false });
    takeBack(entry);
  });
})();
