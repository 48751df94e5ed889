/* One question at a time. Without this file the same form is one page. Nothing is stored on the device. */
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
}

form.addEventListener("pointerdown", () => { touchedAt = Date.now(); });
form.addEventListener("change", (event) => {
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
  fromAddress();
}
