// Parts that several views are made of.
import {el, foreign} from './dom.js';
import {icon} from './icons.js';
import {shortened, visible} from './text.js';
import {to} from './address.js';
import {HEALTHS, RESOLUTIONS, SCOPES, SEVERITIES, causeTitle} from './words.js';

/** How urgent, or that it is over. */
export function severityBadge(severity, status = 'OPEN', chip = false) {
  const kind = status === 'RESOLVED' ? 'over' : severity.toLowerCase();
  const word = status === 'RESOLVED' ? 'Resolved' : SEVERITIES[severity] ?? severity;
  return el('span', {class: `badge ${kind}${chip ? ' chip' : ''}`}, icon(kind), word);
}

/** How far what is known of a cluster can be relied on. */
export function healthBadge(health) {
  const about = HEALTHS[health] ?? HEALTHS.SILENT;
  return el('span', {class: `badge ${about.kind}`, title: about.meaning}, icon(about.icon), about.word);
}

/** Registry, repository and tag as the pod's spec writes them. */
export const imageName = (image, most = 200) => foreign(shortened(image.reference, most), 'bdi', {class: 'code',
  title: visible(shortened(image.reference, 2000))});

/** What an outbreak is about, as a link. */
export function outbreakTitle(outbreak) {
  return el('a', {href: to('outbreaks', outbreak.id)}, `${causeTitle(outbreak.cause)}: `,
    `${(SCOPES[outbreak.scope] ?? outbreak.scope).toLowerCase()} `, foreign(shortened(outbreak.key)));
}

/** How an incident ended, in words. */
export const ending = (incident) => RESOLUTIONS[incident.resolution] ?? 'ended';

/** A link to a cause's own page. */
export const causeLink = (cause) => el('a', {href: to('causes', cause)}, causeTitle(cause));

/** Says that there is nothing, why, and what can be done about it. */
export function empty(title, words, ...more) {
  return el('div', {class: 'empty'}, el('strong', {}, title), words, more.length ? el('div', {}, more) : '');
}

/** A list of names and values; those without a value are left out. */
export function facts(pairs) {
  return el('dl', {class: 'facts'}, pairs.filter(([, value]) => value !== undefined && value !== null && value !== ''
    && value?.length !== 0).map(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));
}

/** Texts of a cluster with commas between, no more of them than that. */
export function names(values, render = (value) => foreign(shortened(value)), most = 12) {
  const shown = values.slice(0, most).flatMap((value, at) => [at > 0 ? ', ' : '', render(value)]);
  return values.length > most ? [shown, ` and ${values.length - most} more`] : shown;
}
