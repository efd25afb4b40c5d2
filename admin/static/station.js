// Asks the station again and again what has changed; held requests would hold its threads, so each question is short.
const EVERY = 1000;
const AFTER_TROUBLE = 4000;

/** Calls `ask()` for the address, `heard(data)` with news, `trouble(status)` when there is no answer (0) or an error. */
export function watch(address, heard, trouble) {
  const again = (wait) => setTimeout(look, wait);
  async function look() {
    let status = 0;
    try {
      const answer = await fetch(address(), { headers: { Accept: 'application/json' }, cache: 'no-store', signal: AbortSignal.timeout(8000) });
      status = answer.status;
      if (status === 204) trouble(null);
      else if (answer.ok) { trouble(null); heard(await answer.json()); }
      else trouble(status);
    } catch { trouble(0); }
    again(status === 200 || status === 204 ? EVERY : AFTER_TROUBLE);
  }
  again(EVERY);
}
