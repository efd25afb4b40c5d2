// What this phone keeps: forms that were not sent, and one page for the way. Locked where the browser can lock
// (over TLS or on the station itself); elsewhere only what was typed is kept, without anybody's name.
const HOURS = 16;

/** Whether the browser has ciphers here: only in what it calls a secure context. */
export const canLock = Boolean(globalThis.isSecureContext && globalThis.crypto?.subtle);

let opened;
const store = () => {
  opened ??= new Promise((done, failed) => {
    const asked = indexedDB.open('xiangban-road', 1);
    asked.onupgradeneeded = () => ['drafts', 'page', 'key'].forEach((name) => asked.result.createObjectStore(name));
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  return opened;
};

/** One step in one transaction; done once the browser says that it is on the disk. */
async function within(name, mode, act) {
  const database = await store();
  return new Promise((done, failed) => {
    const transaction = database.transaction(name, mode, { durability: 'strict' });
    const asked = act(transaction.objectStore(name));
    transaction.oncomplete = () => done(asked.result);
    transaction.onabort = () => failed(transaction.error);
    transaction.onerror = () => failed(transaction.error);
  });
}

/** A key that no script can read out, made once for this browser. */
async function key() {
  const known = await within('key', 'readonly', (all) => all.get('key'));
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  await within('key', 'readwrite', (all) => all.put(made, 'key'));
  return made;
}

async function locked(told) {
  if (!canLock) return { told };
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const box = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await key(), new TextEncoder().encode(JSON.stringify(told)));
  return { iv, box };
}

async function unlocked(kept) {
  if (!kept?.box) return kept?.told ?? null;
  try {
    const told = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: kept.iv }, await key(), kept.box);
    return JSON.parse(new TextDecoder().decode(told));
  } catch {
    return null;
  }
}

export const keepDraft = async (draft) => {
  const box = await locked(draft);
  await within('drafts', 'readwrite', (all) => all.put(box, `${draft.whose}/${draft.key}`));
};
export const dropDraft = (draft) => within('drafts', 'readwrite', (all) => all.delete(`${draft.whose}/${draft.key}`));
/** What one worker has not sent, or has sent today; a colleague on the same phone has drafts of their own. */
export const drafts = async (whose) => {
  const all = await within('drafts', 'readonly', (found) => found.getAll());
  return (await Promise.all(all.map(unlocked))).filter((each) => each?.whose === whose);
};

export const keepPage = async (html) => {
  const box = await locked({ html, until: Date.now() + HOURS * 3_600_000 });
  await within('page', 'readwrite', (all) => all.put(box, 'page'));
};
export const keptPage = async () => {
  const kept = canLock ? await unlocked(await within('page', 'readonly', (all) => all.get('page'))) : null;
  if (kept && kept.until > Date.now()) return kept.html;
  await within('page', 'readwrite', (all) => all.delete('page'));
  return null;
};
