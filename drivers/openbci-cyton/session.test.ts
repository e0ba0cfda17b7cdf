import { describe, expect, it } from 'vitest'
import type { Measurement, Wave } from '../model/measurement.ts'
import { CytonDecoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { type CytonOptions, cytonOptions } from './options.ts'

const usual = cytonOptions.parse({})
const isWave = (one: Measurement): one is Wave => one.type === 'wave'
const samplesIn = (said: readonly Measurement[]): number =>
  said
    .filter(isWave)
    .filter((one) => one.channel.key === 'X_OPENBCI_CYTON_CH1')
    .reduce((sum, one) => sum + one.samples.length, 0)
const faultsOf = (said: readonly Measurement[]) =>
  said.flatMap((one) => (one.type === 'fault' ? [`${one.kind} ${one.count ?? 1}`] : []))

/** A station and a board on one line; the board may run before anybody asked, and hear only some of the commands. */
function live(
  options: CytonOptions,
  seconds: number,
  before = '',
  hears: (command: string) => string = String,
) {
  const twin = createTwin({ scenario: 'stable', seed: 4, startUtcMs: 0 })
  const bytes = (text: string) => Uint8Array.from(text, (one) => one.charCodeAt(0))
  twin.receive(bytes(before), 0)
  const said: Measurement[] = []
  let sent = ''
  let nowMs = 0
  const decoder = new CytonDecoder(
    {
      measure: (one) => said.push(one),
      send: (asked) => {
        const command = String.fromCharCode(...asked)
        sent += command
        twin.receive(bytes(hears(command)), nowMs)
      },
    },
    options,
  )
  for (; nowMs <= seconds * 1000; nowMs += 50) {
    const arrived = twin.produce(nowMs)
    if (arrived.length > 0) decoder.push(arrived, nowMs)
    decoder.tick(nowMs)
  }
  decoder.leave()
  return { said, sent }
}

describe('the conversation', () => {
  it('stops, resets and starts the board once, and stops it in the end', () => {
    const { said, sent } = live(usual, 10)
    expect(sent).toBe('svdbs')
    expect(samplesIn(said)).toBeGreaterThan(9 * 250)
    expect(faultsOf(said)).toEqual([])
  })

  it('shows nothing of a board that another program started: its gain is not known', () => {
    const { said } = live(usual, 10, 'b')
    const first = said.find(isWave)
    expect(first?.atMs).toBeGreaterThanOrEqual(350)
    expect(samplesIn(said)).toBeGreaterThan(9 * 250)
  })

  it.each([
    ['hears nothing', () => ''],
    ['does not answer the reset', (command: string) => (command === 'v' ? '' : command)],
    ['was reset and runs on', (command: string) => (command === 'v' ? 'vb' : command === 's' ? '' : command)],
  ])('shows nothing of a board that %s, counts it and asks again', (_, hears) => {
    const { said, sent } = live(usual, 20, 'b', hears)
    expect(said.filter((one) => one.type !== 'fault')).toEqual([])
    expect(sent).toMatch(/^sv.*sv.*s$/)
    expect(sent).not.toContain('b')
  })

  it('counts the packets of a board that runs on', () => {
    const { said } = live(usual, 5, 'b', () => '')
    expect(new Set(faultsOf(said))).toEqual(new Set(['unknownRecord 1']))
  })

  it('takes the word of the dongle for no answer of the board', () => {
    const failure = [...'Failure: Communications timeout$$$'].map((one) => one.charCodeAt(0))
    let sent = ''
    const decoder = new CytonDecoder(
      { measure: () => undefined, send: (bytes) => (sent += String.fromCharCode(...bytes)) },
      usual,
    )
    for (let nowMs = 0; nowMs < 5000; nowMs += 50) {
      decoder.tick(nowMs)
      decoder.push(Uint8Array.from(failure), nowMs)
    }
    expect(sent).toMatch(/^(sv)+s?$/)
  })

  it('is silent where it must only listen', () => {
    expect(live(cytonOptions.parse({ listenOnly: true }), 10, 'b').sent).toBe('')
  })
})
