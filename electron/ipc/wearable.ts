/** What a wearable says of itself besides its numbers. Times UTC ms. */
export interface WearableView {
  /** When anything was heard of it last; null: nothing yet since the start. */
  readonly contactUtcMs: number | null
  /** Since when it is out of reach, off or empty, while the line itself is well; null: it is in contact. */
  readonly gapSinceUtcMs: number | null
  /** The emptiest battery, and when it was told first; null: none was told. */
  readonly battery: { readonly percent: number; readonly toldUtcMs: number } | null
}
