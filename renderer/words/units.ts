import { leftToRight } from './words.ts'

/** How parts of UCUM units are printed. Source: UCUM's own print symbols, and mmHg as bedside monitors print it. */
const PRINTED: readonly (readonly [ucum: string, printed: string])[] = [
  ['mm[Hg]', 'mmHg'],
  ['cm[H2O]', 'cmH₂O'],
  ['[degF]', '°F'],
  ['Cel', '°C'],
]
/** Micro stands only before these units; a plain u is none. */
const MICRO = /\bu(?=[mVsgLA])/g

/** A UCUM unit as people read it: annotations in braces are left out, `mm[Hg]` becomes mmHg. Unknown units stay as they are. */
export function printedUnit(ucum: string): string {
  let text = ucum.replace(/\{[^}]*\}/g, '')
  if (text === '1') return ''
  for (const [part, printed] of PRINTED) text = text.replace(part, printed)
  return leftToRight(text.replace(MICRO, 'µ'))
}
