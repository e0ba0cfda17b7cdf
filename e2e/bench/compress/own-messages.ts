/** A file of int16 little-endian samples of one channel. */
export interface ChannelFile {
  readonly path: string
  readonly rateHz: number
}

export type ToOwn =
  | { readonly type: 'size'; readonly channel: ChannelFile }
  | { readonly type: 'time'; readonly channels: readonly ChannelFile[] }

/** Time that one direction took over all channels, ms. CPU is of the whole process. */
export interface Taken {
  readonly wallMs: number
  readonly cpuMs: number
}

export type FromOwn =
  | { readonly type: 'size'; readonly bytes: number }
  | { readonly type: 'time'; readonly compress: Taken; readonly decompress: Taken }
  | { readonly type: 'failed'; readonly sentence: string }
