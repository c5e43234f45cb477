// A table of incidents that changes in place.
import {el, foreign} from './dom.js';
import {Keyed} from './keyed.js';
import {ending, imageName, severityBadge} from './parts.js';
import {shortened} from './text.js';
import {when} from './times.js';
import {to} from './address.js';
import {PHASES, causeTitle} from './words.js';

const COLUMNS = [['severity', 'Severity'], ['what', 'What'], ['where', 'Where'], ['image', 'Image'],
  ['pods', 'Pods'], ['since', 'Since']];

/** An empty table and what fills it. */
export function incidentTable(caption) {
  const body = el('tbody', {role: 'rowgroup'});
  const table = el('table', {class: 'incidents cards', role: 'table'},
    el('caption', {class: 'unseen'}, caption),
    el('thead', {role: 'rowgroup'}, el('tr', {role: 'row'}, COLUMNS.map(([name, word]) =>
      el('th', {scope: 'col', role: 'columnheader', class: `c-${name}${name === 'pods' ? ' number' : ''}`}, word)))),
    body);
  return {table, rows: new Keyed(body, row)};
}

const cell = (name, ...children) => el('td', {role: 'cell', class: name === 'pods' ? 'number' : ''}, children);

function row(incident) {
  const over = incident.status === 'RESOLVED';
  return el('tr', {role: 'row', class: over ? 'over' : '', 'data-row': ''},
    cell('severity', severityBadge(incident.severity, incident.status)),
    cell('what',
      el('a', {class: 'title', href: to('incidents', incident.id)}, causeTitle(incident.cause)),
      el('span', {class: 'second'}, `${PHASES[incident.phase] ?? incident.phase}, container `,
        foreign(shortened(incident.container, 80)), incident.outbreak ? ' · part of an outbreak' : '')),
    cell('where',
      el('span', {class: 'clip'}, foreign(shortened(incident.namespace, 40)), ' / ', foreign(shortened(incident.workload.name, 80))),
      ' ',
      el('span', {class: 'second'}, foreign(shortened(incident.workload.kind, 40)), ' in ',
        foreign(shortened(incident.cluster, 80)))),
    cell('image', el('span', {class: 'clip'}, imageName(incident.image))),
    withLabel('Pods', cell('pods', over ? incident.affectedPods : `${incident.failingPods}`,
      !over && incident.affectedPods > incident.failingPods ? el('span', {class: 'second'}, ` of ${incident.affectedPods}`) : '')),
    withLabel('Since', cell('since', when(incident.firstSeen),
      over ? el('span', {class: 'second'}, ' ', ending(incident)) : '')));
}

function withLabel(label, element) {
  element.dataset.label = label;
  return element;
}
