import type { Out } from '../driver.ts'
import type { WaveMark } from '../model/measurement.ts'
import { flowWave, pressureWave } from './channels.ts'
import { WAVE } from './codes.ts'

/** Gathers samples of both waves and tells them a fifth of a second at a time. */
export class BufferedWaves {
  readonly #out: Out
  #flow: number[] = []
  #pressure: number[] = []
  #atMs = 0
  #isInterrupted = false
  #hasRun = false

  constructor(out: Out) {
    this.#out = out
  }

  add(flow: number, pressure: number, atMs: number): void {
    this.#flow.push(flow)
    this.#pressure.push(pressure)
    this.#atMs = atMs
    if (this.#flow.length >= WAVE.samplesAtOnce) this.flush()
  }

  /** The next samples do not join the last ones. */
  interrupt(): void {
    this.#isInterrupted = this.#hasRun
  }

  flush(): void {
    if (this.#flow.length === 0) return
    const marks: WaveMark[] = this.#isInterrupted ? [{ at: 0, kind: 'gap' }] : []
    const stamp = { missing: [], atMs: this.#atMs, deviceMs: null }
    const said = { type: 'wave', marks, ...stamp } as const
    this.#out.measure({ ...said, channel: flowWave, samples: Int16Array.from(this.#flow) })
    this.#out.measure({ ...said, channel: pressureWave, samples: Int16Array.from(this.#pressure) })
    this.#flow = []
    this.#pressure = []
    this.#isInterrupted = false
    this.#hasRun = true
  }
}
