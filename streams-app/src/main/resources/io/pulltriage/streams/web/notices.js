// What the reader must know beside what is shown: missing parts, old parts, a lost connection.
import {el, foreign, put} from './dom.js';
import {icon} from './icons.js';
import {many} from './words.js';
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

/** Tells what an answer rests on, unless it rests on everything. */
export function noticeAnswer({parts = 0, missing = [], stale = []}) {
  if (missing.length === 0 && stale.length === 0) {
    clearNotices();
    return;
  }
  const words = [];
  if (missing.length > 0) {
    words.push(el('strong', {}, 'Not everything is shown. '),
      `${share(missing, parts)} of the data could not be looked at. `);
  }
  if (stale.length > 0) {
    const oldest = stale.map((part) => part.asOf).filter(Boolean).sort()[0];
    words.push(`${share(stale, parts)} ${stale.length === 1 ? 'comes' : 'come'} from a copy`,
      oldest ? [', complete up to ', when(oldest)] : ' of unknown age', '. ');
  }
  show('answer', el('div', {class: 'notice', id: 'incomplete'}, icon('warning'), el('div', {}, words, el('details', {},
    el('summary', {}, 'Which'),
    el('ul', {}, missing.map((part) => el('li', {}, `${part.store}, partition ${part.partition}: `, foreign(part.why))),
      stale.map((part) => el('li', {}, `${part.store}, partition ${part.partition}: copy at `,
        foreign(part.servedBy)))))))); 
}

/** How many of the parts that there are, where that is known. */
const share = (some, parts) => parts > 0 ? `${some.length} of ${many(parts, 'part')}` : many(some.length, 'part');

/** Says something to those who hear the page. */
export function say(words) {
  document.getElementById('spoken').textContent = words;
}
