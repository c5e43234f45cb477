// Outbreaks as cards, and the view that lists all of them.
import {ask} from './api.js';
import {el, foreign} from './dom.js';
import {filters, to} from './address.js';
import {Keyed} from './keyed.js';
import {followChanges} from './live.js';
import {noticeAnswer} from './notices.js';
import {empty, names, outbreakTitle, severityBadge} from './parts.js';
import {shortened} from './text.js';
import {lasted, when} from './times.js';
import {calmly} from './view.js';
import {CONFIDENCES, many} from './words.js';

const PAGE = 50;

/** A list of cards that changes in place. */
export function outbreakCards() {
  const list = el('ul', {class: 'outbreaks'});
  return {list, cards: new Keyed(list, card)};
}

function card(outbreak) {
  const over = outbreak.status === 'RESOLVED';
  return el('li', {class: `panel outbreak${over ? ' over' : ''}`, 'data-row': ''},
    el('h3', {}, outbreakTitle(outbreak)),
    el('div', {class: 'line'},
      over ? severityBadge('INFO', 'RESOLVED') : el('span', {class: 'badge critical'}, 'Outbreak'),
      el('span', {}, el('strong', {}, many(outbreak.incidents, 'incident'))),
      el('span', {}, many(outbreak.failingPods, 'pod fails', 'pods fail'), `, ${outbreak.healthyPods.toLocaleString('en')} got images all the same`),
      el('span', {}, 'in ', names(outbreak.clusters, undefined, 4)),
      el('span', {}, CONFIDENCES[outbreak.confidence] ?? '')),
    foreign(shortened(outbreak.explanation, 600), 'p'),
    el('div', {class: 'line'}, el('span', {}, 'began ', when(outbreak.firstSeen)),
      over ? el('span', {}, 'over ', when(outbreak.resolvedAt), ', after ', lasted(outbreak.firstSeen, outbreak.resolvedAt))
        : el('span', {}, 'last seen ', when(outbreak.lastSeen)),
      el('a', {href: to('incidents', '', {outbreak: outbreak.id})}, 'its incidents')));
}

/** Draws the view. */
export async function drawOutbreaks(place, {parameters}, signal) {
  const {list, cards} = outbreakCards();
  const wanted = Object.fromEntries(filters(parameters));
  const cursor = parameters.get('cursor');
  const nothing = el('div', {class: 'panel', hidden: ''}, empty('No outbreaks',
    'No cause is shared widely enough to be told as one: incidents, if any, stand alone.'));
  const pager = el('nav', {class: 'pager', 'aria-label': 'Pages'});
  const load = async () => {
    const answer = await ask('outbreaks', {...wanted, limit: PAGE, ...(cursor ? {cursor} : {})}, signal);
    cards.show(answer.items, {mark: cards.size > 0});
    nothing.hidden = cards.size > 0;
    pager.replaceChildren(...[
      cursor ? el('a', {class: 'button', href: to('outbreaks', '', wanted)}, 'First page') : '',
      answer.next ? el('a', {class: 'button', href: to('outbreaks', '', {...wanted, cursor: answer.next})}, 'Next page') : '',
    ].filter(Boolean));
    noticeAnswer(answer);
  };
  const reload = calmly(load, 500, signal);
  await followChanges({kind: 'outbreak', ...(wanted.cluster ? {cluster: wanted.cluster} : {})}, {
    outbreak: (outbreak) => cards.change(outbreak) || reload(),
    'outbreak-gone': reload,
    reset: reload,
  }, signal);
  await load();
  place.append(el('div', {class: 'head'}, el('h1', {tabindex: '-1'}, 'Outbreaks'),
    el('p', {class: 'muted'}, 'Many incidents with one cause: an image, a registry, a node, a zone, a cluster, a credential.')),
  el('h2', {class: 'unseen'}, 'Open ones first'), list, nothing, pager);
  return 'Outbreaks · PullTriage';
}
