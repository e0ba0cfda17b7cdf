import { describe, expect, it } from 'vitest'
import { exportJobs } from './jobs.ts'
import { memoryReader, numericRow, numericSpec } from './testing/memory-reader.ts'

const FROM = Date.UTC(2026, 5, 16, 7)
const reader = memoryReader({
  channels: [{ number: 1, bed: 'b1', driver: 'ge-s5', simulated: true, channel: numericSpec() }],
  numerics: [numericRow(FROM, 72)],
  bindings: [{ bed: 'b1', patient: { id: 'SIM-b1', authority: 'VIGIL' }, fromUtcMs: FROM, toUtcMs: null }],
})
const request = {
  bed: 'b1',
  fromUtcMs: FROM,
  toUtcMs: FROM + 2000,
  station: 'ward-3',
  madeUtcMs: FROM + 2000,
  madeBy: 'AB',
}
const destination = { id: 'school', training: true, ack: 'ihe' }

describe('jobs of the reading worker', () => {
  it('give plain data that crosses a thread', () => {
    const summary = exportJobs.shiftSummary(reader, request)
    expect(structuredClone(summary)).toEqual(summary)
    expect(exportJobs.shiftCsv(reader, request)).toContain('SIMULATED')
    const message = exportJobs.shiftMessage(reader, { ...request, eui64: '0'.repeat(16), destination })
    expect(structuredClone(message).text).toContain(`|${message.controlId}|T|2.6|`)
  })

  it('refuse arguments that are none, by name', () => {
    expect(() => exportJobs.shiftSummary(reader, { ...request, bed: 1 })).toThrow(/"args" bed/)
    expect(() => exportJobs.shiftSummary(reader, null)).toThrow(TypeError)
    expect(() => exportJobs.shiftMessage(reader, { ...request, destination })).toThrow(/"args" eui64/)
    expect(() => exportJobs.shiftCsv(reader, { ...request, more: 1 })).toThrow(TypeError)
  })
})
