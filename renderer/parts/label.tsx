import { createElement, type ReactElement } from 'react'

/** Gases whose 2 is printed low: SpO2, CO2, EtCO2, N2O, O2. */
const LOWERED = /((?<=O)2|(?<=[NH])2(?=O)|₂)/

/** The same in a sentence, where no element fits: the sign for a lowered 2. */
export function labelText(text: string): string {
  return text.replaceAll(new RegExp(LOWERED, 'g'), '₂')
}

/** A parameter name with a real subscript: the 2 of `SpO2` is lowered. */
export function Label({ text }: { readonly text: string }): ReactElement {
  const children = text
    .split(LOWERED)
    .map((part, index) => (index % 2 === 1 ? createElement('sub', null, '2') : part))
  return createElement('span', null, ...children)
}
