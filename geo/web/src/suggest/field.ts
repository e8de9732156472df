/** An input of the form, and its label. */

import { h } from "../dom.ts";

let count = 0;

/**
 * @param title what the file calls it
 * @param beside stands in a line with the input
 */
export function labelled(label: string, title: string, input: HTMLElement, beside?: HTMLElement): HTMLElement {
  count += 1;
  input.id = `pm-field-${count}`;
  return h("div", { class: "pm-form-field", title }, h("label", { for: input.id }, label), beside ? h("div", { class: "pm-form-line" }, input, beside) : input);
}
