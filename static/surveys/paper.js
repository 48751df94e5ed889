/* Typing in sheets: a digit moves on by itself, Enter saves while typing goes on. Without this file the form works by Tab. */
"use strict";
(() => {
  const sheet = document.querySelector("form.sheet");
  if (!sheet) return;
  const digits = [...sheet.querySelectorAll(".digit")];
  const fields = [...sheet.querySelectorAll(".digit, .sheet-person select, .sheet-person input")];
  const next = (field) => { const one = fields[fields.indexOf(field) + 1]; if (one) { one.focus(); if (one.select) one.select(); } };

  digits.forEach((field) => {
    field.addEventListener("focus", () => field.select());
    // "input" and not a key: the keyboards of phones tell no keys.
    field.addEventListener("input", () => {
      field.value = field.value.replace(/[^1-4]/g, "").slice(-1);
      if (field.value) next(field);
    });
    field.addEventListener("keydown", (event) => {
      const before = fields[fields.indexOf(field) - 1];
      if (event.key === "Backspace" && !field.value && before) { event.preventDefault(); before.focus(); }
    });
  });
  sheet.querySelectorAll("[data-key]").forEach((choice) => {
    choice.addEventListener("keydown", (event) => {
      if (event.key === "Enter") { event.preventDefault(); sheet.requestSubmit(); return; }
      if (!/^[0-9]$/.test(event.key) || !choice.options[Number(event.key)]) return;
      event.preventDefault();
      choice.selectedIndex = Number(event.key);
      next(choice);
    });
  });
  if (sheet.id !== "sheet") return;

  const standing = document.getElementById("standing");
  const lost = document.getElementById("lost");
  const words = document.createElement("p");
  words.className = "notice";
  words.hidden = true;
  standing.before(words);
  let sending = Promise.resolve();

  // Not crypto.randomUUID: it is missing on a page without HTTPS, as in an office's own network.
  const newId = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };
  const tell = (text, kind) => { words.textContent = text; words.className = `notice ${kind}`; words.hidden = false; };
  const keep = (data, why) => {
    const box = document.createElement("div");
    const again = document.createElement("button");
    const text = document.createElement("p");
    box.className = "notice bad";
    text.textContent = `${sheet.dataset.sheet} ${data.get("number")} (${digits.map((field) => data.get(field.name)).join(" ")}): ${why}`;
    again.type = "button";
    again.className = "btn quiet";
    again.textContent = sheet.dataset.again;
    again.addEventListener("click", () => {
      for (const [name, value] of data) if (sheet.elements[name]) sheet.elements[name].value = value;
      box.remove();
      digits[0].focus();
    });
    box.append(text, again);
    lost.append(box);
  };
  const send = async (data) => {
    try {
      const answer = await fetch(sheet.action, { method: "POST", body: data, headers: { "X-Requested-With": "fetch" } });
      const told = await answer.json();
      if (!answer.ok) { keep(data, told.message); return; }
      standing.innerHTML = told.status;
      tell(told.words, told.alike ? "warn" : "good");
    } catch {
      keep(data, sheet.dataset.lost);
    }
  };
  sheet.addEventListener("submit", (event) => {
    event.preventDefault();
    const data = new FormData(sheet);
    tell(sheet.dataset.saving, "fair");
    sheet.elements.number.value = Number(sheet.elements.number.value) + 1;
    sheet.elements.client_id.value = newId();
    fields.forEach((field) => { if (field.tagName === "SELECT") field.selectedIndex = 0; else field.value = ""; });
    digits[0].focus();
    // One after another: the second sheet's number and hint depend on the first.
    sending = sending.then(() => send(data));
  });
  window.addEventListener("beforeunload", (event) => { if (lost.childElementCount) event.preventDefault(); });
})();
