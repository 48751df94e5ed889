/* Keeps the screen of a registered device so that it opens without a line. Answers are no business of this file: they
   wait in the page's own database. This address never changes and is always asked for anew. */
"use strict";

const HOME = {{ home|safe }};
const KEPT = {{ kept|safe }};
/* Another list of files is another cache: an old screen never runs with new scripts. */
const CACHE = `kios-${KEPT.join("|")}`;
const PATIENCE_MS = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(KEPT)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("kios-") && name !== CACHE) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

async function fromLine(request) {
  const response = await fetch(request);
  if (response.ok && !response.redirected) {
    const copy = response.clone();
    const cache = await caches.open(CACHE);
    await cache.put(request, copy).catch(() => {});
  }
  return response;
}

/* The screen itself: the server's, unless the line is down or too slow. */
async function screen() {
  const known = await caches.match(HOME);
  if (!known) return fetch(HOME);
  const patience = new Promise((resolve) => { setTimeout(() => resolve(known), PATIENCE_MS); });
  return Promise.race([patience, fromLine(HOME).then((response) => (response.ok ? response : known), () => known)]);
}

async function file(request) {
  return (await caches.match(request)) || fromLine(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate" && address.pathname === HOME) event.respondWith(screen());
  else if (["style", "script", "image", "font"].includes(request.destination)) event.respondWith(file(request));
});
