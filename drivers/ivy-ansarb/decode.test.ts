import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Measurement } from '../model/measurement.ts'
import { CLOSE, OPEN, TAG, TEXT_AT, WAVES } from './codes.ts'
import { AnsarBDecoder } from './decode.ts'

const LINES = [
  'HR=1;80;ECG-II-DIAG;',
  'RR=1;35;APNEA: 20 SEC;',
  'SPO2=1;98;PR=79 ;',
  'NIBP=4;121;75;92;80;;',
  'P1=3;111;73;88;;',
  'P2=3;;;;NO TRANSDUCER;',
]
const NEEDED = 3
const MS = 1000

function frameOf(lines: readonly string[], sample = 100): number[] {
  const text = lines.map((line) => `${line}\r`).join('')
  const waves = new Array<number>(TEXT_AT - TAG.length).fill(sample)
  return [OPEN, ...Buffer.from(TAG), ...waves, ...Buffer.from(text), CLOSE]
}

function hear(frames: readonly (readonly number[])[], wantsEverything = false) {
  const said: Measurement[] = []
  const decoder = new AnsarBDecoder({ measure: (one) => said.push(one), wantsEverything })
  for (const [second, frame] of frames.entries()) decoder.push(Uint8Array.from(frame), second * MS)
  decoder.end(frames.length * MS)
  return { said, counts: { ...decoder.counts } }
}

const numbersOf = (said: readonly Measurement[], key: string) =>
  said.flatMap((one) => (one.type === 'numeric' && one.channel.key === key ? [one] : []))
const valuesOf = (said: readonly Measurement[], key: string) => numbersOf(said, key).map(({ value }) => value)
const repeated = (frame: readonly number[], times = NEEDED) => new Array<readonly number[]>(times).fill(frame)
const changed = (from: string, to: string) => LINES.map((line) => (line === from ? to : line))

