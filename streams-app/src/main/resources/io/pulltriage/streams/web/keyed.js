// A list of elements by key that changes in place: what stays keeps its element, and with it scroll and focus.

/** Keeps a parent's children in step with items. */
export class Keyed {
  #parent;
  #render;
  #entries = new Map();

  /** @param render makes an element of an item; the item has `id` and `revision`. */
  constructor(parent, render) {
    this.#parent = parent;
    this.#render = render;
  }

  get size() {
    return this.#entries.size;
  }

  /** All items, in no order of meaning. */
  items() {
    return [...this.#entries.values()].map((entry) => entry.item);
  }

  /** Shows just these, in this order; marks what is new or changed, if asked to. */
  show(items, {mark = false} = {}) {
    const wanted = new Set(items.map((item) => item.id));
    for (const id of [...this.#entries.keys()]) {
      if (!wanted.has(id)) this.remove(id);
    }
    let before = this.#parent.firstElementChild;
    for (const item of items) {
      const element = this.#element(item, mark);
      if (element === before) before = before.nextElementSibling;
      else this.#parent.insertBefore(element, before);
    }
  }

  /** Changes one in its place; false if it is not among them. */
  change(item) {
    if (!this.#entries.has(item.id)) return false;
    this.#element(item, true);
    return true;
  }

  /** Puts one first. */
  addFirst(item) {
    this.#parent.prepend(this.#element(item, true));
  }

  /** Takes one away; focus goes to its neighbour. */
  remove(id) {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#entries.delete(id);
    const hadFocus = entry.element.contains(document.activeElement);
    const neighbour = entry.element.nextElementSibling ?? entry.element.previousElementSibling;
    entry.element.remove();
    if (hadFocus) neighbour?.querySelector('a')?.focus({preventScroll: true});
  }

  #element(item, mark) {
    const known = this.#entries.get(item.id);
    if (known && known.item.revision === item.revision) return known.element;
    const element = this.#render(item);
    element.dataset.key = item.id;
    if (mark) element.classList.add('changed');
    if (known) {
      const focused = [...known.element.querySelectorAll('a, button')].indexOf(document.activeElement);
      known.element.replaceWith(element);
      if (focused >= 0) element.querySelectorAll('a, button')[focused]?.focus({preventScroll: true});
    }
    this.#entries.set(item.id, {item, element});
    return element;
  }
}
