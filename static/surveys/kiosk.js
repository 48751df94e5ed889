/* The one screen of a kiosk or tablet: invite, ask one question at a time, thank, forget. */
"use strict";

const IDLE_SECONDS = 45;
const WARNING_SECONDS = 15;
const THANKS_SECONDS = 5;
const SETTLED_MS = 300;
const page = document.body.dataset;
const part = (name) => document.getElementById(name);
const screens = [...document.querySelectorAll(".screen-part")];

let kept = null; // what the server gave this device to ask
let asked = null; // the same, as it was when this citizen began
let speech = null; // one language of it
let answers = {};
let step = 0;
let answerId = "";
let current = "";
let touchedAt = Date.now();
let shownAt = 0;
let thanksTimer = 0;

/* crypto.randomUUID is missing on addresses without HTTPS. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/u, "$1-$2-$3-$4-");
}

function say(key, values = {}) {
  const text = speech ? speech.words[key] || "" : "";
  return Object.entries(values).reduce((said, [name, value]) => said.replace(`{${name}}`, value), text);
}

function made(tag, text, properties = {}) {
  return Object.assign(document.createElement(tag), { textContent: text }, properties);
}

function show(name) {
  current = name;
  shownAt = Date.now();
  for (const screen of screens) screen.hidden = screen.id !== name;
  const heading = part(name).querySelector("h1");
  if (heading) heading.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

function speak() {
  document.documentElement.lang = speech.code;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = say(element.dataset.word);
  part("languages").setAttribute("aria-label", say("choose_language"));
  for (const button of part("languages").children) button.setAttribute("aria-pressed", String(button.lang === speech.code));
  part("unit").textContent = kept.unit.name;
  part("service").textContent = kept.service.name;
  tell(sender.state);
}

function offerLanguages() {
  const buttons = kept.languages.map((language) => {
    const button = made("button", language.name, { type: "button", className: "btn quiet", lang: language.code });
    button.addEventListener("click", () => choose(language.code));
    return button;
  });
  part("languages").replaceChildren(...buttons);
}

function choose(code) {
  speech = (asked || kept).languages.find((language) => language.code === code) || speech;
  speak();
  if (current === "ask") ask(step);
  if (current === "last") fillLast();
}

/* What was kept is shown at once; what the server says now is used from the next citizen on. */
function use(content) {
  kept = content;
  speech = kept.languages[0] || speech;
  offerLanguages();
  reset();
}

function reset() {
  clearTimeout(thanksTimer);
  answers = {};
  asked = null;
  answerId = "";
  step = 0;
  part("details").reset();
  part("details").replaceChildren();
  part("choices").replaceChildren();
  part("trouble").hidden = true;
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  if (blocked()) return;
  speech = kept.languages[0];
  speak();
  show("start");
}

/* Whether the device may not ask: then it says why, and what it still holds. */
function blocked() {
  const { device, waiting, refused } = sender.state;
  const stopped = device === "revoked" || device === "unknown";
  if (!kept && !stopped) return true;
  const why = stopped ? device : kept.open ? "" : "closed";
  if (!why) return false;
  if (!speech) {
    show(stopped ? "unpaired" : "loading");
    return true;
  }
  speak();
  part("why").textContent = say(why);
  part("why-how").textContent = say(`${why}_how`, { n: waiting + refused });
  part("pair").hidden = device !== "unknown";
  show("message");
  return true;
}

function begin() {
  asked = kept;
  answerId = newId();
  if (kept.device.kind === "kiosk") fullScreen();
  ask(0);
}

function ask(index) {
  step = index;
  const question = speech.questions[step];
  const total = speech.questions.length;
  part("count").textContent = say("question", { n: step + 1, total });
  part("question").textContent = question.text;
  part("back").hidden = step === 0;
  part("skip").hidden = !question.optional;
  part("choices").replaceChildren(...question.answers.map(([value, label]) => choice(question, value, label)));
  part("choices").classList.toggle("many", question.answers.length > 4);
  part("done").max = total;
  part("done").value = step;
  show("ask");
}

function choice(question, value, label) {
  const button = made("button", "", { type: "button", className: "choice" });
  button.setAttribute("aria-pressed", String(answers[question.name] === String(value)));
  button.classList.toggle("on", answers[question.name] === String(value));
  if (!question.optional) button.append(part(`picture-${value}`).content.cloneNode(true));
  button.append(made("span", label));
  button.addEventListener("click", () => answer(question, value, button));
  return button;
}

