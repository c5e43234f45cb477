// What is known of an incident's nodes and image, beside it.
import {ask} from './api.js';
import {el, foreign} from './dom.js';
import {facts, names} from './parts.js';
import {when} from './times.js';
import {to} from './address.js';
import {many} from './words.js';

const MOST_NODES = 3;

/** Draws facts into places that are there already, as each comes. */
export function drawFacts(incident, place, signal) {
  const image = el('div', {class: 'facts-block padded'}, el('h3', {}, 'Image elsewhere in the cluster'), waiting());
  const nodes = incident.nodes.slice(0, MOST_NODES).map((name) => ({name, block: el('div', {class: 'facts-block padded'},
    el('h3', {}, 'Node ', foreign(name)), waiting())}));
  place.append(image, ...nodes.map((one) => one.block));
  void fill(image, ask('image', {cluster: incident.cluster, image: incident.image.reference}, signal), imageFacts,
    'No container of this cluster runs from it.', signal);
  for (const {name, block} of nodes) {
    void fill(block, ask('node', {cluster: incident.cluster, name}, signal), nodeFacts, 'Nothing is known of it.', signal);
  }
  if (incident.nodes.length > MOST_NODES) {
    place.append(el('p', {class: 'facts-block padded small muted'}, 'and ', names(incident.nodes.slice(MOST_NODES), (name) =>
      el('a', {href: to('incidents', '', {cluster: incident.cluster, node: name})}, foreign(name)))));
  }
}

const waiting = () => el('p', {class: 'muted small'}, 'Loading…');

async function fill(block, answer, render, none, signal) {
  let content;
  try {
    content = render(await answer);
  } catch (error) {
    if (signal.aborted) return;
    content = el('p', {class: 'muted small'}, error.status === 404 || error.status === 400 ? none
      : `Could not be loaded: ${error.message}`);
  }
  block.lastElementChild.replaceWith(content);
}

function imageFacts(usage) {
  return facts([
    ['Running', many(usage.runningContainers, 'container')],
    ['On nodes', usage.nodes.length ? names(usage.nodes) : undefined],
    ['Platforms', usage.platforms.length ? names(usage.platforms) : undefined],
    ['Zones', usage.zones.length ? names(usage.zones) : undefined],
    ['Last start', usage.lastStart ? when(usage.lastStart) : undefined],
  ]);
}

function nodeFacts(node) {
  const ill = node.conditions.filter((one) => one.type === 'Ready' ? one.status !== 'True' : one.status !== 'False');
  return facts([
    ['Platform', foreign(`${node.operatingSystem}/${node.architecture}`)],
    ['Zone', node.zone ? foreign(node.zone) : undefined],
    ['Runtime', foreign(node.containerRuntime)],
    ['Kubelet', foreign(node.kubeletVersion)],
    ['System', foreign(node.osImage)],
    ['Type', node.instanceType ? foreign(node.instanceType) : undefined],
    ['Conditions', ill.length ? el('ul', {}, ill.map((one) => el('li', {class: 'wrong'}, foreign(`${one.type} is ${one.status}`),
      one.reason ? [' (', foreign(one.reason), ')'] : ''))) : 'all well'],
    ['Takes pods', node.unschedulable ? 'no' : undefined],
  ]);
}
