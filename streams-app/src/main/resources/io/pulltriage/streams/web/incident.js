// One incident: what is wrong, what to do, what speaks for it.
import {askFor, rawAddress} from './api.js';
import {el, foreign, put} from './dom.js';
import {to} from './address.js';
import {timeline} from './evidence.js';
import {followChanges} from './live.js';
import {noticeAnswer, say} from './notices.js';
import {causeLink, ending, facts, imageName, names, outbreakTitle, severityBadge} from './parts.js';
import {shortened, visible} from './text.js';
import {steps} from './copying.js';
import {lasted, when} from './times.js';
import {calmly} from './view.js';
import {CONFIDENCES, PHASES, causeTitle, many} from './words.js';

/** Draws it. */
export async function drawIncident(place, {id}, signal) {
  const main = el('div');
  const side = el('div', {class: 'panel'});
  const load = async (again) => {
    const incident = await askFor('incidents', id, signal);
    noticeAnswer(incident);
    put(main, content(incident));
    if (incident.outbreak) void drawOutbreak(main.querySelector('#outbreak'), incident.outbreak, signal);
    if (again) say(`The incident has changed; it is ${incident.status.toLowerCase()}.`);
    return incident;
  };
  const reload = calmly(() => load(true), 400, signal);
  const mine = (change) => change.id === id && reload();
  const [cluster, namespace] = id.split('/');
  await followChanges({kind: 'incident', cluster, ...(namespace ? {namespace} : {})},
    {incident: mine, 'incident-gone': mine, reset: reload}, signal);
  const incident = await load(false);
  side.append(el('div', {class: 'facts-block padded'}, el('h2', {class: 'unseen'}, 'Facts'), whereabouts(incident)));
  place.append(heading(incident), el('div', {class: 'columns'}, main, el('aside', {'aria-label': 'Facts'}, side)));
  return `${causeTitle(incident.cause)}: ${visible(shortened(incident.workload.name, 60))} · PullTriage`;
}

function heading(incident) {
  return el('div', {},
    el('nav', {class: 'crumbs', 'aria-label': 'Where'},
      el('a', {href: '/incidents'}, 'Incidents'), ' / ',
      el('a', {href: to('incidents', '', {cluster: incident.cluster})}, foreign(shortened(incident.cluster, 80))), ' / ',
      el('a', {href: to('incidents', '', {cluster: incident.cluster, namespace: incident.namespace})},
        foreign(shortened(incident.namespace, 80)))),
    el('h1', {tabindex: '-1'}, foreign(shortened(incident.title, 400))));
}

function content(incident) {
  const texts = [incident.image.reference, incident.namespace, incident.workload.name, incident.container,
    incident.replacedBy, ...incident.podNames, ...incident.nodes, ...incident.pullSecrets];
  const over = incident.status === 'RESOLVED';
  return [
    el('div', {class: 'status'},
      severityBadge(incident.severity, incident.status, true),
      el('span', {}, `${PHASES[incident.phase] ?? incident.phase} phase, ${CONFIDENCES[incident.confidence] ?? ''}`),
      over ? el('span', {}, `${ending(incident)} `, when(incident.resolvedAt ?? incident.lastSeen), ', after ',
        lasted(incident.firstSeen, incident.resolvedAt ?? incident.lastSeen))
        : el('span', {}, el('strong', {}, many(incident.failingPods, 'pod fails', 'pods fail')), ', for ',
          lasted(incident.firstSeen)),
      el('span', {}, 'last seen ', when(incident.lastSeen))),
    incident.outbreak ? el('div', {id: 'outbreak', class: 'notice lost'}, 'Part of an outbreak: ',
      el('a', {href: to('outbreaks', incident.outbreak)}, foreign(shortened(incident.outbreak)))) : '',
    el('section', {'aria-label': 'Meaning'}, foreign(shortened(incident.explanation, 6000), 'p', {class: 'lead'}),
      incident.alternatives.length ? el('p', {class: 'muted'}, 'It may also be: ', names(incident.alternatives, causeLink)) : '',
      incident.replacedBy ? el('p', {}, 'Replaced by ', foreign(shortened(incident.replacedBy), 'code')) : ''),
    el('section', {}, el('h2', {}, 'What to do', el('a', {href: to('causes', incident.cause)}, 'Runbook')),
      steps(incident.remediation, texts)),
    el('section', {}, el('h2', {}, 'Evidence'), timeline(incident)),
  ];
}

async function drawOutbreak(place, id, signal) {
  try {
    const outbreak = await askFor('outbreaks', id, signal);
    put(place, el('span', {}, el('strong', {}, outbreak.status === 'OPEN' ? 'Part of an outbreak: ' : 'Was part of an outbreak: '),
      outbreakTitle(outbreak), ` (${many(outbreak.incidents, 'incident')}, ${many(outbreak.clusters.length, 'cluster')})`));
  } catch {
    // The link to it stands already.
  }
}

function whereabouts(incident) {
  const narrowed = (more) => to('incidents', '', more);
  return [facts([
    ['Cause', causeLink(incident.cause)],
    ['Cluster', el('a', {href: narrowed({cluster: incident.cluster})}, foreign(incident.cluster))],
    ['Namespace', foreign(incident.namespace)],
    ['Workload', el('a', {href: narrowed({cluster: incident.cluster, namespace: incident.namespace,
      workload: `${incident.workload.kind}/${incident.workload.name}`})},
    foreign(`${incident.workload.kind}/${incident.workload.name}`))],
    ['Container', foreign(incident.container)],
    ['Image', el('a', {href: narrowed({image: incident.image.reference})}, imageName(incident.image))],
    ['Registry', incident.image.registry ? el('a', {href: narrowed({registry: incident.image.registry})},
      foreign(incident.image.registry)) : undefined],
    ['Nodes', incident.nodes.length ? names(incident.nodes, (name) =>
      el('a', {href: narrowed({cluster: incident.cluster, node: name})}, foreign(name))) : 'none yet'],
    ['Zones', incident.zones.length ? names(incident.zones) : undefined],
    ['Pull secrets', incident.pullSecrets.length ? names(incident.pullSecrets) : undefined],
    ['Pods', el('span', {}, incident.podNames.length ? names(incident.podNames, undefined, 5) : '',
      el('span', {class: 'muted'}, ` (${many(incident.affectedPods, 'pod')} affected)`))],
    ['First seen', when(incident.firstSeen)],
    ['Rules', foreign(incident.rulesVersion, 'code')],
  ]), el('p', {class: 'links section'}, el('a', {href: rawAddress('incidents', incident.id), 'data-plain': ''}, 'JSON'),
    el('a', {href: to('causes', incident.cause)}, 'Runbook'))];
}
