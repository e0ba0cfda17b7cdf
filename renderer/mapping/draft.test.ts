import { describe, expect, it } from 'vitest'
import type { MappedNumber, MapRow } from '../../electron/ipc/mapping.ts'
import { fileText, found, rowOf, rowsOfFile, withoutRow, withRow } from './draft.ts'

const ROW: MapRow = { id: 'MDC_TEMP', destination: null, isSent: true, code: null, unit: '[degF]' }
const NUMBERS: readonly MappedNumber[] = [
  { id: 'MDC_ECG_HEART_RATE', label: 'HR', unit: '/min', code: 147842, loinc: '8867-4' },
  { id: 'MDC_TEMP', label: 'T', unit: 'Cel', code: 150344, loinc: null },
]

describe('a map that is edited', () => {
  it('has one row a number and destination, and none that says nothing', () => {
    const rows = withRow(withRow([], ROW), { ...ROW, unit: null, isSent: false })
    expect(rows).toEqual([{ ...ROW, unit: null, isSent: false }])
    expect(withRow(rows, { ...ROW, unit: null })).toEqual([])
    // For one system alone, "as it is" takes the place of what holds for all.
    const own = { ...ROW, destination: 'his', unit: null }
    expect(withRow(rows, own)).toHaveLength(2)
    expect(rowOf(withRow(rows, own), 'MDC_TEMP', 'his')).toEqual(own)
    expect(withoutRow(withRow(rows, own), own)).toEqual(rows)
    expect(rowOf([], 'MDC_TEMP', null)).toEqual({ ...ROW, unit: null })
  })

  it('is found by name, id, code and the code of the site, what is mapped first', () => {
    const code = { code: 'HF-1', name: 'Puls', system: '99KIS', uri: '', place: 'first' as const }
    const rows: readonly MapRow[] = [{ ...ROW, code }]
    const ids = (typed: string) => found(NUMBERS, rows, typed).map(({ id }) => id)
    expect(ids('')).toEqual(['MDC_TEMP', 'MDC_ECG_HEART_RATE'])
    for (const typed of ['hr', 'heart', '147842', '8867']) expect(ids(typed)).toEqual(['MDC_ECG_HEART_RATE'])
    for (const typed of ['hf-1', 'puls']) expect(ids(typed)).toEqual(['MDC_TEMP'])
    expect(ids('nothing')).toEqual([])
  })

  it('comes back from its file, and nothing else does', () => {
    expect(rowsOfFile(fileText([ROW]))).toEqual([ROW])
    const wrong = ['', 'x', '[]', '{}', '{"vigilMap":1}', '{"vigilMap":2,"rows":[]}']
    const torn = fileText([ROW]).slice(0, -9)
    const strange = JSON.stringify({ vigilMap: 1, rows: [{ ...ROW, more: 1 }] })
    const many = JSON.stringify({ vigilMap: 1, rows: Array.from({ length: 1_001 }, () => ROW) })
    for (const text of [...wrong, torn, strange, many]) expect(rowsOfFile(text), text.slice(0, 40)).toBeNull()
  })
})
