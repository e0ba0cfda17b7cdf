import { gunzipSync } from 'node:zlib'

/** A track as a reader of the published format finds it. */
export interface ReadTrack {
  readonly name: string
  readonly kind: number
  readonly unit: string
  readonly rateHz: number
  readonly gain: number
  readonly offset: number
  readonly device: string
  /** Times in seconds since 1970; the value of a record: a number, a text, or samples. */
  readonly records: { readonly atSeconds: number; readonly value: number | string | readonly number[] }[]
}

/**
 * Reads a file of Vital Recorder from the description of its format, byte by byte, with nothing of the writer: header, then
 * packets of a type (0 track, 1 record, 6 command, 9 device), a length and that many bytes. Throws RangeError where a length
 * does not fit.
 */
export function readVital(file: Uint8Array): ReadonlyMap<string, ReadTrack> {
  const all = gunzipSync(file)
  if (all.toString('latin1', 0, 4) !== 'VITA') throw new RangeError('no VITA')
  const tracks = new Map<number, ReadTrack & { readonly format: number }>()
  const devices = new Map<number, string>([[0, '']])
  let at = 10 + all.readUInt16LE(8)
  const text = (): string => {
    const length = all.readUInt32LE(at)
    at += 4 + length
    return all.toString('utf8', at - length, at)
  }
  while (at < all.length) {
    const type = all.readUInt8(at)
    const end = at + 5 + all.readUInt32LE(at + 1)
    if (end > all.length) throw new RangeError('a packet is cut')
    at += 5
    if (type === 9) {
      const number = all.readUInt32LE(at)
      at += 4
      devices.set(number, text())
    } else if (type === 0) {
      const [number, kind, format] = [all.readUInt16LE(at), all.readUInt8(at + 2), all.readUInt8(at + 3)]
      at += 4
      const [name, unit] = [text(), text()]
      tracks.set(number, {
        ...{ name, kind, format, unit, rateHz: all.readFloatLE(at + 12), gain: all.readDoubleLE(at + 16) },
        ...{
          offset: all.readDoubleLE(at + 24),
          device: devices.get(all.readUInt32LE(at + 33)) ?? '?',
          records: [],
        },
      })
    } else if (type === 1) {
      const info = all.readUInt16LE(at)
      const [atSeconds, track] = [all.readDoubleLE(at + 2), tracks.get(all.readUInt16LE(at + 10))]
      at += 2 + info
      if (track === undefined) throw new RangeError('a record of no track')
      if (track.kind === 2) track.records.push({ atSeconds, value: all.readDoubleLE(at) })
      else if (track.kind === 5) {
        at += 4
        track.records.push({ atSeconds, value: text() })
      } else {
        const width = track.format === 5 ? 2 : 4
        const value = Array.from({ length: all.readUInt32LE(at) }, (_, index) => {
          const place = at + 4 + index * width
          return width === 2 ? all.readInt16LE(place) : all.readInt32LE(place)
        })
        track.records.push({ atSeconds, value })
      }
    }
    at = end
  }
  return new Map([...tracks.values()].map((one) => [one.name, one]))
}
