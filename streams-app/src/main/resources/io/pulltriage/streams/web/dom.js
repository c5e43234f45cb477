// Builds elements. Texts become text nodes, never markup; there is no other way in.
import {pieces} from './text.js';

const SVG = 'http://www.w3.org/2000/svg';

/** An element with properties (on… are listeners, dataset an object) and children. */
export function el(name, properties = {}, ...children) {
  return fill(document.createElement(name), properties, children);
}

/** An element of SVG. */
export function svg(name, properties = {}, ...children) {
  return fill(document.createElementNS(SVG, name), properties, children);
}

function fill(element, properties, children) {
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key === 'dataset') Object.assign(element.dataset, value);
    else element.setAttribute(key, value === true ? '' : value);
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/** Puts children in place of what is there. */
export function put(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

/** Text of a cluster: its own direction, and what cannot be seen made visible. */
export function foreign(value, name = 'bdi', properties = {}) {
  return el(name, {dir: 'auto', ...properties}, pieces(value).map((piece) => piece.text
    ?? el('span', {class: 'hidden-char', title: 'a character that cannot be seen'}, `[${piece.hidden}]`)));
}