describe('a frame', () => {
  it('says every number of its lines, with the unit it has', () => {
    const { said, counts } = hear(repeated(frameOf(LINES)), true)
    expect(counts).toMatchObject({ good: NEEDED, checksum: 0, short: 0, partial: 0, skippedBytes: 0 })
    const last = new Map(
      said.flatMap((one) => (one.type === 'numeric' ? [[one.channel.key, [one.value, one.validity]]] : [])),
    )
    expect(Object.fromEntries(last)).toEqual({
      MDC_ECG_HEART_RATE: [80, 'good'],
      MDC_RESP_RATE: [35, 'good'],
      MDC_PULS_OXIM_SAT_O2: [98, 'good'],
      MDC_PULS_OXIM_PULS_RATE: [79, 'good'],
      MDC_PRESS_BLD_NONINV_SYS: [121, 'good'],
      MDC_PRESS_BLD_NONINV_DIA: [75, 'good'],
      MDC_PRESS_BLD_NONINV_MEAN: [92, 'good'],
      MDC_PULS_RATE_NON_INV: [80, 'good'],
      'MDC_PRESS_BLD_SYS@p1': [111, 'good'],
      'MDC_PRESS_BLD_DIA@p1': [73, 'good'],
      'MDC_PRESS_BLD_MEAN@p1': [88, 'good'],
      'MDC_PRESS_BLD_SYS@p2': [null, 'off'],
      'MDC_PRESS_BLD_DIA@p2': [null, 'off'],
      'MDC_PRESS_BLD_MEAN@p2': [null, 'off'],
    })
  })

  it('H3 has a cuff reading that may be of the patient before, until the monitor takes the next', () => {
    const old = repeated(frameOf(LINES))
    const next = frameOf(changed('NIBP=4;121;75;92;80;;', 'NIBP=4;124;75;92;80;;'))
    const texts = (said: readonly Measurement[]) =>
      numbersOf(said, 'MDC_PRESS_BLD_NONINV_SYS').map(({ value, validity }) => `${value} ${validity}`)
    const [doubtful, sure] = ['121 questionable', '124 good']
    expect(texts(hear([...old, next, next]).said)).toEqual([...old.map(() => doubtful), sure, sure])
    // What stands there when the line comes back was taken meanwhile, unless it is what stood there before.
    const decoder = new AnsarBDecoder({ measure: (one) => said.push(one) })
    const said: Measurement[] = []
    for (const frame of [...old, next]) decoder.push(Uint8Array.from(frame), 0)
    decoder.end(0)
    for (const frame of repeated(next)) decoder.push(Uint8Array.from(frame), 0)
    expect(texts(said).slice(-NEEDED)).toEqual(repeated(next).map(() => sure))
    decoder.end(0)
    for (const frame of old) decoder.push(Uint8Array.from(frame), 0)
    expect(texts(said).slice(-NEEDED)).toEqual(old.map(() => doubtful))
  })

  it('gives a second of each wave, without the samples that carry no signal', () => {
    const frame = frameOf(LINES)
    frame[TEXT_AT] = 251
    const { said } = hear(repeated(frame))
    const waves = said.flatMap((one) => (one.type === 'wave' ? [one] : [])).slice(-5)
    expect(waves.map((one) => [one.channel.key, one.channel.rateHz, one.samples.length])).toEqual([
      ['X_IVY_ANSARB_ECG_II', 200, 200],
      ['X_IVY_ANSARB_RESPIRATION', 50, 50],
      ['MDC_PULS_OXIM_PLETH', 50, 50],
      ['MDC_PRESS_BLD@p1', 50, 50],
      ['MDC_PRESS_BLD@p2', 50, 50],
    ])
    expect(waves.map((one) => one.missing)).toEqual([[], [], [], [], [{ start: 49, length: 1 }]])
  })

  it.each([
    ['an empty field', 'SPO2=1;98;PR=79 ;', 'SPO2=1;;PR=;', 'MDC_PULS_OXIM_SAT_O2', null, 'invalid'],
    [
      'a text that nobody knows',
      'HR=1;80;ECG-II-DIAG;',
      'HR=2;80;NOISE;',
      'MDC_ECG_HEART_RATE',
      80,
      'questionable',
    ],
    [
      'a heart that stands still',
      'HR=1;80;ECG-II-DIAG;',
      'HR=3;0;ECG-II-DIAG;',
      'MDC_ECG_HEART_RATE',
      0,
      'good',
    ],
  ] as const)('with %s', (_, line, other, key, value, validity) => {
    const { said } = hear(repeated(frameOf(changed(line, other))))
    expect(numbersOf(said, key).at(-1)).toMatchObject({ value, validity })
  })

  it('names the ECG by the lead of its line, and not at all where it is not named', () => {
    const keys = (text: string) =>
      hear(repeated(frameOf(changed('HR=1;80;ECG-II-DIAG;', `HR=1;80;${text};`)))).said.flatMap((one) =>
        one.type === 'wave' ? [one.channel.key] : [],
      )
    expect(keys('ECG-V-MON')[0]).toBe('X_IVY_ANSARB_ECG_V')
    expect(keys('LEADS OFF')[0]).toBe('X_IVY_ANSARB_ECG')
  })

  it('counts a line of a name that is not known, and reads the others', () => {
    const { said } = hear(repeated(frameOf([...LINES, 'CO=1;5;;'])))
    expect(valuesOf(said, 'MDC_ECG_HEART_RATE')).toEqual([80, 80, 80])
    expect(said.filter((one) => one.type === 'fault').map(({ kind }) => kind)).toEqual(
      new Array(NEEDED).fill('unknownRecord'),
    )
  })
})

