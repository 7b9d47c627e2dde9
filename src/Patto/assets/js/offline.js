/** The page that stands in place of any other while there is no network: a room that was opened on this device goes on, everywhere else
 * it says what can be done. */
import { keepDoor } from './door.js';
import { takeNotes } from './notes.js';
import { roomsHere } from './rooms.js';

const words = document.getElementById('parole').dataset, main = document.getElementById('contenuto');
const [, here, part] = /^(\/percorsi\/[^/]+\/incontri\/[^/]+)\/(conduzione|note|muro|presenze)$/.exec(location.pathname) ?? [];
const with0 = (sentence, value) => sentence.replace('{0}', value);
const count = (n, one, many) => n === 1 ? one : with0(many, n);
// The hour of the town, wherever the device believes that it is.
const clock = at => new Date(at).toLocaleTimeString('it-IT', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Rome' })
  .replace(':', '.');

start();

async function start() {
  const rooms = await roomsHere().catch(() => []), room = rooms.find(r => r.path === here);
  if (room) await enter(room);
  else tellWhatIsHere(rooms);
  await watch(room);
}

/** What the town wrote is in its own language, whatever that of the page. */
function put(element, text) {
  element.textContent = text;
  if (document.documentElement.lang !== 'it') element.lang = 'it';
  return element;
}

const make = (name, className) => Object.assign(document.createElement(name), className && { className });

function line(...parts) {
  const li = make('li');
  li.append(...parts);
  return li;
}

function link(href, text) {
  const a = make('a');
  a.href = href;
  return put(a, text);
}

function tellWhatIsHere(rooms) {
  const waits = document.getElementById('aspetta'), open = document.getElementById('stanze');
  for (const { waits: n, page, kind } of whatWaits(rooms[0]?.account)) {
    const a = make('a');
    a.href = page;
    a.textContent = kind === 'arrivals' ? count(n, words.oneCame, words.manyCame) : count(n, words.one, words.many);
    waits.querySelector('ul').append(line(a));
    waits.hidden = false;
  }
  for (const room of rooms)
    open.querySelector('ul').append(line(link(`${room.path}/conduzione`, room.title), ', ', put(make('span'), room.when)));
  open.hidden = rooms.length === 0;
}

/** Of the account whose rooms are here: what waits of somebody else is theirs to know. */
function whatWaits(account) {
  try {
    return Object.keys(localStorage).filter(k => account && k.startsWith(`coda:${account}/`)).map(k => JSON.parse(localStorage.getItem(k)));
  } catch {
    return [];
  }
}

async function enter(room) {
  document.title = room.title;
  const shell = document.getElementById('stanza').content.cloneNode(true), find = name => shell.querySelector(`[data-${name}]`);
  put(find('title'), room.title);
  put(find('place'), [room.when, room.place].filter(Boolean).join(', '));
  for (const way of shell.querySelectorAll('[data-part]')) {
    way.href = `${room.path}/${way.dataset.part}`;
    if (way.dataset.part === part) way.setAttribute('aria-current', 'page');
    if (way.dataset.part === 'muro' && !room.wall) way.remove();
  }
  const shown = part === 'presenze' ? 'door' : part === 'muro' && room.wall ? 'wall' : 'notes', place = find(shown);
  for (const other of ['notes', 'wall', 'door']) if (other !== shown) find(other).remove();
  if (shown === 'wall') showWall(place, room.wall);
  if (shown === 'notes') showAgenda(place, room);
  document.getElementById('fuori').replaceWith(shell);
  const form = place.querySelector('form');
  if (!form) return;
  form.action = room.path + (shown === 'door' ? '/presenze?handler=Door' : '/note');
  place.querySelector('[data-door-in]').href = `/accedi?ritorno=${encodeURIComponent(location.pathname)}`;
  if (shown === 'door') {
    form.dataset.door = `${room.key}/ingresso`;
    return keepDoor(form);
  }
  form.dataset.noter = room.key;
  await takeNotes(form);
  form.elements.Text.focus();
}

function showWall(place, wall) {
  for (const slot of wall) {
    const list = make('ul');
    for (const square of slot.squares) list.append(line(put(make('strong'), square.place), ': ',
      square.title ? put(make('span'), square.title) : words.free));
    place.append(Object.assign(make('h2', 'h5'), { textContent: slot.time }), slot.together ? put(make('p'), slot.together) : list);
  }
}

function showAgenda(place, room) {
  const [hour, left, now, next, ask, list] = ['hour', 'left', 'now', 'next', 'ask', 'steps'].map(n => place.querySelector(`[data-${n}]`));
  if (room.question) put(ask, `«${room.question}»`);
  ask.hidden = !room.question;
  list.closest('section').hidden = room.agenda.length === 0;
  const tell = () => {
    const at = Date.now(), is = room.agenda.find(s => s.from && Date.parse(s.from) <= at && at < Date.parse(s.until));
    const then = room.agenda.find(s => s.from && Date.parse(s.from) > at), until = is?.until ?? (at < Date.parse(room.end) && room.end);
    const begun = at >= Date.parse(room.start), minutes = begun && until ? Math.ceil((Date.parse(until) - at) / 60000) : 0;
    hour.textContent = with0(words.hour, clock(at));
    left.hidden = minutes <= 0;
    if (minutes > 0) left.replaceChildren(`${count(minutes, words.minute, words.minutes)} `,
      Object.assign(make('small'), { textContent: with0(words.until, clock(until)) }));
    put(now, is?.text ?? '');
    next.hidden = !then;
    if (then) next.replaceChildren(with0(words.next, clock(then.from)), ' ', put(make('span'), then.text));
    list.replaceChildren(...room.agenda.map(s => {
      const li = line(Object.assign(make('span'), { textContent: s.from ? clock(s.from) : '–' }), put(make('span'), s.text));
      if (s === is) li.setAttribute('aria-current', 'step');
      li.className = s === is ? 'now' : s.until && Date.parse(s.until) <= at ? 'done' : '';
      return li;
    }));
  };
  tell();
  setInterval(tell, 20000);
}

/** Says when the whole page can be opened again; it opens it by itself only where nothing can be typed. */
async function watch(room) {
  const bar = document.getElementById('rete'), said = bar.querySelector('[role=status]'), again = bar.querySelector('a');
  const since = clock(Date.now());
  again.href = location.pathname.startsWith('/senza-rete/') ? '/' : location.href;
  const look = async () => {
    const answer = await fetch(words.shell, { method: 'HEAD', cache: 'no-store' }).catch(() => null), isBack = answer?.ok === true;
    const told = isBack ? words.back : room ? with0(words.since, since) : '';
    if (said.textContent !== told) said.textContent = told;
    again.hidden = !isBack;
    bar.hidden = !told;
  };
  window.addEventListener('online', look);
  window.addEventListener('offline', look);
  document.addEventListener('visibilitychange', () => document.hidden || look());
  setInterval(look, 10000);
  await look();
}
