// The fleet at a glance: outbreaks first, then how much fails and why, then clusters, then what is new.
import {ask} from './api.js';
import {el, foreign, put} from './dom.js';
import {to} from './address.js';
import {failuresChart} from './chart.js';
import {ordered, tally} from './clusters.js';
import {followChanges} from './live.js';
import {noticeAnswer} from './notices.js';
import {empty, healthBadge} from './parts.js';
import {outbreakCards} from './outbreaks.js';
import {incidentTable} from './rows.js';
import {shortened} from './text.js';
import {calmly} from './view.js';
import {causeTitle, many} from './words.js';

const MOST_OUTBREAKS = 10;
const NEWEST = 10;
const MOST_CAUSES = 8;
const MOST_CLUSTERS = 12;

/** Draws it. */
export async function drawOverview(place, _address, signal) {
  const {list, cards} = outbreakCards();
  const {table, rows} = incidentTable('The newest incidents');
  const figures = el('div', {class: 'figures panel'});
  const quiet = el('p', {class: 'panel empty', hidden: ''});
  const [chart, causes, clusters] = [el('div', {class: 'panel padded'}), el('div', {class: 'panel padded'}), el('div', {class: 'panel'})];
  const none = el('div', {hidden: ''});
  const load = async () => {
    const [summary, outbreaks, all, newest] = await Promise.all([
      ask('summary', {}, signal), ask('outbreaks', {status: 'OPEN', limit: MOST_OUTBREAKS}, signal),
      ask('clusters', {}, signal), ask('incidents', {status: 'OPEN', limit: NEWEST}, signal)]);
    const again = figures.hasChildNodes();
    put(figures, numbers(summary, all.items));
    cards.show(outbreaks.items, {mark: again});
    rows.show(newest.items, {mark: again});
    put(quiet, summary.openOutbreaks > 0 ? '' : el('span', {}, 'No open outbreak is known: no cause is shared widely.'));
    quiet.hidden = summary.openOutbreaks > 0;
    put(chart, failuresChart(summary.times));
    put(causes, byCause(summary.openByCause));
    put(clusters, health(all.items, summary.openByCluster));
    put(none, nothing(all.items));
    none.hidden = rows.size > 0;
    table.hidden = rows.size === 0;
    noticeAnswer(newest);
    const title = summary.openOutbreaks > 0 ? `(${summary.openOutbreaks}) PullTriage` : 'PullTriage';
    if (again) document.title = title;
    return title;
  };
  const reload = calmly(load, 2_000, signal);
  await followChanges({}, {incident: reload, 'incident-gone': reload, outbreak: reload, 'outbreak-gone': reload,
    cluster: calmly(load, 10_000, signal), reset: reload}, signal);
  const title = await load();
  const section = (name, content, aside, id) => el('section', {'aria-labelledby': id}, el('h2', {id}, name, aside ?? ''), content);
  place.append(
    el('h1', {tabindex: '-1', class: 'unseen'}, 'Overview'),
    figures,
    section('Outbreaks', [list, quiet], el('a', {href: '/outbreaks'}, 'All outbreaks'), 'h-outbreaks'),
    el('div', {class: 'columns section'},
      el('div', {},
        section('Failures by cause over a day', chart, '', 'h-chart'),
        section('Open incidents by cause', causes, '', 'h-causes')),
      section('Clusters', clusters, el('a', {href: '/clusters'}, 'All clusters'), 'h-clusters')),
    section('Newest incidents', el('div', {class: 'panel'}, table, none),
      el('a', {href: to('incidents', '', {status: 'OPEN'})}, 'All open incidents'), 'h-newest'));
  return title;
}

/** That nothing is known of is not that nothing fails. */
function nothing(clusters) {
  const watched = clusters.filter((one) => one.health === 'WATCHED').length;
  if (watched === 0) return empty('Nothing is known', 'No cluster is being watched now.');
  return empty('No open incidents', watched < clusters.length
    ? `In the ${many(watched, 'cluster')} of ${clusters.length} that can be relied on.`
    : `In any of the ${many(watched, 'cluster')}; all are being watched.`);
}

function numbers(summary, clusters) {
  const unwatched = clusters.filter((one) => one.health !== 'WATCHED').length;
  return [
    figure(summary.openOutbreaks, many(summary.openOutbreaks, 'open outbreak').replace(/^\S+ /, ''), '/outbreaks',
      summary.openOutbreaks > 0 ? 'critical' : ''),
    figure(summary.open, 'open incidents', to('incidents', '', {status: 'OPEN'})),
    figure(summary.openBySeverity.CRITICAL ?? 0, 'of them critical', to('incidents', '', {status: 'OPEN', severity: 'CRITICAL'}),
      summary.openBySeverity.CRITICAL ? 'critical' : ''),
    figure(unwatched, `of ${many(clusters.length, 'cluster')} not watched`, '/clusters', unwatched ? 'warning' : ''),
    figure(summary.resolved, 'resolved, still kept', to('incidents', '', {status: 'RESOLVED'})),
  ];
}

function figure(number, name, address, kind = '') {
  return el('a', {class: 'figure', href: address}, el('span', {class: `number ${kind}`}, number.toLocaleString('en')),
    ' ', el('span', {class: 'name'}, name));
}

function byCause(counts) {
  const ordered = Object.entries(counts).sort(([, one], [, other]) => other - one);
  const most = ordered[0]?.[1] ?? 0;
  if (most === 0) return el('p', {class: 'muted'}, 'No open incidents are known.');
  return el('ul', {class: 'bars'}, ordered.slice(0, MOST_CAUSES).map(([cause, count]) => el('li', {},
    el('a', {href: to('incidents', '', {status: 'OPEN', cause})}, el('span', {}, causeTitle(cause)),
      el('span', {}, count.toLocaleString('en')),
      el('progress', {max: most, value: count, 'aria-hidden': 'true'})))),
  ordered.length > MOST_CAUSES ? el('li', {class: 'muted small'}, `and ${many(ordered.length - MOST_CAUSES, 'more cause')}`) : '');
}

function health(clusters, open) {
  if (clusters.length === 0) return empty('No clusters', 'No producer has told of a cluster yet.');
  return [el('p', {class: 'padded small muted'}, tally(clusters)),
    el('table', {}, el('caption', {class: 'unseen'}, 'Clusters, those that need care first'),
      el('thead', {class: 'unseen'}, el('tr', {}, ['Cluster', 'Health', 'Open incidents'].map((name) => el('th', {scope: 'col'}, name)))),
      el('tbody', {}, ordered(clusters).slice(0, MOST_CLUSTERS).map((one) => el('tr', {},
        el('td', {}, el('a', {class: 'title', href: to('incidents', '', {cluster: one.cluster, status: 'OPEN'})}, foreign(shortened(one.cluster, 80)))),
        el('td', {}, healthBadge(one.health)),
        el('td', {class: 'number'}, (open[one.cluster] ?? 0).toLocaleString('en'))))))];
}
