/** The field of the notes never leaves: Enter takes the note and the field is free for the next one. Without this file the form goes and
 * comes back like every other. */
import { openQueue } from './queue.js';
import { sendFrom } from './send.js';

const form = document.querySelector('[data-noter]');
if (form) takeNotes(form);

/** @param form its data-noter names account and meeting; without a seal, as without network, one is asked for before anything is sent */
export async function takeNotes(form) {
  const { Text: text, Speaker: speaker } = form.elements, kinds = [...form.querySelectorAll('[name=Kind]')];
  const list = document.getElementById('note');
  const send = sendFrom(form, 'noter');
  let queue;

  queue = await openQueue({ owner: form.dataset.noter, keeps: form.dataset.shared !== '1', send, changed: () => show() });
  if (queue.draft && !text.value) text.value = queue.draft;
  const stays = `nota:${form.dataset.noter}`;
  resume();

  form.addEventListener('submit', event => {
    event.preventDefault();
    add();
  });
  text.addEventListener('input', () => queue.keepDraft(text.value));
  text.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    add();
  });
  form.addEventListener('keydown', event => {
    const digit = event.altKey && !event.ctrlKey && /^(?:Digit|Numpad)([1-8])$/.exec(event.code);
    if (!digit) return;
    event.preventDefault();
    kinds[digit[1] - 1].checked = true;
  });

  /** Who speaks and what it is stay until they are changed, also when the page is read again in the same tab. */
  function resume() {
    try {
      const [who, kind] = JSON.parse(sessionStorage.getItem(stays) ?? '[]');
      if (who && !speaker.value) speaker.value = who;
      for (const one of kinds) if (one.value === kind) one.checked = true;
    } catch { /* nothing is kept: one chooses again */ }
  }

  function stay(fields) {
    try {
      if (queue.isKept) sessionStorage.setItem(stays, JSON.stringify([fields.Speaker, fields.Kind]));
    } catch { /* as above */ }
  }

  /** "P3 " or "T4 " at the beginning: as NoteLine.cs. */
  function add() {
    const named = /^\s*([pt][1-9][0-9]?)(?:\s+|$)/i.exec(text.value);
    if (named) speaker.value = named[1].toUpperCase();
    const said = (named ? text.value.slice(named[0].length) : text.value).trim();
    text.value = '';
    text.focus();
    const fields = { Text: said, Speaker: speaker.value.trim().toUpperCase(), Kind: kinds.find(k => k.checked).value };
    stay(fields);
    if (said) queue.add('', fields);
    queue.keepDraft(''); // after it: what is kept twice is seen, what is kept nowhere is lost
  }

  const bar = document.getElementById('coda'), words = bar.dataset;
  const waiting = document.getElementById('in-attesa'), row = document.getElementById('nota-in-attesa').content;
  const editor = document.getElementById('nota-da-correggere').content;
  bar.querySelector('[data-again]').addEventListener('click', () => queue.again());
  const lines = new Map();

  function show() {
    if (!queue) return;
    for (const entry of queue.entries) settle(entry);
    const waits = queue.entries.filter(e => e.state === 'waits').length, refused = queue.entries.some(e => e.state === 'refused');
    const isCut = waits > 0 && queue.state !== 'on';
    const said = [
      isCut && (waits === 1 ? words.one : words.many.replace('{0}', waits)),
      isCut && (queue.state === 'out' ? words.out : queue.state === 'other' ? words.other : queue.isKept ? words.kept : words.open),
      refused && words.refused].filter(Boolean).join(' ');
    const status = bar.querySelector('[role=status]');
    bar.hidden = !said;
    if (status.textContent !== said) status.textContent = said;
    bar.querySelector('[data-door-in]').hidden = queue.state !== 'out';
    bar.querySelector('[data-again]').hidden = waits === 0;
    draw();
  }

  /** What is stored may read otherwise than what was typed last: it had arrived before it was put right here. */
  function settle(entry) {
    if (entry.state !== 'arrived' || entry.handler || entry.isSettled) return;
    entry.isSettled = true;
    const { answer, fields } = entry;
    if (answer.text !== fields.Text || answer.kind !== fields.Kind)
      queue.add('Correct', { Code: answer.code, Text: fields.Text, Kind: fields.Kind });
  }

  // One row each, made once: what somebody is typing in one of them stays.
  function draw() {
    const shown = queue.entries.filter(e => !e.handler || e.state === 'refused' || queue.state !== 'on');
    for (const [entry, line] of lines) if (!shown.includes(entry)) { line.remove(); lines.delete(entry); }
    for (const entry of shown) {
      if (!lines.has(entry)) lines.set(entry, newRow(entry));
      fill(lines.get(entry), entry);
    }
    waiting.hidden = shown.length === 0;
  }

  function newRow(entry) {
    const line = row.querySelector('li').cloneNode(true), said = line.querySelector('.words');
    said.id = `n-${entry.id}`;
    for (const button of line.querySelectorAll('button')) button.setAttribute('aria-describedby', said.id);
    line.querySelector('[data-edit]').addEventListener('click', () =>
      edit(line.children[1], entry.fields.Text, Text => queue.change(entry, { Text })));
    line.querySelector('[data-drop]').addEventListener('click', () => {
      queue.drop(entry);
      text.focus();
    });
    waiting.prepend(line);
    return line;
  }

  function fill(line, entry) {
    const { fields, handler } = entry, state = line.querySelector('[data-state]');
    line.querySelector('.who').textContent = fields.Speaker || fields.Code || '–';
    line.querySelector('.words').textContent = fields.Text ?? '';
    line.querySelector('.about > span').textContent = handler ? ''
      : kinds.find(k => k.value === fields.Kind)?.nextElementSibling.textContent ?? '';
    state.textContent = entry.state === 'refused' ? entry.why : entry.state === 'arrived' ? `${entry.answer.code} ${state.dataset.sent}`
      : state.dataset[handler ? handler.toLowerCase() : 'waits'];
    line.classList.toggle('refused', entry.state === 'refused');
    line.querySelector('.tools').hidden = entry.state === 'arrived';
    line.querySelector('[data-edit]').hidden = fields.Text === undefined;
  }

  /** The words stand in a field of their own until they are kept or left as they were. */
  function edit(place, words, keep) {
    if (place.querySelector('form')) return;
    const box = editor.querySelector('form').cloneNode(true), field = box.querySelector('textarea');
    const close = () => {
      box.remove();
      text.focus();
    };
    field.value = words;
    box.addEventListener('submit', event => {
      event.preventDefault();
      if (!field.value.trim()) return field.focus();
      close();
      if (field.value.trim() !== words) keep(field.value.trim());
    });
    box.querySelector('[type=button]').addEventListener('click', close);
    place.append(box);
    field.focus();
  }

  list.addEventListener('click', event => {
    const line = event.target.closest('[data-correct]')?.closest('li');
    if (!line) return;
    event.preventDefault();
    edit(line.children[1], line.querySelector('.words').textContent, Text =>
      queue.add('Correct', { Code: line.dataset.code, Text, Kind: line.dataset.kind }));
  });
  list.addEventListener('submit', event => {
    const code = event.target.elements.Code?.value;
    if (!code) return;
    event.preventDefault();
    queue.add('Remove', { Code: code });
    text.focus();
  });

  // What arrived stays above until the list below has it.
  const isShown = entry => entry.handler || list.querySelector(`[data-code="${entry.answer.code}"]`);
  new MutationObserver(() => queue.forgetArrived(isShown)).observe(list, { childList: true, subtree: true });
  setInterval(() => {
    if (!queue.entries.some(e => e.state === 'arrived')) return;
    queue.forgetArrived(isShown);
    list.dispatchEvent(new Event('renew'));
  }, 1000);
  show();
}