function answer(question, value, button) {
  /* The second tap of a double tap must not answer the next question. */
  if (Date.now() - shownAt < SETTLED_MS || button.parentElement.dataset.leaving) return;
  answers[question.name] = String(value);
  button.classList.add("on");
  part("choices").dataset.leaving = "yes";
  const id = answerId;
  setTimeout(() => {
    delete part("choices").dataset.leaving;
    if (id === answerId && current === "ask") forward();
  }, 200);
}

function forward() {
  if (step + 1 < speech.questions.length) ask(step + 1);
  else last();
}

function backward() {
  if (current === "last") ask(speech.questions.length - 1);
  else if (current === "ask" && step > 0) ask(step - 1);
}

function field(label, control, hint = "") {
  const wrapped = made("label", "", { className: "field" });
  wrapped.append(made("span", label), control);
  if (hint) wrapped.append(made("span", hint, { className: "soft small" }));
  return wrapped;
}

function fillLast() {
  const form = part("details");
  const before = new FormData(form);
  const selects = speech.respondent.map((question) => {
    const select = made("select", "", { name: question.name, autocomplete: "off" });
    select.append(made("option", say("blank"), { value: "" }));
    for (const [code, label] of question.options) select.append(made("option", label, { value: code }));
    select.value = before.get(question.name) || "";
    return field(question.label, select);
  });
  const texts = [...(speech.texts || []), { name: "comment", text: say("comment"), hint: say("comment_how") }].map((one) => {
    const area = made("textarea", "", { name: one.name, rows: 3, maxLength: 1000, autocomplete: "off", spellcheck: false });
    area.value = before.get(one.name) || "";
    return field(one.text, area, one.hint);
  });
  form.replaceChildren(...selects, ...texts);
}

function last() {
  fillLast();
  show("last");
}

async function finish() {
  const button = part("send");
  const about = Object.fromEntries([...new FormData(part("details"))].filter(([, value]) => value !== ""));
  const whole = {
    id: answerId,
    device: asked.device.id,
    unit: asked.unit.code,
    service: asked.service.code,
    version: asked.version,
    given_at: Date.now(),
    fields: { ...answers, ...about },
    state: "waiting",
    reason: "",
    tries: 0,
  };
  button.disabled = true;
  const safe = await store.keep(whole).then(() => true, () => sender.deliver(whole));
  button.disabled = false;
  if (whole.id !== answerId) return;
  part("trouble").hidden = safe;
  if (!safe) return;
  thank();
  sender.send();
}

function thank() {
  answers = {};
  answerId = "";
  part("details").reset();
  part("details").replaceChildren();
  show("thanks");
  thanksTimer = setTimeout(reset, THANKS_SECONDS * 1000);
}

/* Whoever walks away leaves nothing: a warning that counts down, then the start. */
function watch() {
  const left = IDLE_SECONDS - Math.floor((Date.now() - touchedAt) / 1000);
  const inUse = ["ask", "last"].includes(current) || part("staff").open || (speech && kept && speech !== kept.languages[0]);
  if (!inUse || current === "thanks") return;
  if (left <= 0) reset();
  else if (left <= WARNING_SECONDS && ["ask", "last"].includes(current)) {
    part("idle-left").textContent = say("idle_how", { n: left });
    if (!part("idle").open) part("idle").showModal();
  } else if (part("idle").open) part("idle").close();
}

function touched() {
  touchedAt = Date.now();
}

function fullScreen() {
  const root = document.documentElement;
  if (!document.fullscreenElement && root.requestFullscreen) root.requestFullscreen().catch(() => {});
}

/* The line at the bottom, and what the officer looks at. */
function tell(state) {
  if (!speech) return;
  const lines = [];
  if (!state.online) lines.push(say("offline"));
  if (state.waiting) lines.push(say("waiting_count", { n: state.waiting }));
  if (state.refused) lines.push(say("refused_count", { n: state.refused }));
  part("line").textContent = lines.join(" ");
  part("insecure").hidden = window.isSecureContext;
  if (part("staff").open) fillStaff();
}

