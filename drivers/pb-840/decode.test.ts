import { describe, expect, it } from 'vitest'
import type { Measurement } from '../model/measurement.ts'
import { createPatient } from '../physiology/patient.ts'
import { Pb840Decoder } from './decode.ts'
import { replyText } from './encode-reply.ts'
import { pb840Options } from './options.ts'

const MS = 1000
const vitals = createPatient({ scenario: 'stable', seed: 1 }).vitals(5)
const reply = replyText('MISCF', vitals, 0)
const inForce = (state: string) => reply.replace('NORMAL', state)
const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const breath = (counter: number, samples = 20) =>
  `BS, S:${counter},\r\n${'5.00, 9.00\r\n'.repeat(samples)}BE\r\n`

/** What is said of pieces that come a second after each other, and what is asked meanwhile. */
function hear(pieces: readonly string[], options: object = {}) {
  const said: Measurement[] = []
  const asked: string[] = []
  const decoder = new Pb840Decoder(
    { measure: (one) => said.push(one), send: (bytes) => asked.push(String.fromCharCode(...bytes)) },
    pb840Options.parse(options),
  )
  for (const [second, piece] of pieces.entries()) {
    decoder.tick(second * MS)
    decoder.push(bytesOf(piece), second * MS)
  }
  return { said, asked, decoder }
}

const numbersOf = (said: readonly Measurement[], id: string) =>
  said.flatMap((one) => (one.type === 'numeric' && one.channel.id === id ? [one.value] : []))
const flowsOf = (said: readonly Measurement[]) =>
  said.flatMap((one) => (one.type === 'wave' && one.channel.id === 'MDC_FLOW_AWAY' ? [one] : []))
const alertsOf = (said: readonly Measurement[]) =>
  said.flatMap((one) => (one.type === 'alert' ? [`${one.phase} ${one.priority} ${one.text}`] : []))

describe('the port that is asked', () => {
  it('is asked again every two seconds, and cleared first', () => {
    expect(hear(['', '', '', '']).asked).toEqual(['RSET\r', 'SNDF\r', 'SNDF\r'])
    expect(hear([''], { reply: 'SNDA' }).asked).toEqual(['RSET\r', 'SNDA\r'])
    expect(hear(['', '', ''], { port: 'waves' }).asked).toEqual([])
  })

  it('shows nothing before the third reply in a row, then the replies before it too', () => {
    expect(numbersOf(hear([reply, reply]).said, 'MDC_AWAY_RESP_RATE')).toEqual([])
    expect(numbersOf(hear([reply, reply, reply]).said, 'MDC_AWAY_RESP_RATE')).toHaveLength(3)
    const broken = hear([reply, reply, reply.slice(0, 500), reply.slice(510), reply, reply])
    expect(numbersOf(broken.said, 'MDC_AWAY_RESP_RATE')).toEqual([])
    expect(broken.decoder.counts.good).toBe(4)
  })

  it('says once that an alarm begins, that its priority changes, and that it ends', () => {
    const { said } = hear([
      reply,
      reply,
      reply,
      inForce('LOW   '),
      inForce('LOW   '),
      inForce('HIGH  '),
      reply,
    ])
    expect(alertsOf(said)).toEqual([
      'start low Apnea ventilation',
      'end low Apnea ventilation',
      'start high Apnea ventilation',
      'end high Apnea ventilation',
    ])
    expect(alertsOf(hear([reply, reply, reply, inForce('RESET ')]).said)).toEqual([])
  })
})

describe('the waveform port', () => {
  it('gives samples a fifth of a second at a time, those between two breaths never', () => {
    const { said } = hear([breath(7), '5.00, 9.00\r\n', breath(8)], { port: 'waves' })
    expect(flowsOf(said).map(({ samples }) => samples.length)).toEqual([10, 10, 10, 10])
    expect(flowsOf(said).flatMap(({ marks }) => marks)).toEqual([])
  })

  it.each([
    ['a breath that is missing', [breath(7), breath(9)], 1],
    ['an end that is missing', [breath(7).replace('BE\r\n', ''), breath(8)], 1],
    ['a line that is damaged', [breath(7), breath(8).replace('5.00', '5,00'), breath(9)], 1],
  ] as const)('shows %s as a gap in both waves', (_, pieces, gaps) => {
    const { said } = hear(pieces, { port: 'waves' })
    const marked = said.filter((one) => one.type === 'wave' && one.marks.some(({ kind }) => kind === 'gap'))
    expect(marked).toHaveLength(2 * gaps)
  })

  it('forgets what waited when the cable is pulled within a breath', () => {
    const { said, decoder } = hear([breath(7).slice(0, 100)], { port: 'waves' })
    decoder.end(MS)
    decoder.push(bytesOf('9.00, 9.00\r\n'.repeat(20)), 2 * MS)
    expect(flowsOf(said)).toHaveLength(1)
    expect(decoder.counts.partial).toBe(1)
  })
})
