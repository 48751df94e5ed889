// On a page made for paper: a button that prints, in place of the hint how to do it by hand.
const hint = document.querySelector("[data-print-hint]");
if (hint) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn";
  button.textContent = hint.dataset.printHint;
  button.addEventListener("click", () => window.print());
  hint.before(button);
}
