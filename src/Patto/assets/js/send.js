/** Sends what waits in a queue to where its form goes, and reads from the answer what became of it. */

/** @param form where it goes; it may have no seal yet, as without network: then one is asked for before anything is sent
 * @param name of the data attribute by which the page says whose queue it is: the same form of the real page must name the same */
export function sendFrom(form, name) {
  let token = form.elements.__RequestVerificationToken?.value, isStale = !token;
  const page = () => new URL(form.action).pathname;

  /** Once more with a new seal, where the page gives one; else whoever wrote it has to come back first. */
  return async function send(entry) {
    for (let tries = 0; tries < 2; tries++) {
      const door = isStale ? await renewSeal() : 'on';
      if (door !== 'on') return { state: door };
      const what = await post(entry);
      if (what.state !== 'stale') return what;
      isStale = true;
    }
    return { state: 'later' };
  };

  async function post(entry) {
    const body = new URLSearchParams({ ...entry.fields, __RequestVerificationToken: token });
    if (!entry.handler) {
      body.set('SentAs', entry.id);
      body.set('Written', new Date(entry.at).toISOString());
    }
    const answer = await ask(entry.handler ? `${page()}?handler=${entry.handler}` : form.action, { method: 'POST', body });
    const told = answer && await answer.json().catch(() => null);
    // A network that asks to be paid or agreed to first answers in its own words: none of ours is lost for it.
    if (!told || !/json/.test(answer.headers.get('Content-Type'))) return { state: 'later' };
    if (answer.ok) return { state: 'arrived', answer: told };
    if (told.code === 'session' || told.code === 'seal') return { state: 'stale' };
    if (answer.status === 429 || answer.status >= 500)
      return { state: 'later', wait: 1000 * (Number(answer.headers.get('Retry-After')) || 5) };
    return { state: 'refused', why: told.title };
  }

  async function renewSeal() {
    const answer = await ask(page(), { headers: { Accept: 'text/html' } });
    if (!answer) return 'later';
    const fresh = answer.ok && !answer.redirected
      && new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector(`[data-${name}]`);
    if (!fresh) return 'out';
    if (fresh.dataset[name] !== form.dataset[name]) return 'other';
    token = fresh.elements.__RequestVerificationToken.value;
    isStale = false;
    return 'on';
  }

  async function ask(url, options) {
    const limit = new AbortController(), over = setTimeout(() => limit.abort(), 20000);
    try {
      return await fetch(url, { headers: { Accept: 'application/json' }, ...options, signal: limit.signal });
    } catch {
      return null;
    } finally {
      clearTimeout(over);
    }
  }
}
