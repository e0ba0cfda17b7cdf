/** A signal of an EDF file as its header and samples say. */
export interface ReadSignal {
  readonly label: string
  readonly dimension: string
  readonly physical: readonly [number, number]
  readonly digital: readonly [number, number]
  readonly perRecord: number
  readonly samples: number[]
}

/** One annotation. */
export interface ReadAnnotation {
  readonly onset: number
  readonly duration: number | null
  readonly text: string
}

/** An EDF+ file, read by the text of its standard and by nothing of the writer. */
export interface ReadEdf {
  readonly patient: string
  readonly recording: string
  readonly start: string
  readonly kind: string
  readonly records: number
  readonly seconds: number
  readonly signals: readonly ReadSignal[]
  /** Onset of each record, seconds from `start`. */
  readonly onsets: readonly number[]
  readonly annotations: readonly ReadAnnotation[]
}

/** Reads a whole EDF+ file; throws where its length is not what the header says. */
export function readEdf(bytes: Buffer): ReadEdf {
  const text = bytes.toString('latin1')
  const field = (at: number, width: number): string => text.slice(at, at + width).trimEnd()
  const count = Number(field(252, 4))
  const records = Number(field(236, 8))
  const of = (offset: number, width: number, index: number): string =>
    field(256 + offset * count + index * width, width)
  const signals = Array.from(
    { length: count },
    (_, index): ReadSignal => ({
      label: of(0, 16, index),
      dimension: of(96, 8, index),
      physical: [Number(of(104, 8, index)), Number(of(112, 8, index))],
      digital: [Number(of(120, 8, index)), Number(of(128, 8, index))],
      perRecord: Number(of(216, 8, index)),
      samples: [],
    }),
  )
  const onsets: number[] = []
  const annotations: ReadAnnotation[] = []
  let at = Number(field(184, 8))
  for (let record = 0; record < records; record++) {
    for (const signal of signals) {
      const end = at + 2 * signal.perRecord
      if (signal.label === 'EDF Annotations') {
        const lists = bytes
          .toString('utf8', at, end)
          .split('\0')
          .filter((list) => list !== '')
        for (const [index, list] of lists.entries()) {
          const [times = '', ...texts] = list.split('\x14')
          const [onset = '', duration] = times.split('\x15')
          if (index === 0) onsets.push(Number(onset))
          else {
            const length = duration === undefined ? null : Number(duration)
            annotations.push({ onset: Number(onset), duration: length, text: texts[0] ?? '' })
          }
        }
      } else for (let place = at; place < end; place += 2) signal.samples.push(bytes.readInt16LE(place))
      at = end
    }
  }
  if (at !== bytes.length) throw new Error(`the header tells ${at} bytes, the file has ${bytes.length}`)
  return {
    patient: field(8, 80),
    recording: field(88, 80),
    start: `${field(168, 8)} ${field(176, 8)}`,
    kind: field(192, 44),
    records,
    seconds: Number(field(244, 8)),
    signals: signals.filter(({ label }) => label !== 'EDF Annotations'),
    onsets,
    annotations,
  }
}
