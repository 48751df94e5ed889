/* Sends what the device keeps, in batches, whenever there is a line. An answer leaves only when the server names it. */
"use strict";

const sender = (() => {
  const BATCH = 20;
  const PATIENCE_MS = 30_000;
  const WAITING_MS = 20_000;
  const CALM_MS = 5 * 60_000;
  const MOST_FAILURES = 3;
  const state = { online: navigator.onLine, device: "", lastContact: 0, waiting: 0, refused: 0 };
  let told = () => {};
  let busy = false;
  let again = false;

  function body(answers, held) {
    const pieces = answers.map(({ id, device, unit, service, version, given_at, fields }) => ({
      id, device, unit, service, version, given_at, fields,
    }));
    return JSON.stringify({ sent_at: Date.now(), waiting: held, answers: pieces });
  }

  async function post(answers, held) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
    try {
      const response = await fetch(document.body.dataset.answers, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: body(answers, held),
        cache: "no-store",
        redirect: "error",
        signal: patience.signal,
      });
      const data = await response.json().catch(() => ({}));
      return { status: response.status, data };
    } catch {
      return { status: 0, data: {} };
    } finally {
      clearTimeout(timer);
    }
  }

  function note({ status, data }) {
    state.online = status !== 0;
    if (status === 200) state.lastContact = Date.now();
    if (status === 200 || status === 401 || status === 403) state.device = data.state || state.device;
  }

  /* Goes through all answers once. A batch that the server can't read is halved until the bad one is alone; that one
     waits while the others go on. */
  async function round(wanted) {
    let size = BATCH;
    let queue = wanted;
    let failures = 0;
    let held = await store.count();
    do {
      const batch = queue.slice(0, size);
      const reply = await post(batch, held);
      note(reply);
      if (reply.status === 200) {
        await store.settle(batch, reply.data.results || []);
        held = await store.count();
        queue = queue.slice(batch.length);
      } else if ([400, 413, 500].includes(reply.status) && batch.length > 1) {
        size = Math.ceil(batch.length / 2);
      } else if ([400, 413, 500].includes(reply.status) && batch.length === 1) {
        await store.settle(batch, []);
        /* A server that fails at everything is left in peace; what failed goes last the next time. */
        failures += 1;
        if (failures >= MOST_FAILURES) return;
        queue = queue.slice(1);
        size = BATCH;
      } else {
        return;
      }
    } while (queue.length);
  }

  async function count() {
    const all = await store.answers();
    state.refused = all.filter((answer) => answer.state === "refused").length;
    state.waiting = all.length - state.refused;
    told(state);
    return all;
  }

  /* Two windows must not send the same answers at the same time: harmless, but twice the work. */
  function alone(work) {
    return navigator.locks ? navigator.locks.request("kios-send", work) : work();
  }

  async function send({ everything = false } = {}) {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      await alone(async () => {
        const all = await count();
        const wanted = all.filter((answer) => everything || answer.state === "waiting");
        wanted.sort((one, other) => one.tries - other.tries || one.given_at - other.given_at);
        const calm = Date.now() - state.lastContact < CALM_MS;
        if (wanted.length || !calm || everything) await round(wanted);
        await count();
      });
    } catch {
      /* No storage: what could not be kept was told when it was given. */
    } finally {
      busy = false;
      if (again) {
        again = false;
        send();
      }
    }
  }

  /* Sends one answer that could not be kept; true when the server has it. */
  async function deliver(answer) {
    const reply = await post([answer], 0);
    note(reply);
    const [result] = reply.data.results || [];
    return reply.status === 200 && Boolean(result) && (result.fate === "stored" || result.fate === "known");
  }

  function begin(onChange) {
    told = onChange;
    window.addEventListener("online", () => send());
    window.addEventListener("offline", () => {
      state.online = false;
      told(state);
    });
    document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
    setInterval(() => send(), WAITING_MS);
    return send({ everything: true });
  }

  return { begin, send, deliver, count, state };
})();
