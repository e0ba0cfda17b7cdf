import { describe, expect, it } from 'vitest'
import { exportJobs } from './jobs.ts'
import { ONE_READING_REQUEST, oneReading } from './testing/memory-reader.ts'

const reader = oneReading()
const destination = { id: 'school', training: true, form: { kind: 'hl7', map: [], ack: 'ihe' } }

describe('jobs of the reading worker', () => {
  it('give plain data that crosses a thread', () => {
    const summary = exportJobs.shiftSummary(reader, ONE_READING_REQUEST)
    expect(structuredClone(summary)).toEqual(summary)
    expect(exportJobs.shiftCsv(reader, ONE_READING_REQUEST)).toContain('SIMULATED')
    const message = exportJobs.shiftMessage(reader, {
      ...ONE_READING_REQUEST,
      eui64: '0'.repeat(16),
      destination,
    })
    expect(structuredClone(message).text).toContain(`|${message.controlId}|T|2.6|`)
  })

  it('refuse arguments that are none, by name', () => {
    expect(() => exportJobs.shiftSummary(reader, { ...ONE_READING_REQUEST, bed: 1 })).toThrow(/"args" bed/)
    expect(() => exportJobs.shiftSummary(reader, null)).toThrow(TypeError)
    expect(() => exportJobs.shiftMessage(reader, { ...ONE_READING_REQUEST, destination })).toThrow(
      /"args" eui64/,
    )
    expect(() => exportJobs.shiftCsv(reader, { ...ONE_READING_REQUEST, more: 1 })).toThrow(TypeError)
  })
})
