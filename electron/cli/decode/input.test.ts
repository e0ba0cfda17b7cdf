import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SerialSettings } from '../../../drivers/driver.ts'
import { encodeVcapHeader, encodeVcapRecord } from '../../engine/link/vcap.ts'
import { folderOfFile } from '../../engine/testing/temporary-folder.ts'
import { tinyDriver } from '../../engine/testing/tiny-driver.ts'
import { readInput } from './input.ts'
import type { InputSink } from './piece-reader.ts'

const SERIAL: SerialSettings = { baud: 19_200, dataBits: 8, parity: 'even', stopBits: 1, flow: 'rtscts' }

const folder = folderOfFile()

async function read(content: Uint8Array, serial = SERIAL) {
  const file = join(folder, `input-${content.length}`)
  await writeFile(file, content)
  const pushes: { bytes: number[]; atMs: number }[] = []
  const ends: number[] = []
  const kinds: string[] = []
  const sink: InputSink = {
    push: (bytes, atMs) => pushes.push({ bytes: [...bytes], atMs }),
    end: (atMs) => ends.push(atMs),
  }
  const openSink = (kind: string): InputSink => {
    kinds.push(kind)
    return sink
  }
  const facts = await readInput(file, driverWith(serial), openSink, noPause)
  return { facts, pushes, ends, kinds }
}

function driverWith(serial: SerialSettings) {
  return { ...tinyDriver, link: { ...tinyDriver.link, serial } }
}

async function noPause(): Promise<void> {
  // Nothing is written here.
}

describe('reading a recording', () => {
  it('gives each byte the time it takes on the line: 11 bits at 19,200 baud', async () => {
    const { facts, pushes, ends } = await read(Uint8Array.of(1, 2, 3))
    expect(facts).toEqual({ bytes: 3, capture: null, notes: [] })
    expect(pushes.map((push) => push.bytes)).toEqual([[1], [2], [3]])
    expect(pushes.map((push) => push.atMs.toFixed(3))).toEqual(['0.000', '0.573', '1.146'])
    expect(ends).toHaveLength(1)
  })

  it('pushes a fast line a millisecond at a time, whatever the file is read in', async () => {
    const fast: SerialSettings = { ...SERIAL, baud: 115_200, parity: 'none' }
    const content = new Uint8Array(70_000).map((_, index) => index)
    const { pushes } = await read(content, fast)
    expect(pushes.slice(0, -1).every((push) => push.bytes.length <= 11)).toBe(true)
    expect(Uint8Array.from(pushes.flatMap((push) => push.bytes))).toEqual(content)
    expect(pushes.at(-1)?.atMs).toBeCloseTo((69_999 * 1000) / 11_520, 6)
  })

  it('takes the times of a capture file, and tells lost lines', async () => {
    const content = [
      encodeVcapHeader({ startUtcMs: 0, simulated: true, driver: 'ge-s5' }),
      encodeVcapRecord({ kind: 'opened', atMs: 10 }),
      encodeVcapRecord({ kind: 'sent', atMs: 15, bytes: Uint8Array.of(9) }),
      encodeVcapRecord({ kind: 'received', atMs: 20, bytes: Uint8Array.of(1, 2) }),
      encodeVcapRecord({ kind: 'lost', atMs: 70, cause: 'unplugged' }),
      encodeVcapRecord({ kind: 'received', atMs: 120, bytes: Uint8Array.of(3) }),
    ]
    const { facts, pushes, ends, kinds } = await read(Buffer.concat(content))
    expect(pushes).toEqual([
      { bytes: [1, 2], atMs: 0 },
      { bytes: [3], atMs: 100 },
    ])
    expect(ends).toEqual([0, 100])
    expect(kinds).toEqual(['stream'])
    expect(facts).toMatchObject({ bytes: 3, capture: { simulated: true, driver: 'ge-s5', damagedBytes: 0 } })
  })

  it('names a folder that was given for a file', async () => {
    const openSink = (): InputSink => ({ push() {}, end() {} })
    await expect(readInput(folder, driverWith(SERIAL), openSink, noPause)).rejects.toThrow(
      `${folder} is a folder: give a file.`,
    )
  })

  it('refuses a damaged capture header in one sentence', async () => {
    const header = encodeVcapHeader({ startUtcMs: 0, simulated: true, driver: '' })
    header[header.length - 1] = 0x55
    await expect(read(header)).rejects.toThrow('begins like a capture but cannot be read')
  })

  it('keeps the borders of captured datagrams', async () => {
    const content = [
      encodeVcapHeader({ startUtcMs: 0, simulated: false, driver: '', datagrams: true }),
      encodeVcapRecord({ kind: 'received', atMs: 20, bytes: Uint8Array.of(1, 2) }),
      encodeVcapRecord({ kind: 'received', atMs: 20, bytes: Uint8Array.of(3) }),
    ]
    const { pushes, kinds } = await read(Buffer.concat(content))
    expect(pushes.map(({ bytes }) => bytes)).toEqual([[1, 2], [3]])
    expect(kinds).toEqual(['datagram'])
  })

  it('opens nothing for a file without a byte', async () => {
    const { facts, kinds } = await read(new Uint8Array(0))
    expect(facts).toEqual({ bytes: 0, capture: null, notes: [] })
    expect(kinds).toEqual([])
  })
})
