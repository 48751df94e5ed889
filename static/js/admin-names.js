// For screen readers: gives the admin's search fields (Select2) the names of their labels, which Select2 leaves out,
// and makes the empty first heading of tables in forms a plain cell.
"use strict";

function nameSearchFields() {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    const shown = document.getElementById(`select2-${select.id}-container`);
    if (label && shown) {
      shown.setAttribute("aria-label", label.textContent.replace(/:\s*$/, "").trim());
    }
  }
}

function dropEmptyHeadings() {
  for (const heading of document.querySelectorAll("thead th.original:empty")) {
    const cell = document.createElement("td");
    cell.className = heading.className;
    heading.replaceWith(cell);
  }
}

// Select2 builds its fields when it is ready, and again for each row that is added to a form.
new MutationObserver(nameSearchFields).observe(document.body, { childList: true, subtree: true });
nameSearchFields();
dropEmptyHeadings();
