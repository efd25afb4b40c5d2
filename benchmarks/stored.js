// Run in the page by benchmarks/traces.py: everything that a browser can keep for a page, as one value.
async () => {
  const rows = (store) => new Promise((done) => {
    const asked = store.getAll();
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => done(["unreadable"]);
  });
  const opened = (name) => new Promise((done) => {
    const asked = indexedDB.open(name);
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => done(undefined);
  });
  const databases = {};
  for (const { name } of await indexedDB.databases()) {
    databases[name] = [];
    const base = await opened(name);
    for (const store of base?.objectStoreNames ?? []) databases[name].push(store, await rows(base.transaction(store).objectStore(store)));
    base?.close();
  }
  const kept = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    kept[name] = [];
    for (const request of await cache.keys()) kept[name].push(request.url, await (await cache.match(request)).text());
  }
  const workers = (await navigator.serviceWorker.getRegistrations()).map((each) => each.scope);
  return [{ ...localStorage }, { ...sessionStorage }, document.cookie, name, kept, databases, workers, history.state, location.href, document.title];
}
