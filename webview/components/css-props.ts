import { type ElementPart, noChange } from 'lit';
import { Directive, directive, type PartInfo, PartType } from 'lit/directive.js';

type Properties = Readonly<Record<string, string>>;

/**
 * Sets CSS properties through the object model. lit's `styleMap` writes its first values as a style attribute,
 * which the page's policy does not allow.
 */
class CssProps extends Directive {
  #before: Properties = {};

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('cssProps stands in the tag of an element.');
  }

  render(_properties: Properties): unknown {
    return noChange;
  }

  override update(part: ElementPart, [properties]: [Properties]): unknown {
    const { style } = part.element as HTMLElement;
    for (const name of Object.keys(this.#before)) if (!(name in properties)) style.removeProperty(name);
    for (const [name, value] of Object.entries(properties))
      if (this.#before[name] !== value) style.setProperty(name, value);
    this.#before = properties;
    return noChange;
  }
}

/** `<div ${cssProps({ left: '12px' })}>` */
export const cssProps = directive(CssProps);
