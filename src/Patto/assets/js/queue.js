/** What was typed and has not arrived yet stays on this device: in order, for one account and one room, until the server has it. Each
 * entry has an identity that the server keeps for ever, so that sending again does no harm. What arrived is erased here. Where the browser
 * keeps nothing, or may not because others use it too, entries live as long as the page. */
const table = 'entries', soonest = 2000, latest = 60000;

/** How many entries of this account wait on this device, for who is about to sign out (waiting.js): the database is opened only here. */
const countKey = owner => `coda:${owner}`;

const done = request => new Promise((take, fail) => {
  request.onsuccess = () => take(request.result);
  request.onerror = () => fail(request.error);
});

/** Only once it is complete: what was taken in and not finished is gone with a page that is left. */
const written = (db, act) => new Promise((take, fail) => {
  const writing = db.transaction(table, 'readwrite');
  writing.oncomplete = () => take();
  writing.onabort = () => fail(writing.error);
  act(writing.objectStore(table));
});

async function openStore(keeps) {
  if (!keeps || !globalThis.indexedDB) return null;
  try {
    const opening = indexedDB.open('patto-coda', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(table, { keyPath: 'key' }).createIndex('owner', 'owner');
    const db = await done(opening);
    const entries = () => db.transaction(table, 'readonly').objectStore(table);
    await done(entries().count());
    return {
      of: owner => done(entries().index('owner').getAll(owner)),
      put: entry => written(db, store => store.put(entry)),
      delete: key => written(db, store => store.delete(key)),
    };
  } catch {
    return null; // some browsers have the door and nothing behind it
  }
}

export const newId = () => crypto.randomUUID?.() ?? ([1e7] + -1e3 + -4e3 + -8e3 + -1e11)
  .replace(/[018]/g, c => (c ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> c / 4).toString(16));

/** @param owner account and room; only the same account ever sends its own
 * @param keeps whether entries may stay on the device
 * @param send gives back what became of an entry: { state: 'arrived' | 'refused' | 'later' | 'out' | 'other', why, wait, answer }
 * @param kind what waits, in the words of who is about to sign out: notes or arrivals
 * @param changed is called after every change of entries or of the state */
export async function openQueue({ owner, keeps, send, changed, kind = 'notes' }) {
  const store = await openStore(keeps), draftKey = `${owner}/bozza`;
  let entries = [], state = 'on', delay = soonest, timer, running = false, draft = '';
  if (store) {
    const found = await store.of(owner);
    draft = found.find(e => e.key === draftKey)?.text ?? '';
    entries = found.filter(e => e.key !== draftKey).sort((a, b) => a.at - b.at);
  }

  const say = () => {
    const waits = entries.filter(e => e.state !== 'arrived').length, key = countKey(owner);
    try {
      if (store && waits > 0) localStorage.setItem(key, JSON.stringify({ waits, kind, page: location.pathname }));
      else localStorage.removeItem(key);
    } catch { /* it is only a warning */ }
    changed();
  };
  let beingKept = 0;
  const keep = async entry => {
    beingKept++;
    try {
      await store?.put({ ...entry, key: `${owner}/${entry.id}`, owner });
    } finally {
      beingKept--;
    }
  };
  const erase = entry => store?.delete(`${owner}/${entry.id}`);

  async function flush() {
    clearTimeout(timer);
    if (running) return;
    running = true;
    try {
      for (let next; (next = entries.find(e => e.state === 'waits'));) if (!await sendOne(next)) break;
    } finally {
      running = false;
      say();
    }
  }

  async function sendOne(entry) {
    const sent = JSON.stringify(entry.fields), { state: what, why, wait, answer } = await send(entry);
    if (what !== 'arrived' && what !== 'refused') {
      state = what;
      timer = setTimeout(flush, wait ?? delay);
      delay = Math.min(delay * 2, latest);
      return false;
    }
    [state, delay] = ['on', soonest];
    if (!entries.includes(entry)) return true; // thrown away meanwhile
    if (what === 'refused') Object.assign(entry, { state: 'refused', why });
    else if (JSON.stringify(entry.fields) === sent || entry.handler) Object.assign(entry, { state: 'arrived', answer });
    else return true; // put right while it was on its way: goes once more, and the answer tells what is stored
    if (what === 'refused') await keep(entry);
    else await erase(entry);
    say();
    return true;
  }

  const now = () => {
    delay = soonest;
    if (entries.some(e => e.state === 'waits')) flush();
  };
  window.addEventListener('online', now);
  window.addEventListener('focus', now);
  document.addEventListener('visibilitychange', () => document.hidden || now());
  window.addEventListener('beforeunload', event => {
    if (beingKept === 0 && (store || !draft && !entries.some(e => e.state !== 'arrived'))) return;
    event.preventDefault();
    event.returnValue = true; // what older browsers ask by
  });

  // One writing at a time, of what stands there by then: a note never waits for the letters before it, whoever types them.
  let keepingDraft = null;
  async function keepNewestDraft() {
    try {
      for (let text = null; text !== draft;) {
        text = draft;
        await (text ? store?.put({ key: draftKey, owner, text }) : store?.delete(draftKey));
      }
    } catch {
      // a full device: the next letter tries again
    } finally {
      keepingDraft = null;
    }
  }

  let last = 0;
  const queue = {
    get entries() { return entries; },
    get state() { return state; },
    get draft() { return draft; },
    get isKept() { return store !== null; },
    /** In the order in which they were typed, whatever the clock of the device does. */
    async add(handler, fields) {
      last = Math.max(Date.now(), last + 1, ...entries.map(e => e.at + 1));
      const entry = { id: newId(), at: last, handler, fields, state: 'waits' };
      entries.push(entry);
      say();
      await keep(entry);
      flush();
      return entry;
    },
    async change(entry, fields) {
      Object.assign(entry, { fields: { ...entry.fields, ...fields }, state: 'waits', why: undefined });
      say();
      await keep(entry);
      flush();
    },
    async drop(entry) {
      entries = entries.filter(e => e !== entry);
      say();
      await erase(entry);
    },
    forgetArrived(isShown) {
      const left = entries.filter(e => e.state !== 'arrived' || !isShown(e));
      if (left.length === entries.length) return;
      entries = left;
      changed();
    },
    keepDraft(text) {
      draft = text;
      keepingDraft ??= keepNewestDraft();
    },
    again: now,
  };
  if (entries.length > 0) setTimeout(flush);
  say();
  return queue;
}
