// The token, for as long as the tab is open, and the question for it.
import {el} from './dom.js';

const KEY = 'pulltriage.token';
let asking;

/** Headers that say who asks. */
export function identity() {
  const token = sessionStorage.getItem(KEY);
  return token ? {Authorization: `Bearer ${token}`} : {};
}

/** Asks for a token; one question at a time, for whoever waits for it. */
export function askForToken(wasRefused) {
  asking ??= new Promise((resolve) => open(wasRefused, resolve)).finally(() => { asking = undefined; });
  return asking;
}

function open(wasRefused, resolve) {
  const field = el('input', {type: 'password', id: 'token', name: 'token', autocomplete: 'off', spellcheck: 'false',
    required: true, 'aria-describedby': 'token-about'});
  const form = el('form', {method: 'dialog'},
    el('h2', {id: 'token-title'}, 'Token needed'),
    el('div', {class: 'field'},
      el('label', {for: 'token'}, 'Token for the API'),
      field,
      el('p', {id: 'token-about', class: 'small muted'},
        wasRefused ? el('strong', {class: 'wrong'}, 'That token was not accepted. ') : '',
        'One of those under api.tokens of the server. It is kept until this tab is closed.')),
    el('div', {class: 'actions'}, el('button', {type: 'submit', class: 'primary'}, 'Continue')));
  const dialog = el('dialog', {'aria-labelledby': 'token-title', id: 'token-dialog'}, form);
  dialog.addEventListener('cancel', (event) => event.preventDefault());
  form.addEventListener('submit', () => {
    const token = field.value.trim();
    if (/^[\x21-\x7e]+$/.test(token)) sessionStorage.setItem(KEY, token);
    dialog.remove();
    resolve();
  });
  document.body.append(dialog);
  dialog.showModal();
  field.focus();
}
