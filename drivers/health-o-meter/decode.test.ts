import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSent, type Measurement } from '../model/measurement.ts'
import { HealthOMeterDecoder } from './decode.ts'
import { type HealthOMeterOptions, healthOMeterOptions } from './options.ts'

const ESC = '\x1b'
const packet = (
  weight: string,
  more: { units?: string; height?: string; person?: string; opens?: string } = {},
) => {
  const { units = 'm', height = '0.0', person = '0000000000', opens = `${ESC}R` } = more
  return `${opens}${ESC}I${person}${ESC}W${weight}${ESC}H${height}${ESC}B0.0${ESC}T0.0${ESC}N${units}${ESC}E`
}

function scale(options: Partial<HealthOMeterOptions> = {}, everything = false) {
  const said: Measurement[] = []
  const decoder = new HealthOMeterDecoder(
    { measure: (one) => said.push(one), ...(everything && { wantsEverything: true }) },
    healthOMeterOptions.parse(options),
  )
  const push = (text: string, atMs: number) =>
    decoder.push(
      Uint8Array.from(text, (letter) => letter.charCodeAt(0)),
      atMs,
    )
  const pushAll = (texts: readonly string[], fromMs = 0) => {
    for (const [index, text] of texts.entries()) push(text, fromMs + index * 1_000)
  }
  const weights = () =>
    said.flatMap((one) =>
      one.type === 'numeric' && one.channel.id === 'MDC_MASS_BODY_ACTUAL' && isSent(one)
        ? [`${one.value} ${one.channel.unit} ${one.validity} at ${one.atMs}`]
        : [],
    )
  return { said, decoder, push, pushAll, weights }
}

const times = (count: number, text: string) => Array.from({ length: count }, () => text)

describe('a weight', () => {
  it('counts when three packets in a row say the same, and is told once', () => {
    const { pushAll, weights } = scale()
    pushAll(times(10, packet('71.3')))
    expect(weights()).toEqual(['71.3 kg good at 2000'])
  })

  it('does not count while it changes', () => {
    const { pushAll, weights } = scale()
    pushAll(['71.1', '71.2', '71.3', '71.3'].map((weight) => packet(weight)))
    expect(weights()).toEqual([])
    pushAll([packet('71.3')], 4_000)
    expect(weights()).toEqual(['71.3 kg good at 4000'])
  })

  it('is a new one after a pause, also if it is the same, and what stood before goes first', () => {
    const { pushAll, weights, said } = scale()
    pushAll(times(3, packet('71.3')))
    pushAll(times(3, packet('71.3')), 20_000)
    expect(weights()).toEqual(['71.3 kg good at 2000', '71.3 kg good at 22000'])
    expect(said.filter((one) => !isSent(one))).toHaveLength(2)
  })

  it('is not made of packets before and after a pause', () => {
    const { pushAll, weights } = scale()
    pushAll(times(2, packet('71.3')))
    pushAll(times(2, packet('71.3')), 20_000)
    expect(weights()).toEqual([])
  })

  it('is kept in the unit of the scale', () => {
    const { pushAll, weights } = scale()
    pushAll(times(3, packet('157.2', { units: 'c', opens: '6R' })))
    expect(weights()).toEqual(['157.2 [lb_av] good at 2000'])
  })

  it.each(['0.4', '640.0', '-3.0'])('of %s kg is none, and counted', (weight) => {
    const { pushAll, weights, said } = scale()
    pushAll(times(3, packet(weight)))
    expect(weights()).toEqual(['null kg invalid at 2000'])
    expect(said.at(-1)).toMatchObject({ type: 'fault', kind: 'unexpectedValue' })
  })

  it('is listed with every packet by decode', () => {
    const { pushAll, weights } = scale({}, true)
    pushAll(times(4, packet('71.3')))
    expect(weights()).toHaveLength(4)
  })
})

describe('a packet', () => {
  it('may say a height, and says none that was not entered', () => {
    const heights = (height: string) => {
      const { pushAll, said } = scale()
      pushAll(times(3, packet('71.3', { height })))
      return said.flatMap((one) =>
        one.type === 'numeric' && one.channel.id === 'MDC_LEN_BODY_ACTUAL' && isSent(one) ? [one.value] : [],
      )
    }
    expect(heights('172.0')).toEqual([172])
    expect(heights('0.0')).toEqual([])
  })

  it.each([
    ['without a weight', `${ESC}R${ESC}Nm${ESC}E`],
    ['without units', `${ESC}R${ESC}W71.3${ESC}E`],
    ['with a weight that is no number', packet('7l.3')],
    ['with two weights', packet('71.3').replace(`${ESC}H`, `${ESC}W71.3${ESC}H`)],
    ['with other units', packet('71.3', { units: 'x' })],
  ])('%s is refused, and starts the count again', (_what, bad) => {
    const { pushAll, weights, decoder } = scale()
    pushAll([...times(2, packet('71.3')), bad, ...times(2, packet('71.3'))])
    expect(weights()).toEqual([])
    expect(decoder.counts).toMatchObject({ good: 4, checksum: 1 })
  })

  it('begins with the last opening inside it', () => {
    const { pushAll, decoder, weights } = scale()
    pushAll([packet('71.3').slice(0, 20), ...times(3, packet('71.3'))])
    expect(decoder.counts).toMatchObject({ good: 3, short: 1 })
    expect(weights()).toHaveLength(1)
  })

  it('longer than any is refused', () => {
    const { push, decoder } = scale()
    push(`${ESC}R${'1'.repeat(200)}`, 0)
    decoder.end(1)
    expect(decoder.counts).toMatchObject({ good: 0, length: 1 })
  })

  it('may hold fields that nobody knows, in any order', () => {
    const { pushAll, weights } = scale()
    pushAll(times(3, `${ESC}R${ESC}Nm${ESC}Z9${ESC}W71.35${ESC}E`))
    expect(weights()).toEqual(['71.35 kg good at 2000'])
  })
})

describe('whose weight', () => {
  const identities = (options: Partial<HealthOMeterOptions>, person: string) => {
    const { pushAll, said } = scale(options)
    pushAll(times(4, packet('71.3', { person })))
    return said.flatMap((one) => (one.type === 'identity' ? [one.fields] : []))
  }

  it('is told only where an engineer has said that numbers are typed in', () => {
    expect(identities({}, '0000012345')).toEqual([])
    expect(identities({ patientNumbers: true }, '0000012345')).toEqual([{ patientId: '0000012345' }])
    expect(identities({ patientNumbers: true }, '0000000000')).toEqual([{ patientId: '' }])
  })
})

describe('the line', () => {
  it('may be silent for ten seconds, or as long as an engineer says', () => {
    expect(scale().decoder.quietMs).toBe(10_000)
    expect(scale({ waitMinutes: 1_440 }).decoder.quietMs).toBe(86_400_000)
  })

  it('never makes it throw, on any bytes, and is the same however it is cut', () => {
    const piece = fc.oneof(
      fc.constantFrom(packet('71.3'), packet('80.1'), `${ESC}R`, '6R', `${ESC}E`),
      fc.string({ maxLength: 10 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.integer({ min: 1, max: 30 }), (pieces, size) => {
        const text = pieces.join('')
        const whole = scale()
        whole.push(text, 0)
        whole.decoder.end(0)
        const cut = scale()
        for (let at = 0; at < text.length; at += size) cut.push(text.slice(at, at + size), 0)
        cut.decoder.end(0)
        expect(cut.said).toEqual(whole.said)
      }),
    )
  })
})
