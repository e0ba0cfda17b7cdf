/** Bytes of a file: to be written behind those before, or over what stands `at` a place. */
export type Piece = Uint8Array | { readonly at: number; readonly bytes: Uint8Array }

/** One file of an export. Its pieces are made in order; those of a later file may depend on those of an earlier one. */
export interface OutFile {
  readonly name: string
  pieces(): Iterable<Piece>
}

/** Text as a file's bytes, UTF-8. */
export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
