/** The desk at the door: Enter marks a number, the field is free for the next one, and what has no network waits on this device. It never
 * holds a name. Without this file the form goes and comes back like every other. */
import { openQueue } from './queue.js';
import { sendFrom } from './send.js';

// The hour of the town, wherever the device believes that it is.
const clock = at => new Date(at).toLocaleTimeString('it-IT', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Rome' })
  .replace(':', '.');

const form = document.querySelector('form[data-door]');
if (form) keepDoor(form);

/** @param form its data-door names account, meeting and door */
export async function keepDoor(form) {
  const typed = form.elements.Typed, bar = document.getElementById('arrivi'), words = bar.dataset;
  const list = document.getElementById('arrivi-qui'), row = document.getElementById('arrivo-qui').content, lines = new Map();
  let queue;
  queue = await openQueue({ owner: form.dataset.door, keeps: form.dataset.shared !== '1', kind: 'arrivals', send: sendFrom(form, 'door'),
    changed: () => show() });

  form.addEventListener('submit', event => {
    event.preventDefault();
    const isHead = event.submitter?.name === 'Head', said = typed.value.trim();
    if (!isHead && !said) return typed.focus();
    if (!isHead) typed.value = '';
    typed.focus();
    queue.add('', isHead ? { Head: 'true' } : { Typed: said });
  });
  bar.querySelector('[data-again]').addEventListener('click', () => queue.again());

  // A touch in the list that found no network: the row has its number.
  document.addEventListener('unsent', event => {
    const { code } = event.target.dataset;
    if (!code || !/handler=Mark/.test(event.detail.action)) return;
    event.preventDefault();
    queue.add('', { Typed: code });
  });

  function show() {
    if (!queue) return;
    const waits = queue.entries.filter(e => e.state === 'waits').length, isCut = waits > 0 && queue.state !== 'on';
    const said = [
      isCut && (waits === 1 ? words.one : words.many.replace('{0}', waits)),
      isCut && (queue.state === 'out' ? words.out : queue.state === 'other' ? words.other : queue.isKept ? words.kept : words.open),
      queue.entries.some(e => e.state === 'refused') && words.refused].filter(Boolean).join(' ');
    const status = bar.querySelector('[role=status]');
    bar.hidden = !said;
    if (status.textContent !== said) status.textContent = said;
    bar.querySelector('[data-door-in]').hidden = queue.state !== 'out';
    bar.querySelector('[data-again]').hidden = waits === 0;
    for (const [entry, line] of lines) if (!queue.entries.includes(entry)) { line.remove(); lines.delete(entry); }
    for (const entry of queue.entries) fill(lines.get(entry) ?? newRow(entry), entry);
    list.hidden = queue.entries.length === 0;
  }

  function newRow(entry) {
    const line = row.querySelector('li').cloneNode(true);
    line.querySelector('[data-drop]').addEventListener('click', () => {
      queue.drop(entry);
      typed.focus();
    });
    line.querySelector('small').textContent = clock(entry.at);
    lines.set(entry, line);
    list.prepend(line);
    return line;
  }

  function fill(line, entry) {
    const state = line.querySelector('[data-state]');
    line.querySelector('.words').textContent = entry.fields.Typed ?? words.head;
    state.textContent = entry.state === 'refused' ? entry.why : state.dataset[entry.state === 'arrived' ? entry.answer.state : 'waits'];
    line.classList.toggle('waits', entry.state === 'waits');
    line.classList.toggle('refused', entry.state === 'refused');
    line.querySelector('.tools').hidden = entry.state === 'arrived';
  }

  show();
  typed.focus();
}
