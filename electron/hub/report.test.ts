import { describe, expect, it } from 'vitest'
import { buildMessage, type Segment } from '../../drivers/hl7v2/build.ts'
import { readReport } from './report.ts'

const HEAD: readonly Segment[] = [
  { name: 'MSH', fields: { 3: 'VIGIL', 9: ['ORU', 'R01', 'ORU_R01'], 10: 'C1', 11: 'P', 12: '2.6' } },
  { name: 'PID', fields: { 3: ['id-7', '', '', 'CLINIC', 'MR'] } },
]
const RATE: Segment = {
  name: 'OBX',
  fields: {
    1: '2',
    2: 'NM',
    3: ['147842', 'MDC_ECG_HEART_RATE', 'MDC', '8867-4', 'Heart rate', 'LN'],
    4: '1.1.1.147842',
    5: '72',
    6: ['264864', 'MDC_DIM_BEAT_PER_MIN', 'MDC', '{beats}/min', '{beats}/min', 'UCUM'],
    11: 'R',
    14: '20261126120000.000+0000',
  },
}

function read(...segments: Segment[]) {
  return readReport(buildMessage([...HEAD, ...segments]), 0)
}

describe('what the hub reads from a message', () => {
  it('reads who it is about and each figure with its code, unit and time', () => {
    expect(read(RATE)).toEqual({
      patientId: 'id-7',
      patientAuthority: 'CLINIC',
      training: false,
      observations: [
        {
          path: '1.1.1.147842',
          measuredUtcMs: Date.UTC(2026, 10, 26, 12),
          code: '147842',
          name: 'MDC_ECG_HEART_RATE',
          system: 'MDC',
          value: 72,
          text: '72',
          unit: '{beats}/min',
          status: 'R',
          simulated: false,
        },
      ],
    })
  })

  it('keeps a state without a number as no number, and never as 0', () => {
    const off = { ...RATE, fields: { ...RATE.fields, 5: '', 8: 'OFF', 11: 'X' } }
    expect(read(off)).toMatchObject({ observations: [{ value: null, text: '', status: 'X' }] })
  })

  it('says of each figure that no patient gave it', () => {
    const made = { ...RATE, fields: { ...RATE.fields, 8: { repeats: ['QUES', 'TEST'] } } }
    expect(read(made)).toMatchObject({ observations: [{ simulated: true }] })
  })

  it('leaves out rows that only announce a device', () => {
    expect(
      read({ name: 'OBX', fields: { 1: '1', 3: ['70686', 'MDC_DEV_MON', 'MDC'], 4: '1.0.0.0', 11: 'X' } }),
    ).toEqual(expect.objectContaining({ observations: [] }))
  })

  it('takes the end of the period for what names no time', () => {
    const timeless = { ...RATE, fields: { ...RATE.fields, 14: '' } }
    expect(readReport(buildMessage([...HEAD, timeless]), 5)).toMatchObject({
      observations: [{ measuredUtcMs: 5 }],
    })
  })

  it.each([
    ['', 'The message is empty.'],
    ['MSH|^~\\&|||||||ADT^A08|1|P|2.6\r', 'The message is ADT^A08: the hub keeps ORU^R01.'],
  ])('says why %j is none', (text, problem) => {
    expect(readReport(text, 0)).toBe(problem)
  })
})
