import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A WFDB record, read by the text of signal(5), header(5) and annot(5) and by nothing of the writer. */
export interface ReadWfdb {
  readonly header: readonly string[]
  /** Samples of each signal. */
  readonly signals: readonly (readonly number[])[]
  /** Checksums that the header tells and that the samples have. */
  readonly checksums: readonly (readonly [number, number])[]
  readonly annotations: readonly { readonly frame: number; readonly type: number; readonly text: string }[]
}

/** Reads a record of one signal file; throws where its length is not what the header says. */
export function readWfdb(folder: string, name: string): ReadWfdb {
  const header = readFileSync(join(folder, `${name}.hea`), 'utf8')
    .trimEnd()
    .split('\n')
  const [, count = 0, , frames = 0] = (header[0] ?? '').split(' ').map(Number)
  const lines = header.slice(1, 1 + count).map((line) => line.split(' '))
  const [format = 0] = (lines[0]?.[1] ?? '').split('x').map(Number)
  const perFrame = lines.map((fields) => Number(fields[1]?.split('x')[1]?.split(':')[0] ?? 1))
  const bytes = readFileSync(join(folder, `${name}.dat`))
  const values = valuesOf(bytes, format)
  const total = frames * perFrame.reduce((sum, one) => sum + one, 0)
  if (values.length - total < 0 || values.length - total > 1)
    throw new Error('the length of the signal file is wrong')
  const signals = perFrame.map((): number[] => [])
  let at = 0
  for (let frame = 0; frame < frames; frame++) {
    for (const [signal, many] of perFrame.entries()) {
      for (let index = 0; index < many; index++) signals[signal]?.push(values[at++] ?? Number.NaN)
    }
  }
  const checksums = signals.map((samples, index): [number, number] => {
    const sum = samples.reduce((one, sample) => (one + sample) & 0xffff, 0)
    return [Number(lines[index]?.[6]), sum > 0x7fff ? sum - 0x1_0000 : sum]
  })
  const notes = join(folder, `${name}.atr`)
  return {
    header,
    signals,
    checksums,
    annotations: existsSync(notes) ? annotationsOf(readFileSync(notes)) : [],
  }
}

function valuesOf(bytes: Buffer, format: number): number[] {
  const values: number[] = []
  if (format === 212) {
    for (let at = 0; at + 2 < bytes.length; at += 3) {
      const [low = 0, middle = 0, high = 0] = bytes.subarray(at, at + 3)
      for (const twelve of [low | ((middle & 0x0f) << 8), high | ((middle & 0xf0) << 4)]) {
        values.push(twelve > 0x7ff ? twelve - 0x1000 : twelve)
      }
    }
    return values
  }
  const width = format / 8
  for (let at = 0; at < bytes.length; at += width) values.push(bytes.readIntLE(at, width))
  return values
}

function annotationsOf(bytes: Buffer): ReadWfdb['annotations'] {
  const found: { frame: number; type: number; text: string }[] = []
  let frame = 0
  let at = 0
  for (let word = bytes.readUInt16LE(at); word !== 0; word = bytes.readUInt16LE(at)) {
    const [type, interval] = [word >> 10, word & 0x3ff]
    at += 2
    if (type === 59) {
      frame += bytes.readUInt16LE(at) * 0x1_0000 + bytes.readUInt16LE(at + 2)
      at += 4
    } else if (type === 63) {
      const last = found.at(-1)
      if (last !== undefined) last.text = bytes.toString('utf8', at, at + interval)
      at += interval + (interval % 2)
    } else {
      frame += interval
      found.push({ frame, type, text: '' })
    }
  }
  return found
}
