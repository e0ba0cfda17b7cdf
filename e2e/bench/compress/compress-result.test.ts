import { describe, expect, it } from 'vitest'
import { compressResult } from './compress-result.ts'
import { compressText } from './compress-text.ts'
import { syntheticChannels } from './synthetic.ts'

const MACHINE = { cores: 2, cpu: 'one', memoryGigabytes: 4, system: 'Linux', node: '24', commit: 'abc' }
const NO_PEERS = {
  there: [],
  missing: ['flac -8 was left out: install the Debian package flac and run again.'],
}
const FLAC = {
  there: [
    {
      version: '1.4.2',
      peer: { name: 'flac -8', program: 'flac', debianPackage: 'flac', compress: () => [], decompress: [] },
    },
  ],
  missing: [],
}

function channel(set: string, number: number, samples: number, bytes: Record<string, number>) {
  return { set, record: 'r', number, name: 'II', seconds: samples / 250, samples, bytes }
}

function round(side: string, wallMs: number) {
  return {
    side,
    samples: 300_000,
    compress: { wallMs, cpuMs: wallMs },
    decompress: { wallMs, cpuMs: 0 },
    load: 1,
  }
}

const CHANNELS = [
  channel('mitdb', 1, 30_000, { vigil: 15_000, 'flac -8': 30_000, 'WFDB 212': 45_000 }),
  channel('mitdb', 2, 10_000, { vigil: 11_000, 'flac -8': 10_000 }),
  channel('synthetic', 1, 10_000, { vigil: 1_000, 'flac -8': 10_000, 'WFDB 212': 15_000 }),
]

describe('result of the compression benchmark', () => {
  const result = compressResult(MACHINE, {
    channels: CHANNELS,
    speed: [round('vigil', 100), round('vigil', 50), round('vigil', 200), round('flac -8', 20)],
    peers: FLAC,
  })

  it('weighs bytes by samples and ratios by channels, and keeps simulated waves out of the means', () => {
    expect(result.sets.mitdb?.sides.vigil).toEqual({ channels: 2, bytesPerSample: 0.65 })
    expect(result.recorded['flac -8']).toEqual({
      channels: 2,
      mean: 0.8,
      worst: { ratio: 1.1, where: 'mitdb r channel 2' },
      larger: ['mitdb r channel 2'],
    })
    expect(result.recordedMinutes?.channels).toBe(1)
  })

  it('counts a side that cannot take a channel by those that it can', () => {
    expect(result.sets.mitdb?.sides['WFDB 212']).toEqual({ channels: 1, bytesPerSample: 1.5 })
    expect(result.recorded['WFDB 212']?.channels).toBe(1)
  })

  it('takes the median of the rounds, in million samples a second', () => {
    expect(result.speed.vigil?.compress.wall).toMatchObject({ count: 3, min: 1.5, p50: 3, max: 6 })
    expect(result.speed['flac -8']?.decompress.cpu.p50).toBe(30)
  })

  it('prints what was lost', () => {
    const text = compressText(result)
    expect(text).toContain('larger on none **does not hold**')
    expect(text).toContain('Larger than flac -8 on: mitdb r channel 2.')
  })

  it('prints what is left without records and peers', () => {
    const bare = [channel('synthetic', 1, 10_000, { vigil: 1_000 })]
    const text = compressText(
      compressResult(MACHINE, { channels: bare, speed: [round('vigil', 50)], peers: NO_PEERS }),
    )
    expect(text).toContain('install the Debian package flac')
    expect(text).toContain('there is no ratio')
  })
})

/** Enough beats to meet the extremes. */
const SECONDS = 20

describe('simulated waves that a monitor re-scaled', () => {
  it('are the same every time and take few of the integers between their extremes', () => {
    const channels = syntheticChannels(SECONDS)
    expect(syntheticChannels(SECONDS)).toEqual(channels)
    for (const { samples } of channels) {
      const span = samples.reduce((most, sample) => Math.max(most, sample), samples[0] ?? 0)
      const least = samples.reduce((low, sample) => Math.min(low, sample), samples[0] ?? 0)
      expect(new Set(samples).size).toBeLessThan((span - least) / 2)
    }
  })
})
