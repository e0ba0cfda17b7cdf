import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MapRow } from '../../ipc/mapping.ts'
import { readTable, tableText } from './table.ts'

/** Text as a map keeps it: without blanks around it, nor the mark of letters that could not be read. */
const anyText = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .map((text) => text.trim())
  .filter((text) => text !== '' && !text.includes('\uFFFD'))
const tricky = fc.constantFrom(
  ...['=1+1', '+49', '-5', '-5a', '@x', "'q", "'=1", "''-x", 'a"b', '"', 'a,b', 'a;b', 'a\tb'],
  ...['a\r\nb', 'a\nb', '0123'],
)
const text = fc.oneof(anyText, tricky)
const anyRow: fc.Arbitrary<MapRow> = fc.record({
  id: text,
  destination: fc.option(text),
  isSent: fc.boolean(),
  code: fc.option(
    fc.record({
      ...{ code: text, name: text, system: text, uri: fc.oneof(fc.constant(''), text) },
      place: fc.constantFrom('first' as const, 'second' as const),
    }),
  ),
  unit: fc.option(text),
})
const HEAD = 'id,destination,sent,code,name,system,uri,place,unit'
const ROW: MapRow = { id: 'MDC_TEMP', destination: null, isSent: true, code: null, unit: '[degF]' }

describe('a map as a table', () => {
  it('comes back as it was, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 8 }), (rows) => {
        expect(readTable(tableText(rows))).toEqual({ rows, problem: null })
      }),
    )
  })

  it('has a cell a column for any reader of CSV, and none that a spreadsheet would calculate', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 8 }), (rows) => {
        const lines: string[][] = parse(tableText(rows), { bom: true, record_delimiter: '\r\n' })
        expect(lines.map((line) => line.length)).toEqual(Array(rows.length + 1).fill(9))
        const run = lines.flat().filter((cell) => /^([=@\t\r]|[+-](?!\d+(\.\d+)?$))/.test(cell))
        expect(run).toEqual([])
      }),
    )
  })

  it.each([';', '\t'])(
    'is read as a spreadsheet saves it: by %j, in other order, with empty rows',
    (sign) => {
      const lines = [
        ['unit', 'id', 'destination', 'Sent', ' code', 'name', 'system', 'uri', 'place'],
        ['[degF]', 'MDC_TEMP', '', 'YES', '', '', '', '', ''],
        ['', '', '', '', '', '', '', '', ''],
        [],
      ]
      for (const end of ['\n', '\r\n', '\r']) {
        const saved = lines.map((cells) => cells.join(sign)).join(end)
        expect(readTable(saved)).toEqual({ rows: [ROW], problem: null })
      }
    },
  )

  it.each([
    ['', { kind: 'column', column: 'id' }],
    ['{"vigilMap":1,"rows":[]}', { kind: 'torn', row: 1 }],
    ['id,sent', { kind: 'column', column: 'destination' }],
    [`${HEAD},more`, { kind: 'column', column: 'more' }],
    [`${HEAD},id`, { kind: 'column', column: 'id' }],
    [`${HEAD}\nMDC_TEMP,,maybe,,,,,,`, { kind: 'value', row: 2, column: 'sent', value: 'maybe' }],
    [`${HEAD}\n\n,,yes,,,,,,`, { kind: 'value', row: 3, column: 'id', value: '' }],
    [`${HEAD}\nMDC_TEMP,,yes,C,N,99K,,third,`, { kind: 'value', row: 2, column: 'place', value: 'third' }],
    [`${HEAD}\nMDC_TEMP,,yes,C,N,99K,,,`, { kind: 'value', row: 2, column: 'place', value: '' }],
    [
      `${HEAD}\nMDC_TEMP,,yes,,,,,,${'x'.repeat(65)}`,
      { kind: 'value', row: 2, column: 'unit', value: 'x'.repeat(65) },
    ],
    [`${HEAD}\n"MDC\r\n_TEMP",,yes,,,,,,\nMDC_TEMP,,yes`, { kind: 'torn', row: 3 }],
    [`${HEAD}\n"MDC_TEMP,,yes,,,,,,`, { kind: 'torn', row: 2 }],
    [`${HEAD}\n"MDC"X,,yes,,,,,,`, { kind: 'torn', row: 2 }],
    [`${HEAD}\nMDC_TEMP,,yes,C,Fi\uFFFDvre,99K,,first,`, { kind: 'letters' }],
  ])('%j says what is wrong and where', (csv, problem) =>
    expect(readTable(csv)).toEqual({ rows: null, problem }),
  )

  it('takes as many rows as a map may have, and no more', () => {
    const rows = (count: number) => `${HEAD}\n${'MDC_TEMP,,yes,,,,,,[degF]\n'.repeat(count)}`
    expect(readTable(rows(1_000)).rows).toHaveLength(1_000)
    expect(readTable(rows(1_001))).toEqual({ rows: null, problem: { kind: 'many' } })
  })

  it('never throws, whatever it is given', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (any) => void readTable(`${HEAD}\n${any}`)))
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (any) => void readTable(any)))
  })
})
