import type { Out } from '../driver.ts'
import type { FaultKind, Stamp } from '../model/measurement.ts'
import { LIMITS } from './codes.ts'

/** Why a row, or a wave, is not shown; `about` names its code, never a value or a person. */
export interface Loss {
  readonly kind: FaultKind
  readonly about: string
}

/** Reports what a message lost. */
export class Losses {
  readonly #out: Out

  constructor(out: Out) {
    this.#out = out
  }

  /** One row, or one wave. */
  row({ kind, about }: Loss, { atMs, deviceMs }: Stamp): void {
    const named = about.replaceAll(/\p{C}+/gu, ' ').slice(0, LIMITS.textLength)
    this.#out.measure({ type: 'fault', kind, bytes: 0, about: named, atMs, deviceMs })
  }

  /** A part of the stream. */
  bytes(kind: FaultKind, bytes: number, { atMs, deviceMs }: Stamp): void {
    this.#out.measure({ type: 'fault', kind, bytes, atMs, deviceMs })
  }
}
