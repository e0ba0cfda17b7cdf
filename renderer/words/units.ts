/** How UCUM units are printed. Source: UCUM's own print symbols, and mmHg as bedside monitors print it. */
const PRINTED: Readonly<Record<string, string>> = {
  '1': '',
  'mm[Hg]': 'mmHg',
  'cm[H2O]': 'cmH₂O',
  Cel: '°C',
  '[degF]': '°F',
  'L/min': 'L/min',
  um: 'µm',
  us: 'µs',
  uV: 'µV',
}

/** A UCUM unit as people read it: annotations in braces are left out, `mm[Hg]` becomes mmHg. Unknown units stay as they are. */
export function printedUnit(ucum: string): string {
  const bare = ucum.replace(/\{[^}]*\}/g, '')
  return PRINTED[bare] ?? bare
}
