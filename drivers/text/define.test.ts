import { expect, it } from 'vitest'
import type { Measurement } from '../model/measurement.ts'
import { readTextDriver, textDriver } from './define.ts'

/** A small thermometer that prints `T 36.9 OK` twice a second. */
const file = {
  textDriver: 1,
  id: 'acme-thermo',
  vendor: 'Acme',
  models: ['T1'],
  serial: { baud: 2400 },
  everySeconds: 0.5,
  quietSeconds: 3,
  longestLine: 40,
  line: 'T (?<skin>\\S+) (?<state>\\w+)',
  missing: '--\\.-',
  fields: [
    {
      from: 'skin',
      id: 'X_ACME_THERMO_SKIN',
      label: 'Tskin',
      unit: 'Cel',
      decimals: 1,
      lowest: 10,
      highest: 50,
    },
  ],
  markers: [
    {
      kind: 'codes',
      from: 'state',
      known: ['OK', 'BAT'],
      rules: [{ codes: ['BAT'], means: 'questionable' }],
    },
  ],
  samples: [{ line: 'T 36.9 OK', values: { skin: 36.9 } }],
}

const problems = (changes: object): readonly string[] => {
  const result = readTextDriver({ ...file, ...changes })
  return 'problems' in result ? result.problems : []
}
const [field] = file.fields

it('makes a driver of a file without any code', () => {
  const driver = textDriver(file)
  const said: Measurement[] = []
  const decoder = driver.start({ measure: (one) => said.push(one) }, driver.options.parse({}))
  decoder.push(new TextEncoder().encode('T 36.9 OK\r\n'.repeat(7)), 0)
  expect(said).toEqual([])
  decoder.push(new TextEncoder().encode('T 37.0 BAT\n'), 1)
  expect(said.map((one) => [one.atMs, one.type === 'numeric' && one.value])).toEqual([
    ...new Array(7).fill([0, 36.9]),
    [1, 37],
  ])
  expect(said.slice(-1)).toMatchObject([
    { value: 37, validity: 'questionable', channel: { unit: 'Cel', label: 'Tskin' } },
  ])
  expect(driver).toMatchObject({ evidence: 'derived', writes: null, maxQuietMs: 3_000 })
})

it('plays the samples where the file has no twin', () => {
  const twin = textDriver(file).twin({ scenario: 'stable', seed: 1, startUtcMs: 0 })
  expect(new TextDecoder().decode(twin.produce(1_000))).toBe('T 36.9 OK\r\n'.repeat(3))
  expect(twin.produce(1_200)).toHaveLength(0)
})

it('states what one changed byte may show, counted by trying each one', () => {
  const only = { ...file, line: 'T (?<skin>[0-9.]{4}) OK', markers: [] }
  // First digit: 1 to 4 but not 3 (limits 10 to 50). Second and last: nine others each. The point: none.
  const believed = 3 + 9 + 9
  const rate = Math.floor(((only.samples[0]?.line.length ?? 0) * 255) / believed)
  expect(textDriver(only).undetectedErrorRate).toMatch(new RegExp(`^1 in ${rate} of lines`))
})

it.each([
  ['the version', { textDriver: 2 }, '"textDriver"'],
  ['an id', { id: 'Acme Thermo' }, '"id" must be lower case words'],
  ['a key that nobody knows', { colour: 'red' }, '"colour" is not a known key'],
  ['a key inside another', { serial: { baud: 2400, speed: 1 } }, '"serial.speed" is not a known key'],
  ['a number for a text', { vendor: 5 }, '"vendor" must be a text in quotes'],
  ['a text for a number', { quietSeconds: '3' }, '"quietSeconds" must be a number'],
  [
    'a parity',
    { serial: { baud: 2400, parity: 'odds' } },
    '"serial.parity" must be "none" or "even" or "odd"',
  ],
  ['a missing key', { missing: undefined }, '"missing" is missing'],
  ['a pattern', { line: 'T (' }, '"line" is not a regular expression'],
  ['a pattern that can take for ever', { line: '(a+)+b' }, '"line" must not repeat a group'],
  ['a back reference', { line: '(?<skin>a)\\1' }, '"line" must not refer back'],
  ['a quiet time', { quietSeconds: 1 }, '"quietSeconds" must be at least 2.5 times'],
  ['a term', { fields: [{ ...field, id: 'MDC_NO_SUCH' }] }, '"fields[0].id" is not a known term'],
  [
    'the id of another driver',
    { fields: [{ ...field, id: 'X_OTHER_SKIN' }] },
    '"fields[0].id" is not a known term',
  ],
  ['an unknown unit', { fields: [{ ...field, unit: 'furlong' }] }, '"fields[0].unit" is furlong'],
  [
    'a unit that is not legal for the term',
    { fields: [{ ...field, id: 'MDC_PULS_OXIM_SAT_O2' }] },
    '"fields[0].unit" is Cel',
  ],
  ['a group', { fields: [{ ...field, from: 'core' }] }, '"fields[0].from" is core'],
  ['limits', { fields: [{ ...field, lowest: 60 }] }, '"fields[0].lowest" must be below highest'],
  ['the same field twice', { fields: [field, field] }, '"fields[1].id" is X_ACME_THERMO_SKIN twice'],
  ['a label', { fields: [{ ...field, label: undefined }] }, '"fields[0].label" is missing'],
  ['a sample', { samples: [{ line: 'T 36.9 OK', values: { skin: 37 } }] }, '"samples[0]" says skin is 37'],
  [
    'the line of a sample',
    { samples: [{ line: 'X', values: {} }] },
    '"samples[0]" is a line that the pattern',
  ],
  [
    'the validity of a sample',
    { samples: [{ line: 'T 36.9 BAT', values: {} }] },
    '"samples[0]" says good, but it is read as questionable',
  ],
])('names %s that is wrong', (_what, changes, expected) => {
  expect(problems(changes).join('\n')).toContain(expected)
})

it('names a key that nobody knows before those that are missing', () => {
  expect(problems({ models: undefined, model: ['T1'] })[0]).toBe('"model" is not a known key')
})

it.each([null, 'text', 5, [], {}])('refuses %j instead of a file', (content) => {
  const result = readTextDriver(content)
  expect('problems' in result && result.problems.length).toBeGreaterThan(0)
  expect(() => textDriver(content)).toThrow(TypeError)
})
