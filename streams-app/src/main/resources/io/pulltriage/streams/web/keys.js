// Keys for those who do not reach for the mouse.
import {go, parse} from './address.js';
import {el} from './dom.js';

const KEY = 'pulltriage.keys';
const HELP = [['/', 'find incidents by text'], ['j', 'next row'], ['k', 'row before'], ['Enter', 'open the row'],
  ['Esc', 'leave a field; leave a detail'], ['o', 'overview'], ['b', 'outbreaks'], ['i', 'incidents'], ['c', 'clusters'],
  ['?', 'these keys']];
const GO = {o: '/', b: '/outbreaks', i: '/incidents', c: '/clusters'};

const areOn = () => localStorage.getItem(KEY) !== 'off';

/** Makes keys and the help's button work. */
export function startKeys(button) {
  button.addEventListener('click', showHelp);
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    const field = event.target.closest?.('input, select, textarea');
    if (event.key === 'Escape') leave(field);
    else if (!field && areOn() && act(event.key)) event.preventDefault();
  });
}

function act(key) {
  if (key === '?') showHelp();
  else if (key === '/') find();
  else if (key === 'j') move(1);
  else if (key === 'k') move(-1);
  else if (GO[key]) go(GO[key]);
  else return false;
  return true;
}

function leave(field) {
  if (field) {
    field.blur();
    return;
  }
  const {section, id} = parse();
  if (!id) return;
  if ((history.state?.depth ?? 0) > 0) history.back();
  else go(section === 'causes' ? '/' : `/${section}`);
}

function find() {
  const field = document.getElementById('filter-text');
  if (field) field.select();
  else go('/incidents?status=OPEN#find');
}

function move(step) {
  const rows = [...document.querySelectorAll('[data-row]')].filter((row) => row.offsetParent);
  if (rows.length === 0) return;
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step));
  const link = rows[next].querySelector('a');
  link.focus({preventScroll: true, focusVisible: true});
  rows[next].scrollIntoView({block: 'nearest'});
}

function showHelp() {
  const on = el('input', {type: 'checkbox', id: 'keys-on', checked: areOn(),
    onchange: (event) => localStorage.setItem(KEY, event.target.checked ? 'on' : 'off')});
  const dialog = el('dialog', {'aria-labelledby': 'keys-title', id: 'keys'},
    el('h2', {id: 'keys-title'}, 'Keyboard'),
    el('div', {class: 'keys'}, HELP.map(([key, words]) => [el('kbd', {}, key), el('span', {}, words)])),
    el('label', {class: 'check'}, on, 'Keys of one letter are on'),
    el('form', {method: 'dialog', class: 'actions'}, el('button', {type: 'submit', class: 'primary'}, 'Close')));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
