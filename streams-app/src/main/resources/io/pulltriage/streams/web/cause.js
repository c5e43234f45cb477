// The runbook of a cause: what it means and what to do.
import {el} from './dom.js';
import {to} from './address.js';
import {Failure} from './api.js';
import {severityBadge} from './parts.js';
import {steps} from './copying.js';
import {PHASES, causeEntry} from './words.js';

/** Draws it. */
export async function drawCause(place, {id}) {
  const entry = causeEntry(id);
  if (!entry) throw new Failure(404, 'There is no such cause.');
  place.append(
    el('nav', {class: 'crumbs', 'aria-label': 'Where'}, 'Causes'),
    el('h1', {tabindex: '-1'}, entry.title),
    el('div', {class: 'status'}, severityBadge(entry.severity, 'OPEN', true), el('span', {}, `${PHASES[entry.phase]} phase`),
      el('code', {}, id), el('a', {href: to('incidents', '', {cause: id, status: 'OPEN'})}, 'Open incidents with this cause')),
    el('p', {class: 'lead'}, entry.explanation),
    el('section', {}, el('h2', {}, 'What to do'), steps(entry.remediation)),
    el('p', {class: 'muted small section'}, 'Words in braces stand for your own names; incidents fill them in.'));
  return `${entry.title} · PullTriage`;
}
