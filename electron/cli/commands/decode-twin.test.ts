import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { geS5 } from '../../../drivers/ge-s5/driver.ts'
import { folderOfFile } from '../../engine/testing/temporary-folder.ts'
import { decode } from '../testing/decode.ts'

const folder = folderOfFile()

/** Bytes that a station would receive from the twin when it asks as the driver does. */
function twinBytes(seconds: number): Uint8Array {
  const twin = geS5.twin({ scenario: 'stable', seed: 7, startUtcMs: Date.UTC(2026, 10, 22, 6) })
  let nowMs = 0
  const decoder = geS5.start(
    { measure: () => undefined, send: (bytes) => twin.receive(bytes, nowMs) },
    geS5.options.parse({}),
  )
  const pieces: Uint8Array[] = []
  for (; nowMs < seconds * 1000; nowMs += 100) {
    decoder.tick(nowMs)
    const bytes = twin.produce(nowMs)
    decoder.push(bytes, nowMs)
    pieces.push(bytes.slice())
  }
  return Buffer.concat(pieces)
}

async function fileOf(name: string, bytes: Uint8Array): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, bytes)
  return file
}

describe('vigil decode of the twin', () => {
  it('lists what the twin sent as JSON lines of the agreed shape', async () => {
    const { code, stdout } = await decode('--json', await fileOf('twin.raw', twinBytes(30)))
    expect(code).toBe(0)
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const heartRate = lines.find((line) => line.id === 'MDC_ECG_HEART_RATE')
    expect(Object.keys(heartRate)).toEqual([
      'type',
      't',
      'clock',
      'id',
      'code',
      'vendor',
      'label',
      'value',
      'unit',
      'validity',
    ])
    expect(heartRate).toMatchObject({
      type: 'numeric',
      clock: 'device',
      code: 147842,
      unit: '/min',
      validity: 'good',
    })
    const wave = lines.find((line) => line.type === 'wave')
    expect(Object.keys(wave)).toEqual(
      expect.arrayContaining(['type', 't', 'clock', 'id', 'code', 'rateHz', 'unit', 'samples', 'marks']),
    )
    for (const line of lines) {
      expect(Number.isInteger(line.t)).toBe(true)
      if (line.type === 'numeric')
        expect(line.value === null).toBe(['invalid', 'off'].includes(line.validity))
    }
  })

  it('gives a site to every source of an id that has several, and to no other', async () => {
    const { stdout } = await decode('--json', await fileOf('sites.raw', twinBytes(20)))
    const sites = new Map<string, Set<string | undefined>>()
    for (const text of stdout.trimEnd().split('\n')) {
      const line = JSON.parse(text)
      if (line.type === 'numeric') sites.set(line.id, (sites.get(line.id) ?? new Set()).add(line.site))
    }
    for (const [id, seen] of sites) expect(seen.has(undefined), id).toBe(seen.size === 1)
  })

  it('prints the same table and totals for people', async () => {
    const file = await fileOf('people.raw', twinBytes(20))
    const table = await decode(file)
    expect(table.stdout.split('\n')[0]).toMatch(/^TIME +WHAT +VALUE +UNIT +VALIDITY +ID$/)
    expect(table.stdout).toMatch(/2026-11-22T06:00:\d\d\.000Z +HR +\d+ +\/min +good +MDC_ECG_HEART_RATE/)
    const totals = await decode(file, '--summary')
    expect(totals.stdout).toMatch(/^driver +ge-s5\nbytes +\d+, 0 outside any frame\nframes +\d+ good/)
  })

  it('warns once of a cut frame and still ends with 0', async () => {
    const whole = twinBytes(20)
    const { code, notes } = await decode('--summary', await fileOf('cut.raw', whole.subarray(0, -7)))
    expect({ code, lines: notes.length }).toEqual({ code: 0, lines: 1 })
    expect(notes[0]).toContain('cut by the start or the end')
  })
})
