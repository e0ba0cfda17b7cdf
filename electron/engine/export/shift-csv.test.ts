import { describe, expect, it } from 'vitest'
import { shiftCsv } from './shift-csv.ts'
import { computeShiftSummary } from './shift-summary.ts'
import { ageClassRow, memoryReader, numericRow, numericSpec } from './testing/memory-reader.ts'

const FROM = Date.UTC(2026, 5, 16, 7)

describe('shift csv', () => {
  const reader = memoryReader({
    channels: [{ number: 1, bed: 'b1', driver: 'ge-s5', simulated: true, channel: numericSpec() }],
    numerics: [numericRow(FROM, 72), numericRow(FROM + 1000, null), numericRow(FROM + 2000, 76.5)],
    alarmEvents: [ageClassRow(FROM - 1000)],
    alerts: [
      {
        bed: 'b1',
        atUtcMs: FROM,
        phase: 'start',
        priority: 'high',
        kind: 'physiological',
        text: '=HYPERLINK()',
      },
    ],
  })
  const summary = computeShiftSummary(reader, {
    bed: 'b1',
    fromUtcMs: FROM,
    toUtcMs: FROM + 3000,
    station: 'ward-3',
    madeUtcMs: FROM + 3000,
    madeBy: null,
  })
  const lines = shiftCsv(summary).split('\r\n')

  it('states every figure of the summary with a point and UTC times', () => {
    expect(lines).toContain(
      'HR,MDC_ECG_HEART_RATE,/min,2,1,76.5,2026-06-16T07:00:02.000Z,74.25,74.25,74.25,72,76.5,50,120,no,2,0,1',
    )
    expect(lines).toContain('2026-06-16T07:00:00.000Z,HR,/min,74.25,72,76.5')
  })

  it('says SIMULATED and that it is a secondary display in its first lines', () => {
    expect(lines[0]).toBe('shift summary,SIMULATED')
    expect(lines[1]).toContain('Secondary display, not a medical device.')
  })

  it('cannot be made to run a formula by the words of a monitor', () => {
    expect(lines).toContain("2026-06-16T07:00:00.000Z,,high,'=HYPERLINK()")
  })
})
