/** A secret ballot is closed on the device with the public key of its choice, before anything leaves it: the same envelope as
 * Modules/Choices/Envelope.cs. The receipt lies inside; it is shown by this device only, when the server says that the ballot is in the
 * box. Without this file, or where the browser has no WebCrypto, the server closes the ballot when it arrives. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ', receiptLetters = 12;
const text = new TextEncoder();

export function sealBallots() {
  try {
    showReceipt();
    for (const box of document.querySelectorAll('[data-ballot]')) prepare(box);
  } catch {
    // A browser that keeps nothing between two pages could not show the receipt: the server closes the ballot.
  }
}

const keyOf = (kind, choice) => `${kind}:${choice}`;
const fieldsOf = form => [...form.querySelectorAll('[name^="Marks["]:not([type=hidden])')];
const markOf = field => field.type === 'checkbox' ? Number(field.checked) : Number(field.value) || 0;

function showReceipt() {
  const place = document.querySelector('[data-ballot-receipt]');
  if (!place) return;
  const key = keyOf('ricevuta', place.dataset.ballotReceipt), code = sessionStorage.getItem(key);
  if (code) place.textContent = code.match(/.{4}/g).join('-');
  sessionStorage.removeItem(key);
  sessionStorage.removeItem(keyOf('scheda', place.dataset.ballotReceipt));
}

function prepare(box) {
  const form = box.closest('form'), status = box.querySelector('[data-ballot-status]'), { dataset } = box;
  putBack(form, dataset.ballot);
  const counts = dataset.rule === 'Points' || dataset.rule === 'EqualShares', most = Number(dataset.points);
  const given = () => fieldsOf(form).reduce((sum, field) => sum + markOf(field), 0);
  const say = () => {
    for (const field of fieldsOf(form)) field.closest('li').classList.toggle('given', markOf(field) > 0);
    if (counts) status.textContent = given() > most
      ? dataset.tooMany.replace('{0}', given()).replace('{2}', given() - most) : dataset.given.replace('{0}', given());
  };
  form.addEventListener('input', say);
  say();
  if (!globalThis.crypto?.subtle) return;
  sessionStorage.setItem('prova', '1');
  sessionStorage.removeItem('prova');
  const way = box.querySelector('[data-ballot-way]'), onArrival = way.textContent;
  let closes = true;
  way.textContent = dataset.closed;
  form.addEventListener('submit', event => {
    if (!closes || form.elements.Sealed.value) return;
    event.preventDefault();
    if (counts && given() > most) return status.scrollIntoView({ block: 'center' });
    if (given() === 0 && !form.elements.Blank.checked) {
      status.textContent = dataset.empty;
      return status.scrollIntoView({ block: 'center' });
    }
    // Not in the same breath: a browser that is still telling of the first sending takes no second one.
    close(form, dataset).then(() => setTimeout(() => form.requestSubmit()), () => {
      // It cannot close it after all: that is said, and whoever wants to votes as without this file.
      closes = false;
      way.textContent = status.textContent = onArrival;
    });
  });
}

/** A form that was refused, or that the network cut off, comes back without what the device never sent. */
function putBack(form, choice) {
  const key = keyOf('scheda', choice), marks = JSON.parse(sessionStorage.getItem(key) ?? 'null');
  sessionStorage.removeItem(key);
  if (!marks) return;
  fieldsOf(form).forEach((field, n) => {
    if (field.type === 'checkbox') field.checked = marks[n] > 0;
    else field.value = marks[n] || (field.type === 'number' ? 0 : '');
  });
}

async function close(form, { ballot: choice, key }) {
  const fields = fieldsOf(form), marks = fields.map(markOf);
  const receipt = [...crypto.getRandomValues(new Uint8Array(receiptLetters))].map(byte => letters[byte % letters.length]).join('');
  const envelope = await seal(bytesOf(key), choice, Uint8Array.from([0, ...text.encode(receipt), ...marks]));
  sessionStorage.setItem(keyOf('ricevuta', choice), receipt);
  sessionStorage.setItem(keyOf('scheda', choice), JSON.stringify(marks));
  form.elements.Sealed.value = btoa(String.fromCharCode(...envelope));
  for (const field of fields) field.disabled = true;
}

const bytesOf = base64 => Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));

async function seal(publicKey, choice, ballot) {
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const own = await crypto.subtle.generateKey(curve, true, ['deriveBits']);
  const theirs = await crypto.subtle.importKey('raw', publicKey, curve, false, []);
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', own.publicKey));
  const secret = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, own.privateKey, 256);
  const material = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  const bits = new Uint8Array(await crypto.subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt: point, info: text.encode(`patto ballot 1 ${choice}`) }, material, 44 * 8));
  const key = await crypto.subtle.importKey('raw', bits.slice(0, 32), 'AES-GCM', false, ['encrypt']);
  const closed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv: bits.slice(32) }, key, ballot));
  return Uint8Array.from([1, ...point, ...closed]);
}
