// One outbreak: how far it reaches, what speaks for and against it, its incidents.
import {askFor, rawAddress} from './api.js';
import {el, foreign, put, svg} from './dom.js';
import {to} from './address.js';
import {drawIncidents} from './list.js';
import {followChanges} from './live.js';
import {say} from './notices.js';
import {causeLink, empty, facts, names, severityBadge} from './parts.js';
import {steps} from './copying.js';
import {shortened, visible} from './text.js';
import {lasted, when} from './times.js';
import {calmly} from './view.js';
import {CONFIDENCES, SCOPES, causeEntry, causeTitle, many} from './words.js';

/** Draws it. */
export async function drawOutbreak(place, {id}, signal) {
  const about = el('div');
  const load = async (again) => {
    const outbreak = await askFor('outbreaks', id, signal);
    put(about, content(outbreak));
    if (again) say(`The outbreak has changed: ${many(outbreak.incidents, 'incident')}.`);
    return outbreak;
  };
  const reload = calmly(() => load(true), 400, signal);
  const mine = (change) => change.id === id && reload();
  const list = el('div');
  const none = el('div');
  const incidents = drawIncidents(list, new URLSearchParams({outbreak: id}), signal, {
    caption: 'Incidents of this outbreak', none});
  await followChanges({kind: 'outbreak'}, {outbreak: mine, 'outbreak-gone': mine, reset: reload}, signal);
  const outbreak = await load(false);
  put(none, outbreak.incidentIds.length ? byId(outbreak) : empty('No incidents are kept', 'They may have ended long ago.'));
  await incidents;
  place.append(
    el('nav', {class: 'crumbs', 'aria-label': 'Where'}, el('a', {href: '/outbreaks'}, 'Outbreaks')),
    el('h1', {tabindex: '-1'}, `${causeTitle(outbreak.cause)}: ${(SCOPES[outbreak.scope] ?? '').toLowerCase()} `,
      foreign(shortened(outbreak.key))),
    about,
    el('section', {}, el('h2', {}, 'Incidents', el('a', {href: to('incidents', '', {outbreak: id})}, 'Filter them')), list));
  return `Outbreak: ${visible(shortened(outbreak.key, 80))} · PullTriage`;
}

function content(outbreak) {
  const over = outbreak.status === 'RESOLVED';
  return [
    el('div', {class: 'status'},
      over ? severityBadge('INFO', 'RESOLVED', true) : el('span', {class: 'badge critical chip'}, 'Open'),
      el('span', {}, CONFIDENCES[outbreak.confidence] ?? ''),
      el('span', {}, 'began ', when(outbreak.firstSeen)),
      over ? el('span', {}, 'over ', when(outbreak.resolvedAt), ', after ', lasted(outbreak.firstSeen, outbreak.resolvedAt))
        : el('span', {}, 'last seen ', when(outbreak.lastSeen))),
    el('div', {class: 'columns'},
      el('div', {},
        foreign(shortened(outbreak.explanation, 4000), 'p', {class: 'lead'}),
        balance(outbreak),
        el('section', {}, el('h2', {}, 'What to do', el('a', {href: to('causes', outbreak.cause)}, 'Runbook')),
          steps(causeEntry(outbreak.cause)?.remediation ?? [], [outbreak.key]))),
      el('aside', {'aria-label': 'Reach', class: 'panel padded'}, facts([
        ['Cause', causeLink(outbreak.cause)],
        ['Scope', SCOPES[outbreak.scope] ?? outbreak.scope],
        ['Within', foreign(shortened(outbreak.key), 'bdi', {class: 'code'})],
        ['Incidents', outbreak.incidents.toLocaleString('en')],
        ['Clusters', names(outbreak.clusters, (name) => el('a', {href: to('incidents', '', {cluster: name,
          outbreak: outbreak.id})}, foreign(name)), 30)],
        ['Nodes', outbreak.nodes.length ? names(outbreak.nodes, nodeLink, 30) : 'none'],
        ['First seen', when(outbreak.firstSeen)],
      ]), el('p', {class: 'links section'}, el('a', {href: rawAddress('outbreaks', outbreak.id), 'data-plain': ''}, 'JSON'),
        el('a', {href: to('causes', outbreak.cause)}, 'Runbook')))),
  ];
}

/** Those that it names itself, for when none name it. */
const byId = ({incidentIds}) => el('ul', {class: 'list-plain padded'}, incidentIds.map((id) => el('li', {},
  el('a', {href: to('incidents', id)}, foreign(shortened(id))))));

function nodeLink(node) {
  const slash = node.indexOf('/');
  return el('a', {href: to('incidents', '', {cluster: node.slice(0, slash), node: node.slice(slash + 1)})}, foreign(node));
}

/** How many pods fail within the scope, and how many do not. */
function balance({failingPods, healthyPods}) {
  const all = failingPods + healthyPods;
  if (all === 0) return '';
  const part = (failingPods / all) * 100;
  return el('div', {class: 'section'}, el('h2', {}, 'For and against'),
    el('div', {class: 'balance', 'aria-hidden': 'true'}, svg('svg', {viewBox: '0 0 100 10', preserveAspectRatio: 'none'},
      svg('rect', {class: 'failing', x: 0, y: 0, width: part, height: 10}),
      svg('rect', {class: 'healthy', x: part, y: 0, width: 100 - part, height: 10}))),
    el('p', {}, el('strong', {}, many(failingPods, 'pod fails', 'pods fail')), ' within this scope; ',
      el('strong', {}, healthyPods.toLocaleString('en')), ' got the same or other images all the same.'));
}
