/** The service worker: where no network leads to a page, the shell is shown in its place, which holds nothing of anybody. It keeps that
 * shell with its files, nothing else; it answers no sending and no request of a script. `patto` is written before it by the server: the
 * version changes with any of the files. */
const { version, shell } = self.patto, store = `patto-${version}`;
const room = /^\/percorsi\/[^/]+\/incontri\/[^/]+\/(?:conduzione|note|muro|presenze)$/;
const file = /\.(?:css|js|svg|woff2)$/, forEver = /\.[a-z0-9]{10}\.\w+$/;
const fonts = ['regular', '600', '700'].map(weight => `/fonts/titillium-web-v10-latin-ext_latin-${weight}.woff2`);
/** Milliseconds after which a network that says nothing is none. */
const forRooms = 20000, forFiles = 3000;

// As anybody reads it: nothing of who is signed in comes with it.
const asAnybody = { credentials: 'omit', cache: 'reload' };

async function fill() {
  const page = await fetch(shell, asAnybody);
  if (!page.ok || page.redirected) throw new Error(`shell: ${page.status}`);
  const linked = [...(await page.clone().text()).matchAll(/(?:href|src)="(\/[^"#?]+\.(?:css|js|svg|woff2))["#]/g)];
  const cache = await caches.open(store);
  await cache.addAll([...new Set([...fonts, ...linked.map(found => found[1])])].map(path => new Request(path, asAnybody)));
  await cache.put(shell, page);
}

async function take() {
  for (const name of await caches.keys()) if (name.startsWith('patto-') && name !== store) await caches.delete(name);
  await self.clients.claim();
}

const kept = what => caches.match(what, { cacheName: store, ignoreVary: true });
const within = (time, answer) => Promise.race([answer, new Promise((_, fail) => setTimeout(fail, time))]);

async function page(request, isRoom) {
  try {
    const answer = await (isRoom ? within(forRooms, fetch(request)) : fetch(request));
    // A server that is starting again, and a proxy before one: the room goes on.
    if (!isRoom || answer.status < 502 || answer.status > 504) return answer;
  } catch { /* no network */ }
  return await kept(shell) ?? Response.error();
}

async function asset(request) {
  const here = await kept(request);
  if (!here) return fetch(request);
  if (forEver.test(new URL(request.url).pathname)) return here;
  try {
    const answer = await within(forFiles, fetch(request));
    return answer.ok ? answer : here;
  } catch {
    return here;
  }
}

self.addEventListener('install', event => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener('activate', event => event.waitUntil(take()));
self.addEventListener('message', event => event.waitUntil(kept(shell).then(here => here || fill()).catch(() => {})));
self.addEventListener('fetch', event => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  // Seen, not answered: whoever goes out leaves no room behind.
  if (request.method === 'POST' && pathname === '/esci') indexedDB.deleteDatabase('patto-stanze');
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate') event.respondWith(page(request, room.test(pathname)));
  else if (file.test(pathname)) event.respondWith(asset(request));
});
