import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { withShared } from '../../resources/testing/with-shared.ts'
import type { Measurement } from '../model/measurement.ts'
import { QUESTION } from './codes.ts'
import { SuntechDecoder } from './decode.ts'

const HEX = 16
/** Enough pressures to earn the lock. */
const LOCK = 8

interface Row {
  readonly from: string
  readonly bytes: readonly number[]
}

function rowsOf(text: string): readonly Row[] {
  return text.split('\n').flatMap((line) => {
    const [, from = '', hex = ''] = /^(module|host): ((?:[0-9A-F]{2} ?)+);/.exec(line) ?? []
    const bytes = hex.trim().split(' ')
    return from === '' ? [] : [{ from, bytes: bytes.map((byte) => Number.parseInt(byte, HEX)) }]
  })
}

withShared(
  'protocols/captures/suntech-nibp/vectors.txt',
  'reads the frames in the tests of another project, and asks as it does',
  (path) => {
    const rows = rowsOf(readFileSync(path, 'utf8'))
    const said: Measurement[] = []
    const decoder = new SuntechDecoder(
      { measure: (one) => said.push(one), wantsEverything: true },
      { listenOnly: false, mayStartCuff: false },
    )
    const frames = rows.flatMap(({ from, bytes }) => (from === 'module' ? [bytes] : []))
    expect(frames).toHaveLength(4)
    const [pressure = [], damaged = [], done = [], result = []] = frames
    const push = (...all: (readonly number[])[]) => decoder.push(Uint8Array.from(all.flat()), 0)
    push(...Array.from({ length: LOCK }, () => pressure), done, result, damaged)
    decoder.end(0)
    const values = said.flatMap((one) =>
      one.type === 'numeric' ? [`${one.channel.vendor} ${one.value} ${one.validity}`] : [],
    )
    expect(values).toEqual([
      ...Array.from({ length: LOCK }, () => 'cuff pressure 258 good'),
      'systolic 115 good',
      'diastolic 74 good',
      'mean 88 good',
      'heart rate 85 good',
      'beats 30 good',
      'error 0 good',
    ])
    expect(decoder.counts).toMatchObject({ good: LOCK + 2, checksum: 1, skippedBytes: 0, partial: 0 })
    const asked = rows.flatMap(({ from, bytes }) => (from === 'host' ? [bytes.join()] : []))
    for (const question of Object.values(QUESTION)) expect(asked).toContain(question.join())
  },
)
