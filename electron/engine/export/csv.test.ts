import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportCsv } from './csv.ts'
import { csvCell, csvLine, plainCell } from './csv-cells.ts'
import { exportJson } from './json.ts'
import { memoryReader, numericRow, numericSpec } from './testing/memory-reader.ts'

const AT = Date.UTC(2026, 10, 22, 6)
const ALL = { bed: null, fromUtcMs: null, toUtcMs: null }

function twoTemperatures() {
  const temperature = (number: number, source: string, simulated: boolean) => ({
    number,
    bed: 'b1',
    driver: 'ge-s5',
    simulated,
    channel: numericSpec({
      key: `MDC_TEMP@${source}`,
      id: 'MDC_TEMP',
      code: 150344,
      source,
      label: 'T',
      unit: 'Cel',
      timing: simulated ? 'episodic' : 'continuous',
    }),
  })
  const local = numericSpec({ key: 'X_A', id: 'X_A', code: null, label: '=SUM(A1)', unit: '1' })
  return memoryReader({
    channels: [
      temperature(1, 't1', false),
      temperature(2, 't2', true),
      { number: 3, bed: 'b2', driver: 'ge-s5', simulated: false, channel: local },
    ],
    numerics: [
      numericRow(AT, 36.6),
      numericRow(AT + 5000, null),
      numericRow(AT, 0.0000001, { channel: 2, measuredUtcMs: AT - 60_000 }),
      numericRow(AT + 2000, -4, { channel: 3, validity: 'demo' }),
    ],
  })
}

describe('csv export', () => {
  it('has exactly the agreed columns, CRLF ends, UTC times and points', () => {
    expect([...exportCsv(twoTemperatures(), ALL)].join('')).toBe(
      [
        'time,bed,id,site,code,label,value,unit,validity,measuredAt,simulated,correctedAt,gapUntil,gapCause,gapEvidence,enteredBy,enteredValue,entryState,moved',
        '2026-11-22T06:00:00.000Z,b1,MDC_TEMP,t1,150344,T,36.6,Cel,good,2026-11-22T06:00:00.000Z,false,,,,,,,,',
        '2026-11-22T06:00:00.000Z,b1,MDC_TEMP,t2,150344,T,0.0000001,Cel,good,2026-11-22T05:59:00.000Z,true,,,,,,,,',
        "2026-11-22T06:00:02.000Z,b2,X_A,,,'=SUM(A1),-4,1,demo,2026-11-22T06:00:02.000Z,false,,,,,,,,",
        '2026-11-22T06:00:05.000Z,b1,MDC_TEMP,t1,150344,T,,Cel,invalid,2026-11-22T06:00:05.000Z,false,,,,,,,,',
        '',
      ].join('\r\n'),
    )
  })

  it('keeps to one bed and a half-open period', () => {
    const request = { bed: 'b1', fromUtcMs: AT + 1, toUtcMs: AT + 5000 }
    expect([...exportCsv(twoTemperatures(), request)]).toHaveLength(1)
    expect([...exportCsv(twoTemperatures(), { ...request, toUtcMs: AT + 5001 })]).toHaveLength(2)
  })

  it('takes readings by their arrival, however long ago they were taken', () => {
    const cuff = numericSpec({ key: 'MDC_PRESS_BLD_NONINV_SYS', timing: 'episodic' })
    const reader = memoryReader({
      channels: [{ number: 1, bed: 'b1', driver: 'ge-s5', simulated: false, channel: cuff }],
      numerics: [
        numericRow(AT + 1000, 120, { measuredUtcMs: AT - 200_000_000 }),
        numericRow(AT - 1000, 110, { measuredUtcMs: AT - 2000 }),
      ],
    })
    const request = { bed: null, fromUtcMs: AT, toUtcMs: AT + 2000 }
    expect([...exportJson(reader, request)].map((line) => JSON.parse(line).value)).toEqual([120])
  })

  it('says which beds there are when asked for another, and that nothing is recorded', () => {
    expect(() => [...exportCsv(twoTemperatures(), { ...ALL, bed: 'b7' })]).toThrow('it has b1, b2')
    expect(() => [...exportCsv(memoryReader({}), ALL)]).toThrow('Nothing is recorded')
  })

  it('tells the same facts as NDJSON', () => {
    const rows = [...exportJson(twoTemperatures(), ALL)].map((line) => JSON.parse(line))
    expect(rows).toHaveLength(4)
    expect(rows[0]).toEqual({
      time: '2026-11-22T06:00:00.000Z',
      bed: 'b1',
      id: 'MDC_TEMP',
      site: 't1',
      code: 150344,
      label: 'T',
      value: 36.6,
      unit: 'Cel',
      validity: 'good',
      measuredAt: '2026-11-22T06:00:00.000Z',
      simulated: false,
      correctedAt: null,
      gapUntil: null,
      gapCause: null,
      gapEvidence: null,
      enteredBy: null,
      enteredValue: null,
      entryState: null,
      moved: null,
    })
  })

  it('tells every gap with its cause and evidence, also one after the last number, and corrected times', () => {
    const gap = { bed: 'b1', cause: 'unplugged', evidence: 'COM3: "no" byte', toUtcMs: AT + 9000 } as const
    const reader = memoryReader({
      channels: [{ number: 1, bed: 'b1', driver: 'ge-s5', simulated: false, channel: numericSpec() }],
      numerics: [numericRow(AT, 70, { deviceMs: AT - 7200 })],
      clocks: [0, 60_000].map((before) => ({
        bed: 'b1',
        link: 'serial:COM3',
        atUtcMs: AT - before,
        deviceMs: AT - before - 7000,
      })),
      gaps: [
        { ...gap, channel: 1, cause: 'moduleOff', fromUtcMs: AT + 1000, toUtcMs: AT + 2000 },
        { ...gap, channel: null, fromUtcMs: AT + 3000 },
      ],
    })
    const [, number, ofChannel, ofBed, ...rest] = [...exportCsv(reader, ALL)]
    expect(number).toContain(',false,2026-11-22T05:59:59.800Z,,,')
    expect(ofChannel).toContain(
      '06:00:01.000Z,b1,MDC_ECG_HEART_RATE,,147842,HR,,/min,gap,2026-11-22T06:00:01.000Z,false,,2026-11-22T06:00:02.000Z,moduleOff,',
    )
    expect(ofBed).toBe(
      '2026-11-22T06:00:03.000Z,b1,,,,whole bed,,,gap,2026-11-22T06:00:03.000Z,false,,2026-11-22T06:00:09.000Z,unplugged,"COM3: ""no"" byte",,,,\r\n',
    )
    expect(rest).toEqual([])
    expect(JSON.parse([...exportJson(reader, ALL)][2] ?? '')).toMatchObject({
      label: 'whole bed',
      value: null,
      validity: 'gap',
      gapUntil: '2026-11-22T06:00:09.000Z',
      gapCause: 'unplugged',
      gapEvidence: 'COM3: "no" byte',
    })
  })
})

