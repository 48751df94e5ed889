// The list of present and missing on a phone: ticks that were not sent yet are kept on the phone, survive the list's
// own renewal, a lost line and a closed page, and are sent when the line is back. Without this file the form works.
"use strict";

const form = document.getElementById("ticks");
const lost = document.getElementById("lost");
const unsent = document.getElementById("unsent");
const search = document.getElementById("cari");
const everyone = document.getElementById("everyone");
const key = `hadir:${form.dataset.session}`;
let pending = load();
let sending = false;

function load() {
  try {
    return JSON.parse(localStorage.getItem(key)) || {};
  } catch {
    return {};
  }
}

function keep() {
  try {
    if (Object.keys(pending).length) {
      localStorage.setItem(key, JSON.stringify(pending));
    } else {
      localStorage.removeItem(key);
    }
  } catch {
    // No storage on this phone: the ticks live as long as the page.
  }
}

function boxes() {
  return [...form.querySelectorAll("input[name=present]")];
}

function knows(box) {
  return Boolean(form.querySelector(`input[name=known][value="${box.value}"]`));
}

function note(box) {
  if (box.checked === knows(box)) {
    delete pending[box.value];
  } else {
    pending[box.value] = box.checked;
  }
}

function show() {
  for (const box of boxes()) {
    if (box.value in pending && !box.disabled) {
      box.checked = pending[box.value];
      note(box);
    }
  }
  filter();
  tell();
}

function tell() {
  keep();
  const count = Object.keys(pending).length;
  if (unsent) {
    unsent.hidden = count === 0;
    unsent.textContent = ` · ${count} ${unsent.dataset.one}`;
  }
}

function filter() {
  const words = search.value.trim().toLowerCase();
  for (const line of form.querySelectorAll("[data-name]")) {
    line.hidden = words !== "" && !line.dataset.name.includes(words);
  }
}

async function send() {
  if (sending) {
    return;
  }
  sending = true;
  try {
    // A sent form is answered by a redirect, which is not followed here: the page itself shows the answer, and what
    // the server then knows is no longer unsent. What it refused stays.
    const answer = await fetch(form.getAttribute("action") || location.href, { method: "POST", body: new FormData(form), redirect: "manual" });
    if (answer.type === "opaqueredirect") {
      location.assign(location.href.replace(/[?&]semua=1/u, ""));
    } else {
      form.submit();
    }
  } catch {
    lost.hidden = false;
  } finally {
    sending = false;
  }
}

form.addEventListener("change", (event) => {
  if (event.target.name === "present") {
    note(event.target);
    tell();
  }
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
search.addEventListener("input", filter);
everyone?.addEventListener("click", (event) => {
  event.preventDefault();
  for (const box of boxes()) {
    if (!box.closest("[data-name]").hidden) {
      box.checked = true;
      note(box);
    }
  }
  tell();
});
document.body.addEventListener("htmx:afterSwap", show);
document.body.addEventListener("htmx:afterRequest", (event) => {
  lost.hidden = Boolean(event.detail.successful);
});
window.addEventListener("online", () => {
  if (Object.keys(pending).length && !lost.hidden) {
    send();
  }
});
show();
