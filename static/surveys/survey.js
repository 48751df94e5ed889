/* One question at a time. Without this file the same form is one page. What is filled in stays with this tab's way
   back (its history), as the browser itself keeps a form, and nowhere else on the device. */
"use strict";

const form = document.getElementById("survey");
const steps = [...form.querySelectorAll(".step")];
const words = form.dataset;
let shown = -1;
let touchedAt = 0;

const bar = document.createElement("ol");
bar.className = "steps";
bar.setAttribute("aria-hidden", "true");
bar.append(...steps.map(() => document.createElement("li")));

function isAnswered(step) {
  return !step.matches("fieldset") || step.querySelector("input:checked") !== null;
}

/* What a page of this unit and version asked: its sheet without its own id, time and signature. */
function askedBy(sheet) {
  return sheet.slice(0, sheet.lastIndexOf("."));
}

function keep() {
  history.replaceState({ survey: Object.fromEntries(new FormData(form)) }, "");
}

/* Reloaded, or come back after sending: the same answers under the same sheet, so that they count once. */
function bringBack() {
  const kept = history.state?.survey;
  if (!kept || askedBy(kept.sheet) !== askedBy(form.elements.sheet.value)) return;
  for (const [name, value] of Object.entries(kept)) if (form.elements[name]) form.elements[name].value = value;
  const more = form.querySelector("details");
  /* Nobody sends a remark that is folded away. */
  more.open = more.open || [...more.querySelectorAll("input:checked, select, textarea")].some((control) => control.value);
}

function show(index, moveFocus) {
  shown = Math.min(Math.max(index, 0), steps.length - 1);
  steps.forEach((step, at) => step.classList.toggle("now", at === shown));
  [...bar.children].forEach((mark, at) => mark.classList.toggle("done", at < shown || (at === shown && isAnswered(steps[at]))));
  if (moveFocus) {
    window.scrollTo(0, 0);
    steps[shown].querySelector("[tabindex]").focus({ preventScroll: true });
  }
}

function go(index) {
  if (index > shown && !isAnswered(steps[shown])) {
    steps[shown].querySelector(".say").textContent = words.choose;
    return;
  }
  /* The phone's own back button goes one question back. */
  location.hash = steps[Math.max(index, 0)].id;
}

function button(text, className, target) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `btn ${className}`;
  made.textContent = text;
  made.addEventListener("click", () => go(target));
  return made;
}

function prepare(step, at) {
  const moves = step.querySelector(".moves") || document.createElement("div");
  moves.classList.add("moves");
  if (at > 0) moves.prepend(button(`‹ ${words.back}`, "quiet back", at - 1));
  if (step.matches("fieldset")) {
    const say = document.createElement("p");
    say.className = "say";
    say.setAttribute("role", "alert");
    moves.append(button(words.next, "", at + 1));
    step.append(say, moves);
  }
}

function fromAddress() {
  const at = steps.findIndex((step) => `#${step.id}` === location.hash);
  const open = steps.findIndex((step) => !isAnswered(step));
  /* Nobody skips a question by typing an address. */
  const furthest = open === -1 ? steps.length - 1 : open;
  show(Math.min(Math.max(at, 0), furthest), shown !== -1);
  keep();
}

form.addEventListener("pointerdown", () => { touchedAt = Date.now(); });
form.addEventListener("change", (event) => {
  keep();
  if (event.target.type !== "radio") return;
  steps[shown].querySelector(".say").textContent = "";
  show(shown, false);
  /* A tap goes on by itself; the arrow keys only choose. */
  if (Date.now() - touchedAt < 1000) {
    const from = shown;
    setTimeout(() => { if (shown === from) go(from + 1); }, 220);
  }
});
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.type === "radio") {
    event.preventDefault();
    go(shown + 1);
  }
});
form.addEventListener("submit", () => {
  setTimeout(() => { form.querySelector("[type=submit]").disabled = true; }, 0);
});
window.addEventListener("pageshow", () => { form.querySelector("[type=submit]").disabled = false; });
window.addEventListener("hashchange", fromAddress);

steps.forEach(prepare);
form.prepend(bar);
form.classList.add("stepping");
if (document.getElementById("message")) {
  const missing = steps.findIndex((step) => !isAnswered(step));
  show(missing === -1 ? steps.length - 1 : missing, false);
} else {
  bringBack();
  fromAddress();
}
