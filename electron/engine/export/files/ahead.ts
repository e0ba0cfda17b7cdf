import type { MessagePort } from 'node:worker_threads'
import type { StoredWave } from '../../store/types.ts'

/** A stretch of a channel, half open, UTC ms. */
export interface AheadQuestion {
  readonly channel: number
  readonly fromUtcMs: number
  readonly toUtcMs: number
}

/** `pieces` is null where they could not be read: who asks then reads itself, and meets the reason. */
export type AheadAnswer = AheadQuestion & { readonly pieces: readonly StoredWave[] | null }

/** How two threads meet. The number in `answers` counts what was said; who waits sleeps on it. */
export interface AheadLine {
  readonly port: MessagePort
  readonly answers: SharedArrayBuffer
}
