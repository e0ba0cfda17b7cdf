import { describe, expect, it } from 'vitest'
import type { MapRow, MapTable, MapTableProblem } from '../../electron/ipc/mapping.ts'
import { fileText } from './draft.ts'
import { rowsIn } from './map-file.ts'

const ROW: MapRow = { id: 'MDC_TEMP', destination: null, isSent: true, code: null, unit: '[degF]' }
const asked: string[] = []
const answers = (table: MapTable) => (text: string) => {
  asked.push(text)
  return Promise.resolve(table)
}

describe('a file of a map', () => {
  it('is a table by the end of its name, else what Set-up saves', async () => {
    const read = answers({ rows: [ROW], problem: null })
    expect(await rowsIn('map.json', fileText([ROW]), read)).toEqual({ rows: [ROW], why: null })
    expect(asked).toEqual([])
    expect(await rowsIn('MAP.CSV', 'id', read)).toEqual({ rows: [ROW], why: null })
    expect(asked).toEqual(['id'])
    expect((await rowsIn('map.txt', 'id', read)).why).toContain('map.txt is no map of Vigil')
  })

  it.each<[MapTableProblem, string]>([
    [{ kind: 'column', column: 'place' }, 'm.csv: the column “place” is missing'],
    [{ kind: 'torn', row: 3 }, 'm.csv, row 3: a quotation mark'],
    [
      { kind: 'value', row: 2, column: 'sent', value: 'no!' },
      'm.csv, row 2: “no!” cannot stand in the column sent',
    ],
    [{ kind: 'value', row: 2, column: 'id', value: '' }, 'm.csv, row 2: “” cannot stand in the column id'],
    [{ kind: 'many' }, 'm.csv has more than 1000 rows'],
    [{ kind: 'letters' }, 'm.csv: some letters cannot be read'],
  ])('%j is said in words', async (problem, sentence) => {
    const { why } = await rowsIn('m.csv', '', answers({ rows: null, problem }))
    expect(why).toContain(sentence)
  })
})
