import type { PreviewValue } from './line-test.ts'

/** What one attempt of a search does: all drivers listen, or one of them also asks. */
export interface DetectionStep {
  readonly number: number
  readonly of: number
  /** Driver that asks, or null while all only listen. */
  readonly asks: string | null
  /** Line settings as people write them, or null where the line has none. */
  readonly settings: string | null
}

/** A driver that claims the stream, with what it would show. */
export interface DetectionClaim {
  readonly driver: string
  /** LINK text for a bed with this driver: the line, with the settings it was heard at. */
  readonly link: string
  readonly goodFrames: number
  readonly badFrames: number
  /** Part of the bytes that the driver understands, 0 to 1. */
  readonly understood: number
  readonly values: readonly PreviewValue[]
  /** Labels of the waves. */
  readonly waves: readonly string[]
}

/** A search for the driver and the settings of a line, running or ended. */
export interface DetectionView {
  readonly run: number
  /** LINK text as it was asked for. */
  readonly link: string
  readonly state: 'running' | 'done' | 'cancelled' | 'failed'
  /** The attempt that runs, or the last one; null before the first. */
  readonly step: DetectionStep | null
  /** Replayed bytes: what they would show is no patient. */
  readonly simulated: boolean
  /** Bytes that arrived in all attempts together. */
  readonly bytes: number
  /** Null until the search is done. `several`: people say which. */
  readonly verdict: 'one' | 'several' | 'notUnderstood' | 'silent' | null
  readonly claims: readonly DetectionClaim[]
  /** Why the search failed, one sentence; null otherwise. */
  readonly problem: string | null
}
