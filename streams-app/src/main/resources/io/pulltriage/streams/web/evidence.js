// What was seen, in the order of time.
import {el, foreign} from './dom.js';
import {ending} from './parts.js';
import {shortened} from './text.js';
import {when} from './times.js';
import {SOURCES, many} from './words.js';

const MOST = 8000;
const LONG = 600;

/** Beginning, evidence and end of an incident as one line of time, the newest first. */
export function timeline(incident) {
  const entries = incident.evidence.map((one) => ({at: one.at, item: seen(one)}));
  entries.push({at: incident.firstSeen, order: -1, item: mark('', incident.firstSeen, 'First failure')});
  if (incident.status === 'OPEN') {
    entries.push({at: incident.lastSeen, order: 1, item: mark('', incident.lastSeen,
      `Newest failure; ${many(Number(incident.occurrences), 'failure')} counted so far`)});
  } else {
    entries.push({at: incident.resolvedAt ?? incident.lastSeen, order: 1,
      item: mark('end', incident.resolvedAt ?? incident.lastSeen, `Over: ${ending(incident)}`)});
  }
  entries.sort((one, other) => Date.parse(other.at) - Date.parse(one.at) || (other.order ?? 0) - (one.order ?? 0));
  return el('ol', {class: 'timeline panel'}, entries.map((entry) => entry.item));
}

function mark(kind, at, words) {
  return el('li', {class: kind}, el('div', {class: 'line'}, el('strong', {}, words), when(at)));
}

function seen(evidence) {
  const long = evidence.message.length > LONG;
  return el('li', {class: 'seen'},
    el('div', {class: 'line'},
      el('span', {}, SOURCES[evidence.source] ?? evidence.source,
        evidence.reason ? [' · ', foreign(shortened(evidence.reason, 100))] : ''),
      when(evidence.at),
      evidence.rule ? el('span', {}, 'read by rule ', foreign(evidence.rule, 'code')) : ''),
    foreign(shortened(evidence.message, MOST), 'p', {class: long ? 'message long' : 'message', tabindex: long ? '0' : undefined,
      role: long ? 'group' : undefined, 'aria-label': long ? 'Message' : undefined}));
}
