// What the reader must know beside what is shown: an old answer, a lost connection.
import {el, put} from './dom.js';
import {icon} from './icons.js';
import {when} from './times.js';

const shown = new Map();

function show(key, notice) {
  if (notice) shown.set(key, notice);
  else shown.delete(key);
  put(document.getElementById('notices'), [...shown.values()]);
}

/** Forgets what was told of the view before. */
export function clearNotices() {
  show('answer', undefined);
}

/** Tells whether the connection is lost. */
export function noticeConnection(state) {
  show('connection', state === 'lost' && el('div', {class: 'notice lost', role: 'alert'}, icon('disconnected'),
    el('span', {}, el('strong', {}, 'Connection lost. '), 'What you see may be old; it is being tried again.')));
}

/** Tells how old an answer is, if the instance that gave it has fallen behind. */
export function noticeAnswer({asOf}) {
  show('answer', asOf?.behind && el('div', {class: 'notice', id: 'behind'}, icon('warning'), el('span', {},
    el('strong', {}, 'This is old. '), 'The server has fallen behind; this is as of ', when(asOf.time), '.')));
}

/** Says something to those who hear the page. */
export function say(words) {
  document.getElementById('spoken').textContent = words;
}
