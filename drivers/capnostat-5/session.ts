import { BALANCE_GAS, COMMAND, PER_HIGH, REVISION_FORMAT, SETTING, STATE, TIME } from './codes.ts'
import { frameOf } from './frame.ts'
import type { CapnostatOptions } from './options.ts'

const LONG_AGO = Number.NEGATIVE_INFINITY
const UNIT = frameOf(COMMAND.setting, [SETTING.unit])

/** What a module must be told after it was switched on: the pressure, and which gas it measures in. */
function setUpFrames({ pressureMmHg, oxygenPercent }: CapnostatOptions): readonly Uint8Array[] {
  const pressure = [Math.floor(pressureMmHg / PER_HIGH), pressureMmHg % PER_HIGH]
  return [
    frameOf(COMMAND.setting, [SETTING.pressure, ...pressure]),
    frameOf(COMMAND.setting, [SETTING.compensation, oxygenPercent, BALANCE_GAS, 0, 0]),
  ]
}

/**
 * The station's side of the wire: it stops the module, sets it up, asks for its unit and who it is, and starts the wave, one
 * thing after the other. Where no wave comes, it begins anew; a module that has lost its set-up is given it again.
 */
export class Session {
  readonly #send: (bytes: Uint8Array) => void
  readonly #setUp: readonly Uint8Array[]
  readonly #opening: readonly Uint8Array[]
  #steps: readonly Uint8Array[] = []
  #waveMs = LONG_AGO
  #begunMs = LONG_AGO
  #sentMs = LONG_AGO
  #setUpMs = LONG_AGO
  #isAnswered = true

  constructor(send: (bytes: Uint8Array) => void, options: CapnostatOptions) {
    this.#send = send
    this.#setUp = setUpFrames(options)
    this.#opening = [
      frameOf(COMMAND.stop),
      ...this.#setUp,
      UNIT,
      frameOf(COMMAND.setting, [SETTING.partNumber]),
      frameOf(COMMAND.revision, [REVISION_FORMAT]),
      frameOf(COMMAND.wave, [0]),
    ]
  }

  /** A whole frame came. */
  heard(command: number, atMs: number): void {
    if (command === COMMAND.wave) this.#waveMs = atMs
    else this.#isAnswered = true
  }

  /** The state that the module tells of itself. */
  state(state: number, atMs: number): void {
    if (state !== STATE.needsSetUp || this.#steps.length > 0) return
    if (atMs - this.#setUpMs < TIME.setUpAgain) return
    this.#setUpMs = atMs
    this.#steps = this.#setUp
  }

  /** The wave runs and the unit is not known: its answer may have been lost. */
  wantUnit(atMs: number): void {
    const isRunning = this.#steps.length === 0 && atMs - this.#waveMs < TIME.silence
    if (isRunning && atMs - this.#sentMs >= TIME.unitAgain) this.#steps = [UNIT]
  }

  tick(atMs: number): void {
    const isSilent = atMs - Math.max(this.#waveMs, this.#begunMs) >= TIME.silence
    if (this.#steps.length === 0 && isSilent) this.#begin(atMs)
    const [step, ...rest] = this.#steps
    if (step === undefined) return
    if (!this.#isAnswered && atMs - this.#sentMs < TIME.answer) return
    this.#steps = rest
    this.#sentMs = atMs
    this.#isAnswered = false
    if (rest.length === 0) this.#begunMs = atMs
    this.#send(step)
  }

  /** The module falls silent: nobody listens any more. */
  leave(): void {
    if (this.#begunMs !== LONG_AGO) this.#send(frameOf(COMMAND.stop))
  }

  end(): void {
    this.#steps = []
    this.#waveMs = LONG_AGO
    this.#begunMs = LONG_AGO
    this.#isAnswered = true
  }

  #begin(atMs: number): void {
    this.#steps = this.#opening
    this.#isAnswered = true
    this.#setUpMs = atMs
  }
}
