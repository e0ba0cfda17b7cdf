import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Measurement } from '../model/measurement.ts'
import { HamiltonDecoder } from './decode.ts'

const TICK_MS = 50
const answer = (asked: number, text: string) =>
  Uint8Array.of(0x02, asked, ...Array.from(text, (letter) => letter.charCodeAt(0)), 0x03, 0x0d)
/** Enough answers to earn the lock, with no number. */
const LOCK = Array.from({ length: 8 }, () => answer(69, '9999.'))

function hear(pieces: readonly Uint8Array[]) {
  const said: Measurement[] = []
  const decoder = new HamiltonDecoder({ measure: (one) => said.push(one) })
  for (const piece of pieces) decoder.push(piece, 0)
  decoder.end(0)
  return { said, counts: decoder.counts }
}

const numbers = (pieces: readonly Uint8Array[]) =>
  hear(pieces).said.flatMap((one) =>
    one.type === 'numeric' && one.channel.vendor !== 'Pplateau'
      ? [`${one.channel.id} ${one.value} ${one.channel.unit} ${one.validity}`]
      : [],
  )

describe('answers', () => {
  it.each([
    [0x3d, ' 480.', 'MDC_VOL_AWAY_TIDAL_EXP 480 mL good'],
    [62, '  7.2', 'MDC_VOL_MINUTE_AWAY_EXP 7.2 L/min good'],
    [0x42, '9999.', 'MDC_VENT_PRESS_AWAY_INSP_MAX null cm[H2O] invalid'],
    [36, '9999 ', 'MDC_PULS_OXIM_SAT_O2 null % invalid'],
    [62, '999.9', 'MDC_VOL_MINUTE_AWAY_EXP null L/min invalid'],
    // No patient has this saturation.
    [36, ' 140.', 'MDC_PULS_OXIM_SAT_O2 null % invalid'],
  ])('to %i with "%s"', (asked, text, expected) => {
    expect(numbers([...LOCK, answer(asked, text)])).toEqual([expected])
  })

  it('show nothing before eight in a row, nor behind a damaged one', () => {
    expect(hear([...LOCK.slice(2), answer(61, ' 480.')]).said).toEqual([])
    expect(numbers([...LOCK, Uint8Array.of(0x41), answer(61, ' 480.')])).toEqual([])
  })

  it('say the mode once, and nothing of a number that the model does not have', () => {
    const modes = hear([...LOCK, answer(40, '  22.'), answer(40, '  22.'), answer(40, '  99.')]).said
    const fields = modes.flatMap((one) => (one.type === 'identity' ? [one.fields] : []))
    expect(fields).toEqual([{ mode: 'ASV' }, { mode: '99' }])
    const refused = hear([...LOCK, answer(0x52, 'ERROR')])
    expect(refused.counts.good).toBe(9)
    expect(refused.said.filter(({ type }) => type === 'fault')).toEqual([])
  })

  it('never throw, on any bytes, and are the same however they are cut', () => {
    const piece = fc.oneof(fc.constantFrom(...LOCK, answer(61, ' 480.')), fc.uint8Array({ maxLength: 10 }))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.integer({ min: 1, max: 20 }), (pieces, size) => {
        const whole = Uint8Array.from(pieces.flatMap((one) => [...one]))
        const cut = Array.from({ length: Math.ceil(whole.length / size) }, (_, at) =>
          whole.subarray(at * size, (at + 1) * size),
        )
        expect(hear(cut)).toEqual(hear([whole]))
      }),
    )
  })
})

describe('questions', () => {
  const asked = (isAnswered: boolean) => {
    const sent: { readonly atMs: number; readonly bytes: readonly number[] }[] = []
    let nowMs = 0
    const decoder = new HamiltonDecoder({
      measure: () => undefined,
      send: (bytes) => sent.push({ atMs: nowMs, bytes: [...bytes] }),
    })
    for (; nowMs < 5_000; nowMs += TICK_MS) {
      const [, last = 0] = sent.at(-1)?.bytes ?? []
      if (isAnswered && sent.at(-1)?.atMs === nowMs - TICK_MS) decoder.push(answer(last, ' 480.'), nowMs)
      decoder.tick(nowMs)
    }
    return sent
  }

  it('come one after the other, as the drivers print them', () => {
    const sent = asked(true)
    expect(sent.find(({ bytes }) => bytes[1] === 0x28)?.bytes).toEqual([0x02, 0x28, 0x03, 0x0d])
    expect(new Set(sent.map(({ bytes }) => bytes[1])).size).toBe(16)
  })

  it('wait for an answer, and go on without one', () => {
    const sent = asked(false)
    expect(sent.map(({ atMs }) => atMs).slice(0, 3)).toEqual([0, 500, 1_000])
    expect(sent[1]?.bytes).not.toEqual(sent[0]?.bytes)
  })
})
