import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Driver } from '../driver.ts'
import { seededRandom } from '../faults/random.ts'
import { geS5 } from '../ge-s5/driver.ts'
import { masimoAscii } from '../masimo-ascii/driver.ts'
import { drivers } from '../registry.ts'
import { claims, detect, mayClaim } from './detect.ts'
import { Hearing } from './hearing.ts'

const NOISE_BYTES = 200_000
const BYTE_VALUES = 256
/** Noise runs through every driver; a shared machine may be ten times slower. */
const SLOW_MS = 60_000

const lines = [71, 72, 73, 74, 75]
  .map((rate) => `05/06/26 07:08:${rate - 60} SN=0000000042 SPO2=096% BPM=0${rate} PI=03.20% EXC=000800\r\n`)
  .join('')
const masimoBytes = new TextEncoder().encode(lines)
const copyOf = (driver: Driver, id: string): Driver => ({ ...driver, id })
const ids = ({ claims: found }: { claims: readonly { driver: Driver }[] }) =>
  found.map(({ driver }) => driver.id)

describe('detect', () => {
  it('says what the driver that claims the stream would show', () => {
    const { verdict, claims: found, bytes } = detect(drivers, [{ bytes: masimoBytes, atMs: 0 }])
    expect(verdict).toBe('one')
    expect(bytes).toBe(masimoBytes.length)
    expect(found).toMatchObject([
      { driver: { id: 'masimo-ascii' }, goodFrames: 5, badFrames: 0, understood: 1 },
    ])
    const rate = found[0]?.numerics.find(({ channel }) => channel.vendor === 'BPM')
    expect(rate?.value).toBe(75)
  })

  it('asks people when several drivers claim the stream', () => {
    const all = [...drivers, copyOf(masimoAscii, 'our-oximeter'), copyOf(geS5, 'our-monitor')]
    const found = detect(all, [{ bytes: masimoBytes, atMs: 0 }])
    expect(found.verdict).toBe('several')
    expect(ids(found)).toEqual(['masimo-ascii', 'our-oximeter'])
    for (const claim of found.claims) expect(claim.numerics.length).toBeGreaterThan(0)
  })

  it('puts the driver that understands most first', () => {
    const few = new TextEncoder().encode('SPO2=097 HR=071\r\n'.repeat(8))
    for (const [first, second] of [
      [masimoBytes, few],
      [few, masimoBytes],
    ] as const) {
      const pieces = [first, second].map((bytes, atMs) => ({ bytes, atMs }))
      expect(ids(detect(drivers, pieces))).toEqual(['masimo-ascii', 'nonin-ascii'])
    }
  })

  it('gives no verdict where nothing came', () => {
    expect(detect(drivers, [])).toEqual({ bytes: 0, verdict: 'none', claims: [] })
    expect(detect([], [{ bytes: masimoBytes, atMs: 0 }]).verdict).toBe('none')
  })

  it('H6 lets nobody claim noise, whichever bits are set in it', { timeout: SLOW_MS }, () => {
    const random = seededRandom(5)
    const noises = [
      () => Math.floor(random() * BYTE_VALUES),
      () => Math.floor(random() * BYTE_VALUES) & 0x7f,
      () => Math.floor(random() * BYTE_VALUES) | 0x80,
      () => (random() < 0.8 ? 0 : Math.floor(random() * BYTE_VALUES)),
      () => 0x00,
      () => 0xff,
      () => 0x7e,
    ]
    for (const next of noises) {
      const bytes = Uint8Array.from({ length: NOISE_BYTES / noises.length }, next)
      expect(ids(detect(drivers, [{ bytes, atMs: 0 }]))).toEqual([])
    }
  })

  it('never throws and never claims more drivers than there are, on any bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 6 }), (parts) => {
        const found = detect(
          drivers,
          parts.map((bytes, atMs) => ({ bytes, atMs })),
        )
        expect(found.claims.length).toBeLessThanOrEqual(drivers.length)
        expect(found.bytes).toBe(parts.reduce((sum, part) => sum + part.length, 0))
        for (const { understood } of found.claims) expect(understood).toBeGreaterThan(0)
      }),
    )
  })
})

describe('a hearing', () => {
  it('may still claim while its lock is being gained, and asks only where it is given a way to', () => {
    const sent: Uint8Array[] = []
    const oximeter = new Hearing(masimoAscii, {})
    oximeter.push(masimoBytes.subarray(0, masimoBytes.length / 5), 0)
    expect(mayClaim(oximeter.heard())).toBe(true)
    oximeter.push(masimoBytes.subarray(masimoBytes.length / 5), 1)
    expect(claims(oximeter.heard())).toBe(true)
    expect(mayClaim(oximeter.heard())).toBe(false)

    const silent = new Hearing(geS5, geS5.options.parse({}))
    const asking = new Hearing(geS5, geS5.options.parse({}), (bytes) => sent.push(bytes))
    for (let atMs = 0; atMs < 10_000; atMs += 100) {
      silent.tick(atMs)
      asking.tick(atMs)
    }
    expect(sent.length).toBeGreaterThan(0)
    expect(silent.heard().bytes).toBe(0)
  })
})