describe('csv cells', () => {
  it('prefixes what a spreadsheet would run, but not numbers', () => {
    expect(['=1+1', '+cmd', '-x', '@a', '\ta'].map(csvCell)).toEqual(["'=1+1", "'+cmd", "'-x", "'@a", "'\ta"])
    expect(['-4', '+4.5', '36.6', 'HR'].map(csvCell)).toEqual(['-4', '+4.5', '36.6', 'HR'])
  })

  it('marks what looks marked once more, so that the mark can be taken off', () => {
    expect(["'=1", "''-x", "'q", "'"].map(csvCell)).toEqual(["''=1", "'''-x", "'q", "'"])
    expect(["''=1", "'=1", "'q", '-4'].map(plainCell)).toEqual(["'=1", '=1', "'q", '-4'])
  })

  it('can be read back by RFC 4180 for any text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (cells) => {
        const read = readLine(csvLine(cells))
        expect(read.map(plainCell)).toEqual(cells)
        for (const cell of read) expect(cell).not.toMatch(/^([=@\t\r]|[+-](?!\d+(\.\d+)?$))/)
      }),
    )
  })
})

/** A reader of one CSV record written from RFC 4180, section 2. */
function readLine(text: string): string[] {
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (let index = 0; index < text.length; index++) {
    const sign = text[index] ?? ''
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (text[index + 1] === '"') {
        cell += '"'
        index++
      } else quoted = false
    } else if (sign === '"') quoted = true
    else if (sign === ',') {
      cells.push(cell)
      cell = ''
    } else if (sign === '\r' && text[index + 1] === '\n') {
      cells.push(cell)
      return cells
    } else cell += sign
  }
  throw new Error('the record has no end')
}
