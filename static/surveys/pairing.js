/* The QR code carries the pairing code after the #: it is filled in and taken out of the address. */
"use strict";

const code = decodeURIComponent(location.hash.slice(1));
if (code) {
  document.getElementById("kode").value = code;
  history.replaceState(null, "", location.pathname);
}
