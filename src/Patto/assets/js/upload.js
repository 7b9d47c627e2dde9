import { forgetSent } from './draft.js';

/** A form with a chosen file is sent by script, so that one sees how far it is; the answer takes the place of the page, as it would have
 * done. Without this file the browser sends it by itself. */
export function showProgress() {
  document.addEventListener('submit', event => {
    const form = event.target, words = document.getElementById('invio');
    if (event.defaultPrevented || !words || ![...form.querySelectorAll('input[type=file]')].some(field => field.files.length)) return;
    event.preventDefault();
    if (!form.querySelector('.sending progress')) send(form, event.submitter, words.content.firstElementChild.cloneNode(true));
  });
}

function send(form, button, box) {
  const [said, bar] = [box.querySelector('span'), box.querySelector('progress')];
  const body = new FormData(form, button), request = new XMLHttpRequest();
  form.querySelector('.sending')?.remove();
  form.append(box);
  request.upload.onprogress = at => {
    bar.value = at.loaded / at.total;
    if (at.loaded === at.total) said.textContent = box.dataset.sent;
  };
  const url = new URL(button?.getAttribute('formaction') ?? form.action, location).href;
  request.onload = () => show(request, url);
  request.onerror = () => {
    said.textContent = box.dataset.lost;
    bar.remove();
    form.dispatchEvent(new Event('release'));
  };
  request.open('POST', url);
  request.send(body);
}

function show(request, url) {
  const moved = request.responseURL !== url;
  if (request.status < 300 && moved) forgetSent();
  history[moved ? 'pushState' : 'replaceState'](null, '', request.responseURL);
  document.open();
  document.write(request.responseText);
  document.close();
  scrollTo(0, 0);
}
