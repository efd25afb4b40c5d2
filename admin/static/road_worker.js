// Keeps the empty page of the road and its scripts for the way; nothing about anybody is ever in this cache.
const CACHE = 'xiangban-road-1';
const SHELL = '/visits/road/shell';
const KEPT = [SHELL, ...['look.css', 'forms.css', 'persons.css', 'visits.css', 'road.js', 'road_kept.js', 'road_sending.js'].map((name) => `/static/${name}`)];
const PATIENCE = 5_000;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(KEPT)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

async function firstAsked(request, kept) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    return await fetch(request, { signal: stop.signal });
  } catch {
    return (await caches.match(kept)) ?? Response.error();
  } finally {
    clearTimeout(timer);
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate' && pathname === '/visits/road') event.respondWith(firstAsked(request, SHELL));
  else if (KEPT.includes(pathname)) event.respondWith(firstAsked(request, pathname));
});
