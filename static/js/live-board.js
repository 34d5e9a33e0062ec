// The socket: frames come down, nothing goes up. It is only a hint that something changed; the truth is the snapshot.
(() => {
  const { root } = Board;
  const [SILENCE, HANDSHAKE, GRACE] = [25000, 10000, 2000];
  const [POLL, POLL_ALONE] = [5000, 3000];
  const [TICKET_REFUSED, SEAT_REMOVED] = [4401, 4403];
  let socket = null;
  let [heard, lost, polled, retry] = [0, performance.now(), performance.now(), 0];
  let [stopped, answers] = [false, true];
  let before = { wall: Date.now(), steady: performance.now() };

  const open = () => socket?.readyState === WebSocket.OPEN;

  function connect() {
    drop();
    if (stopped) return;
    const address = new URL(root.dataset.socket, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    address.searchParams.set("ticket", root.dataset.ticket);
    const mine = (socket = new WebSocket(address));
    heard = performance.now();
    mine.onopen = () => {
      if (mine !== socket) return;
      heard = performance.now();
      Board.refetch();
      Board.tell("connected");
    };
    mine.onmessage = (message) => mine === socket && receive(message.data);
    mine.onclose = (event) => mine === socket && closed(event.code);
  }

  function receive(data) {
    heard = performance.now();
    let frame;
    try {
      frame = JSON.parse(data);
    } catch {
      frame = { refetch: true };
    }
    if (Array.isArray(frame.present)) Board.tell("present", frame.present);
    if (frame.refetch) Board.refetch();
    if (Number.isInteger(frame.beat)) Board.expect(frame.beat);
    if (Number.isInteger(frame.revision) && typeof frame.html === "string") Board.frame(frame.revision, frame.html);
  }

  async function closed(code) {
    if (code === SEAT_REMOVED) Board.removed();
    if (code === TICKET_REFUSED) await Board.refetch();
    if (!open()) later();
  }

  // A half-open connection never says that it is gone: forget it at once, whatever its closing handshake does.
  function drop() {
    const old = socket;
    socket = null;
    old?.close();
    clearTimeout(retry);
  }

  function later() {
    drop();
    retry = setTimeout(connect, 300 + Math.random() * 2700);
  }

  function watch() {
    const now = { wall: Date.now(), steady: performance.now() };
    // The steady clock may stand still while a laptop sleeps; the wall clock betrays it, and the countdown is stale.
    const slept = now.wall - before.wall - (now.steady - before.steady) > 3000;
    before = now;
    if (socket && now.steady - heard > (open() ? SILENCE : HANDSHAKE)) later();
    if (open()) lost = now.steady;
    Board.status({ connected: answers && now.steady - lost < GRACE });
    if (slept || now.steady - polled > (open() && answers ? POLL : POLL_ALONE)) look({ whole: slept });
  }

  function look(how) {
    polled = performance.now();
    if (!stopped) Board.refetch(how);
  }

  function back() {
    look();
    if (!open()) connect();
  }

  window.addEventListener("online", back);
  window.addEventListener("pageshow", (event) => event.persisted && back());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && back());
  Board.on("reachable", () => (answers = true));
  Board.on("unreachable", () => (answers = false));
  Board.on("removed", () => {
    stopped = true;
    clearInterval(watching);
    drop();
  });
  const watching = setInterval(watch, 500);
  connect();
})();
