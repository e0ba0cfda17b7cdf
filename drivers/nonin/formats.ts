import { checksums } from '../framing/checksum.ts'
import type { Framer, FrameSink } from '../framing/counts.ts'
import { exactly, LengthFramer } from '../framing/length.ts'
import { lockErrors } from '../framing/lock.ts'
import { SyncBitFramer } from '../framing/sync-bit.ts'
import { BIT_7, BYTE_VALUES, DF2, DF8, DF13, HIGHEST_SATURATION_PERCENT, NONE, PACKET } from './codes.ts'
import type { Format } from './options.ts'

const MARKED = { value: BIT_7, mask: BIT_7 } as const
const SUM_COVERS = PACKET.frameBytes - 1

function packetFramer(isDf2: boolean, sink: FrameSink): Framer {
  return new LengthFramer(
    {
      sync: isDf2 ? [...exactly(DF2.first), MARKED] : [MARKED],
      headerBytes: isDf2 ? 2 : 1,
      maximumBytes: PACKET.frameBytes,
      lengthOf: () => PACKET.frameBytes,
      problemOf: (frame) => (checksums.sum8(frame, 0, SUM_COVERS) === frame[SUM_COVERS] ? null : 'checksum'),
    },
    sink,
  )
}

/** Every byte of a spot reading that the document fixes, and its sum over the 14 data bytes. */
function spotProblem(frame: Uint8Array): 'length' | 'checksum' | null {
  const { offset } = DF13
  const isFixed =
    frame[offset.century] === DF13.century &&
    frame[offset.zero] === 0 &&
    frame[offset.zeroBeforeSaturation] === 0 &&
    frame[offset.end] === DF13.end
  if (!isFixed) return 'length'
  return checksums.sum8(frame, offset.century, offset.checksum) === frame[offset.checksum] ? null : 'checksum'
}

/** Nothing checks format 8, but no saturation lies between the highest and the one that means none. */
function displayProblem(frame: Uint8Array): 'checksum' | null {
  const saturation = frame[DF8.offset.saturation] ?? 0
  return saturation > HIGHEST_SATURATION_PERCENT && saturation !== NONE.saturation ? 'checksum' : null
}

/** The framer of a format. In: where it sends what it finds. */
export const framers: Readonly<Record<Format, (sink: FrameSink) => Framer>> = {
  df2: (sink) => packetFramer(true, sink),
  df7: (sink) => packetFramer(false, sink),
  df8: (sink) =>
    new SyncBitFramer(
      { first: 'high', maximumBytes: DF8.bytes, lengthOf: () => DF8.bytes, problemOf: displayProblem },
      sink,
    ),
  df13: (sink) =>
    new LengthFramer(
      {
        sync: exactly(...DF13.head),
        headerBytes: DF13.head.length,
        maximumBytes: DF13.bytes,
        lengthOf: () => DF13.bytes,
        problemOf: spotProblem,
      },
      sink,
    ),
}

/** Format 2: first byte, bit 7 of the status and the sum of each frame; one whole packet gives the lock. */
export const lock = lockErrors(
  [
    { allowed: 1, possible: BYTE_VALUES },
    { allowed: 1, possible: 2 },
    { allowed: 1, possible: BYTE_VALUES },
  ],
  PACKET.frames,
)
