// Clusters and how far what is known of them can be relied on.
import {ask} from './api.js';
import {el, foreign} from './dom.js';
import {to} from './address.js';
import {Keyed} from './keyed.js';
import {followChanges} from './live.js';
import {noticeAnswer} from './notices.js';
import {empty, healthBadge} from './parts.js';
import {shortened} from './text.js';
import {span, when} from './times.js';
import {calmly} from './view.js';
import {HEALTHS, many} from './words.js';

const COLUMNS = ['Cluster', 'Health', 'Open incidents', 'Last heard of', 'What is missing'];
const AGAIN = 15_000;
const WORST_FIRST = ['SILENT', 'DISCONNECTED', 'SYNCING', 'WATCHED'];

/** Draws the view. */
export async function drawClusters(place, _address, signal) {
  const body = el('tbody', {role: 'rowgroup'});
  const rows = new Keyed(body, row);
  const count = el('p', {class: 'muted'});
  const nothing = el('div', {hidden: ''}, empty('No clusters', 'No producer has told of a cluster yet.'));
  const table = el('table', {class: 'cards', role: 'table'}, el('caption', {class: 'unseen'}, 'Clusters, those that need care first'),
    el('thead', {role: 'rowgroup'}, el('tr', {role: 'row'}, COLUMNS.map((name) =>
      el('th', {scope: 'col', role: 'columnheader'}, name)))), body);
  const load = async () => {
    const [answer, summary] = await Promise.all([ask('clusters', {}, signal), ask('summary', {}, signal)]);
    const items = ordered(answer.items).map((one) => withKey(one, summary.openByCluster[one.cluster] ?? 0));
    rows.show(items);
    nothing.hidden = items.length > 0;
    table.hidden = items.length === 0;
    count.textContent = tally(items);
    noticeAnswer(answer);
  };
  const reload = calmly(load, 1_000, signal);
  await followChanges({kind: 'cluster'}, {cluster: reload, reset: reload}, signal);
  await load();
  // Silence is told by nobody: it is found by asking.
  const timer = setInterval(reload, AGAIN);
  signal.addEventListener('abort', () => clearInterval(timer));
  place.append(el('div', {class: 'head'}, el('h1', {tabindex: '-1'}, 'Clusters'), count),
    el('div', {class: 'panel'}, table, nothing));
  return 'Clusters · PullTriage';
}

/** Those that need care first, then by name. */
export const ordered = (clusters) => [...clusters].sort((one, other) =>
  WORST_FIRST.indexOf(one.health) - WORST_FIRST.indexOf(other.health) || (one.cluster < other.cluster ? -1 : 1));

/** How many are watched, and how many are not. */
export function tally(clusters) {
  const parts = WORST_FIRST.map((health) => [clusters.filter((one) => one.health === health).length, health])
    .filter(([number]) => number > 0).map(([number, health]) => `${number} ${HEALTHS[health].word.toLowerCase()}`);
  return `${many(clusters.length, 'cluster')}: ${parts.join(', ')}`;
}

const withKey = (cluster, open) => ({...cluster, id: cluster.cluster, open,
  revision: [cluster.health, cluster.since, cluster.error, open, Math.floor(cluster.ageSeconds / 60)].join()});

const cell = (label, ...children) => el('td', {role: 'cell', dataset: {label}}, children);

function row(cluster) {
  return el('tr', {role: 'row', 'data-row': ''},
    el('td', {role: 'cell'}, el('a', {class: 'title', href: to('incidents', '', {cluster: cluster.cluster, status: 'OPEN'})},
      foreign(shortened(cluster.cluster, 120)))),
    cell('', healthBadge(cluster.health), cluster.health === 'SILENT' ? ''
      : el('span', {class: 'second'}, ' since ', when(cluster.since))),
    cell('Open incidents', cluster.open.toLocaleString('en'),
      cluster.health === 'WATCHED' ? '' : el('span', {class: 'second'}, ' when last known')),
    cell('Last heard of', cluster.ageSeconds < 60 ? 'just now' : `${span(cluster.ageSeconds)} ago`),
    cell('', missing(cluster)));
}

function missing(cluster) {
  const words = [];
  if (cluster.health !== 'WATCHED') words.push(el('span', {}, HEALTHS[cluster.health]?.meaning ?? '', '. '));
  if (cluster.error) words.push(foreign(shortened(cluster.error, 500), 'span', {class: 'second'}));
  if (cluster.gap) {
    words.push(el('span', {class: 'second'}, 'Nothing is known from ', when(cluster.gap.from),
      cluster.gap.to ? [' to ', when(cluster.gap.to)] : ' on', '.'));
  }
  return words.length ? words : el('span', {class: 'muted'}, 'nothing');
}