async function fillStaff() {
  const { waiting, refused, lastContact } = sender.state;
  const safe = navigator.storage && navigator.storage.persisted ? await navigator.storage.persisted() : false;
  const when = (moment) => new Date(moment).toLocaleString(speech.code);
  const facts = [
    [say("waiting"), waiting],
    [say("refused"), refused],
    [say("last_sent"), lastContact ? when(lastContact) : say("never")],
    [say("kept_safe"), say(safe ? "kept_safe_yes" : "kept_safe_no")],
    [say("version"), kept ? `${kept.device.name} · ${kept.version}` : ""],
  ];
  part("facts").replaceChildren(...facts.flatMap(([name, value]) => [made("dt", name), made("dd", String(value))]));
  const bad = (await store.answers().catch(() => [])).filter((one) => one.state === "refused");
  part("refusals").replaceChildren(...bad.map((one) => made("li", `${when(one.given_at)}: ${one.reason}`)));
  part("refusals-part").hidden = bad.length === 0;
}

function openStaff() {
  touched();
  part("staff").showModal();
  fillStaff();
}

async function refresh() {
  try {
    const response = await fetch(page.content, { cache: "no-store", redirect: "error" });
    const data = await response.json();
    if (response.ok) {
      sender.state.device = "known";
      await store.put("content", data).catch(() => {});
      if (!kept || current !== "ask" && current !== "last" && current !== "thanks") {
        if (JSON.stringify({ ...kept, now: 0 }) !== JSON.stringify({ ...data, now: 0 }) || current !== "start") use(data);
      } else {
        kept = data;
      }
    } else if (data.state) {
      sender.state.device = data.state;
      if (!["ask", "last", "thanks"].includes(current)) blocked();
    }
    await store.put("device", sender.state.device).catch(() => {});
  } catch {
    /* No line: what is kept goes on. */
  }
}

function keepAwake() {
  if (navigator.wakeLock && !document.hidden) navigator.wakeLock.request("screen").catch(() => {});
}

/* There is one page and no way back into what somebody else answered. */
function closeTheWayOut() {
  history.pushState(null, "");
  window.addEventListener("popstate", () => {
    history.pushState(null, "");
    backward();
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) reset(); });
  document.addEventListener("contextmenu", (event) => event.preventDefault());
}

function listen() {
  part("begin").addEventListener("click", begin);
  part("back").addEventListener("click", backward);
  part("last-back").addEventListener("click", backward);
  part("skip").addEventListener("click", forward);
  for (const button of document.querySelectorAll("[data-stop]")) button.addEventListener("click", reset);
  part("details").addEventListener("submit", (event) => event.preventDefault());
  part("send").addEventListener("click", finish);
  part("go-on").addEventListener("click", () => part("idle").close());
  part("staff-open").addEventListener("click", openStaff);
  part("staff-close").addEventListener("click", () => part("staff").close());
  part("send-now").addEventListener("click", async () => {
    await sender.send({ everything: true });
    await refresh();
    if (part("staff").open) fillStaff();
  });
  part("full").addEventListener("click", fullScreen);
  for (const kind of ["pointerdown", "keydown", "input"]) document.addEventListener(kind, touched, true);
  document.addEventListener("keydown", (event) => {
    const button = current === "ask" && /^[1-9]$/u.test(event.key) && part("choices").children[event.key - 1];
    if (button && !document.querySelector("dialog[open]")) button.click();
  });
}

async function start() {
  listen();
  closeTheWayOut();
  setInterval(watch, 1000);
  setInterval(refresh, 5 * 60_000);
  window.addEventListener("online", refresh);
  document.addEventListener("visibilitychange", keepAwake);
  keepAwake();
  if (navigator.serviceWorker) {
    navigator.serviceWorker.register(page.worker, { scope: page.home, updateViaCache: "none" }).catch(() => {});
  }
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
  sender.state.device = (await store.get("device").catch(() => "")) || "";
  await sender.count().catch(() => {});
  const known = await store.get("content").catch(() => null);
  if (known) use(known);
  await refresh();
  await sender.begin((state) => {
    tell(state);
    store.put("device", state.device).catch(() => {});
    const before = current;
    if (["start", "message"].includes(before) && !blocked() && before === "message") reset();
  });
}

start();