describe('damage', () => {
  it.each([
    ['a value that is no number', 'HR=1;8O;ECG-II-DIAG;'],
    ['a value out of its range', 'HR=1;801;ECG-II-DIAG;'],
    ['a field too many', 'HR=1;80;;ECG-II-DIAG;'],
    ['no end of a line', 'HR=1;80;ECG-II-DIAG'],
    ['a pulse that is no number', 'SPO2=1;98;PR=x ;'],
    ['a line twice', 'RR=1;35;APNEA: 20 SEC;'],
  ])('is seen: %s', (_, line) => {
    const lines = [line, ...LINES.filter((one) => one.split('=')[0] !== line.split('=')[0] || one === line)]
    const { said, counts } = hear(repeated(frameOf(lines)))
    expect(counts).toMatchObject({ good: 0, checksum: NEEDED })
    expect(said.filter((one) => one.type !== 'fault')).toEqual([])
  })

  it('of a frame without its heart rate is seen', () => {
    expect(hear(repeated(frameOf(LINES.slice(1)))).counts).toMatchObject({ good: 0, checksum: NEEDED })
  })

  it('that takes a digit away never becomes a number, and costs no other', () => {
    const whole = frameOf(LINES)
    const short = frameOf(changed('P1=3;111;73;88;;', 'P1=3;11;73;88;;'))
    const { said } = hear([...repeated(whole), short, ...repeated(whole)], true)
    expect(valuesOf(said, 'MDC_PRESS_BLD_SYS@p1')).toEqual([111, 111, 111, 111, 111, 111])
  })

  it('is told from a number that has other digits by itself', () => {
    const at = (percent: number) => frameOf(changed('SPO2=1;98;PR=79 ;', `SPO2=1;${percent};PR=79 ;`))
    const { said } = hear([100, 100, 100, 99, 100, 99].map(at))
    expect(valuesOf(said, 'MDC_PULS_OXIM_SAT_O2')).toEqual([100, 100, 100, 99, 100, 99])
    const far = hear([...repeated(at(100)), ...repeated(at(82))]).said
    expect(numbersOf(far, 'MDC_PULS_OXIM_SAT_O2').map(({ value, atMs }) => [value, atMs])).toEqual([
      [100, 0],
      [100, 1000],
      [100, 2000],
      [82, 3000],
      [82, 4000],
      [82, 5000],
    ])
  })

  it('of a sample that stands alone far from both its neighbours is seen, but not in the ECG', () => {
    const { pleth, ecg } = WAVES
    const spiked = (at: number) => {
      const frame = frameOf(LINES)
      // Behind FF, which is no part of the frame.
      frame[1 + at + 10] = 228
      return hear(repeated(frame)).counts.good
    }
    expect([spiked(pleth.at), spiked(ecg.at)]).toEqual([0, NEEDED])
  })

  it('of a sample where there is no transducer is seen, and a transducer that goes is none', () => {
    const frame = frameOf(LINES, 251)
    const last = TEXT_AT
    expect(hear(repeated(frame)).counts.good).toBe(NEEDED)
    frame[last] = 200
    expect(hear(repeated(frame)).counts).toMatchObject({ good: 0, checksum: NEEDED })
    frame[last - 1] = 199
    frame[last - 2] = 198
    expect(hear(repeated(frame)).counts.good).toBe(NEEDED)
  })

  it('leaves a gap in every wave', () => {
    const whole = frameOf(LINES)
    const { said, counts } = hear([...repeated(whole), whole.slice(0, 300), ...repeated(whole)])
    expect(counts).toMatchObject({ good: 2 * NEEDED, short: 1 })
    const gaps = said.filter((one) => one.type === 'wave' && one.marks.some(({ kind }) => kind === 'gap'))
    expect(gaps).toHaveLength(5)
  })

  it('of any kind neither throws nor makes a number', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 700 }), { maxLength: 8 }), (pieces) => {
        const { said } = hear(pieces.map((piece) => [OPEN, ...Buffer.from(TAG), ...piece, CLOSE]))
        expect(said.filter((one) => one.type !== 'fault')).toEqual([])
      }),
    )
  })
})
