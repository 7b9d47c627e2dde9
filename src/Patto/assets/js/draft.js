/** What is being written stays on this device until it was sent: for who is signed in under their account, for others until the tab is
 * closed, or longer where they tick it. Texts and the lines that say why, never a contact; nothing on a shared computer. The page says so
 * in #bozza. */
const prefix = 'bozza:', sentKey = 'bozza-inviata';
const stores = () => [localStorage, sessionStorage];

export function keepDrafts() {
  try {
    document.addEventListener('submit', forgetAtTheDoor);
    const words = document.getElementById('bozza');
    forgetWhatWasSent();
    if (!words) return;
    if (words.dataset.off) forgetAll();
    else keep(words);
  } catch {
    // A browser that keeps nothing: one writes as without this file.
  }
}

/** Going out, or in on a shared computer, leaves nothing behind. */
function forgetAtTheDoor(event) {
  if (new URL(event.target.action).pathname === '/esci' || event.target.querySelector('[name=Shared][type=checkbox]:checked')) forgetAll();
}

function forgetAll() {
  globalThis.indexedDB?.deleteDatabase('patto-stanze'); // rooms.js
  for (const store of stores())
    for (const key of Object.keys(store)) if (key.startsWith(prefix)) store.removeItem(key);
}

/** What was taken in leads on to another page, in the same breath. A page that somebody opened later proves nothing: the network may have
 * cut the sending. */
function forgetWhatWasSent() {
  const noted = sessionStorage.getItem(sentKey);
  sessionStorage.removeItem(sentKey);
  if (!noted || document.querySelector('.errors, .error-page')) return;
  const sent = JSON.parse(noted), [way] = performance.getEntriesByType('navigation');
  const isItsAnswer = way?.redirectCount > 0 && Math.abs(performance.timeOrigin - sent.at) < 2000;
  if (isItsAnswer) forgetFieldsOf(sent);
}

/** Of the form that was sent: another form of the same page may hold a text that nobody has sent yet. */
function forgetFieldsOf({ key, form }) {
  for (const store of stores()) {
    const kept = JSON.parse(store.getItem(key) ?? 'null');
    if (!kept) continue;
    kept.fields = Object.fromEntries(Object.entries(kept.fields).filter(([name]) => !name.startsWith(`${form}/`)));
    if (Object.keys(kept.fields).length > 0) store.setItem(key, JSON.stringify(kept));
    else store.removeItem(key);
  }
}

/** Its answer came by script, and said that it was taken in. */
export function forgetSent() {
  const noted = sessionStorage.getItem(sentKey);
  sessionStorage.removeItem(sentKey);
  if (noted) forgetFieldsOf(JSON.parse(noted));
}

function keep(words) {
  const areas = [...document.querySelectorAll('form[method=post] textarea:not([data-no-draft]), form[method=post] [data-draft]')];
  if (areas.length === 0) return;
  const key = `${prefix}${words.dataset.account || '-'}:${new URL(areas[0].form.action).pathname}`;
  const tick = words.dataset.account ? null : addTick(words, areas[0]);
  if (tick) tick.checked = localStorage.getItem(key) !== null;
  const found = JSON.parse(localStorage.getItem(key) ?? sessionStorage.getItem(key) ?? 'null');
  if (found && areas.some(area => differs(found, area))) offer(words, areas, found, key);

  let waiting;
  const save = () => {
    const fields = Object.fromEntries(areas.filter(area => area.value !== area.defaultValue).map(area => [nameOf(area), area.value]));
    for (const store of stores()) store.removeItem(key);
    if (Object.keys(fields).length === 0) return;
    const store = tick && !tick.checked ? sessionStorage : localStorage;
    store.setItem(key, JSON.stringify({ at: Date.now(), fields }));
  };
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, 400);
  };
  for (const area of areas) {
    area.addEventListener('input', soon);
    area.form.addEventListener('submit', () => {
      clearTimeout(waiting);
      save();
      sessionStorage.setItem(sentKey, JSON.stringify({ key, form: formOf(area), at: Date.now() }));
    });
  }
  tick?.addEventListener('change', save);
}

const formOf = area => area.form.elements.__form?.value ?? '';
const nameOf = area => `${formOf(area)}/${area.name}`;
const differs = (found, area) => found.fields[nameOf(area)] !== undefined && found.fields[nameOf(area)] !== area.value;

function offer(words, areas, found, key) {
  const box = words.content.querySelector('.draft').cloneNode(true);
  const [resume, drop] = box.querySelectorAll('button');
  const at = new Date(found.at).toLocaleString(document.documentElement.lang, { dateStyle: 'long', timeStyle: 'short' });
  box.querySelector('span').textContent = words.dataset.found.replace('{0}', at);
  resume.addEventListener('click', () => {
    for (const area of areas.filter(area => differs(found, area))) {
      area.value = found.fields[nameOf(area)];
      area.dispatchEvent(new Event('input', { bubbles: true }));
    }
    box.remove();
    areas.find(area => found.fields[nameOf(area)] !== undefined)?.focus();
  });
  drop.addEventListener('click', () => {
    for (const store of stores()) store.removeItem(key);
    box.remove();
  });
  areas.find(area => differs(found, area)).form.prepend(box);
  // A form inside a fold offers what nobody would see.
  for (let fold = box.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
}

function addTick(words, area) {
  const line = words.content.querySelector('.check').cloneNode(true);
  (area.closest('.field') ?? area).after(line);
  return line.querySelector('input');
}
