{% load static %}// The check-in desk without a network: its page without people, its style and its scripts. People are kept by gate.js.
"use strict";

const KEPT = "gate-1";
const FILES = [
  "{% static "css/tokens.css" %}",
  "{% static "css/parts.css" %}",
  "{% static "css/gate.css" %}",
  "{% static "img/mark.svg" %}",
  "{% static "img/icons.svg" %}",
  "{% static "django_htmx/htmx-2.min.js" %}",
  "{% static "js/gate-store.js" %}",
  "{% static "js/gate-find.js" %}",
  "{% static "js/gate.js" %}",
  "{% static "js/gate-scan.js" %}",
  "{% static "vendor/jsqr/jsQR-1.4.0.js" %}",
];
const DESK = /^\/events\/gate\/\d+\/\d+\/$/;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (DESK.test(address.pathname)) event.respondWith(page(request, address));
  } else if (FILES.includes(address.pathname)) {
    event.respondWith(fetch(request).catch(() => caches.match(address.pathname)));
  }
});

async function page(request, address) {
  try {
    return await fetch(request);
  } catch (error) {
    const shell = await caches.match(`${address.pathname}offline/`);
    if (shell) return shell;
    throw error;
  }
}
