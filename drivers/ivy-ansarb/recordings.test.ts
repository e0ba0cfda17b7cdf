import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { withShared } from '../../resources/testing/with-shared.ts'
import type { Measurement } from '../model/measurement.ts'
import { AnsarBDecoder } from './decode.ts'

const FRAMES = 27

withShared(
  'protocols/captures/ivy-450c-ansarb/Ivy450C.1.data',
  'decodes every frame of 27 s of an Ivy 450C, and its pressure wave lies between the pressures it shows',
  (path) => {
    const said: Measurement[] = []
    const decoder = new AnsarBDecoder({ measure: (one) => said.push(one), wantsEverything: true })
    decoder.push(new Uint8Array(readFileSync(path)), 0)
    decoder.end(0)
    // The recording begins within a frame.
    expect(decoder.counts).toMatchObject({
      good: FRAMES,
      checksum: 0,
      length: 0,
      short: 0,
      partial: 1,
      skippedBytes: 0,
    })
    const values = (key: string) =>
      said.flatMap((one) => (one.type === 'numeric' && one.channel.key === key ? [one.value] : []))
    expect(values('MDC_ECG_HEART_RATE')).toEqual(new Array(FRAMES).fill(80))
    expect(values('MDC_RESP_RATE')).toEqual(new Array(FRAMES).fill(35))
    expect(values('MDC_PULS_OXIM_SAT_O2')).toEqual(new Array(FRAMES).fill(100))
    expect(values('MDC_PULS_OXIM_PULS_RATE')).toEqual(new Array(FRAMES).fill(80))
    expect(values('MDC_PRESS_BLD_NONINV_SYS')).toEqual(new Array(FRAMES).fill(121))
    expect(values('MDC_PRESS_BLD_NONINV_DIA')).toEqual(new Array(FRAMES).fill(75))
    expect(values('MDC_PRESS_BLD_NONINV_MEAN')).toEqual(new Array(FRAMES).fill(92))
    expect(values('X_IVY_ANSARB_ETCO2')).toEqual(new Array(FRAMES).fill(null))
    expect(values('MDC_PRESS_BLD_SYS@p2')).toEqual(new Array(FRAMES).fill(null))
    const samples = said.flatMap((one) =>
      one.type === 'wave' && one.channel.key === 'MDC_PRESS_BLD@p1' ? [...one.samples] : [],
    )
    const shown = (key: string) => values(key).map((value) => value ?? Number.NaN)
    expect(samples).toHaveLength(FRAMES * 50)
    expect(Math.min(...samples)).toBe(Math.min(...shown('MDC_PRESS_BLD_DIA@p1')))
    expect(Math.max(...samples)).toBe(Math.max(...shown('MDC_PRESS_BLD_SYS@p1')))
    const faults = said.flatMap((one) => (one.type === 'fault' ? [one.kind] : []))
    expect(faults).toEqual(['partial'])
  },
)
