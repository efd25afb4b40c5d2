// Sends the forms that wait, one after the other; a form leaves this phone only once the station says it has it.
const PATIENCE = 12_000;

async function ask(address, options = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    return await fetch(address, { ...options, signal: stop.signal, headers: { Accept: 'application/json', ...options.headers } });
  } finally {
    clearTimeout(timer);
  }
}

function tell(waiting, text, signIn) {
  waiting.hidden = false;
  waiting.textContent = text;
  if (!signIn) return;
  const link = Object.assign(document.createElement('a'), { href: signIn, className: 'button', target: '_blank', textContent: '→' });
  waiting.append(' ', link);
}

/** The token of this moment; null when nobody is signed in. Throws when the station cannot be reached. */
async function token(words) {
  const answer = await ask(words.token);
  return answer.ok && answer.headers.get('Content-Type')?.startsWith('application/json') ? (await answer.json()).token : null;
}

export async function sendAll(words, forms, kept, waiting) {
  const due = (await kept.drafts(words.whose)).filter((each) => each.state === 'waits');
  if (!due.length) return;
  try {
    const secret = await token(words);
    if (!secret) { tell(waiting, words.signedOut, words.signIn); return; }
    for (const draft of due) {
      const answer = await ask(words.send, { method: 'POST', body: new URLSearchParams(draft.fields), headers: { 'X-Form-Token': secret } });
      const told = await answer.json();
      const form = forms.get(draft.key);
      if (answer.ok && told.kept === draft.fields.find(([name]) => name === 'once')?.[1]) {
        const planned = draft.fields.find(([name]) => name === 'visit')?.[1];
        if (planned) await kept.keepDraft({ ...draft, state: 'sent', fields: [] });
        else await kept.dropDraft(draft);
        form?.settle('sent');
      } else if (answer.status >= 400 && answer.status < 500 && answer.status !== 401 && answer.status !== 429) {
        await kept.keepDraft({ ...draft, state: 'typing' });
        form?.settle('typing', told.advice ?? '');
      }
    }
    const left = (await kept.drafts(words.whose)).filter((each) => each.state === 'waits').length;
    tell(waiting, left ? words.someWait.replace('{n}', left) : words.allSent);
  } catch {
    tell(waiting, `${words.someWait.replace('{n}', due.length)} ${words.offline}`);
  }
}
