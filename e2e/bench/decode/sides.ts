import { ByteLengthParser, DelimiterParser, PacketLengthParser, SlipDecoder } from 'serialport'
import { FRAME } from '../../../drivers/berry-pm6750/codes.ts'
import { berryPm6750 } from '../../../drivers/berry-pm6750/driver.ts'
import { format } from '../../../drivers/berry-pm6750/frame.ts'
import { LengthFramer } from '../../../drivers/framing/length.ts'
import { FRAMER_SIDE, HEAD_SIDE, LENGTH_SIDE } from './names.ts'

/** What a side does with the frames it finds. */
type OnFrame = (frame: Uint8Array) => void

export interface Side {
  /** What the stream is packed in. */
  readonly packing: 'board' | 'slip'
  /** What of a frame comes out; null where no frame does. */
  readonly part: ((frame: Uint8Array) => Uint8Array) | null
  start(onFrame: OnFrame): (chunk: Uint8Array) => void
}

const HEAD = Uint8Array.from(FRAME.head)
/** No frame has this length: the parser cuts where it happens to be. */
const ANY_LENGTH = 10

/** A parser of serialport as a function of chunks; it is a stream, and gives what it finds at once. */
function parser(make: () => NodeJS.ReadWriteStream): Side['start'] {
  return (onFrame) => {
    const stream = make()
    stream.on('data', onFrame)
    return (chunk) => void stream.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length))
  }
}

/** Every side of B1 by the name it has on the page. */
export const SIDES: Readonly<Record<string, Side>> = {
  [FRAMER_SIDE]: {
    packing: 'board',
    part: (frame) => frame,
    start(onFrame) {
      const framer = new LengthFramer(format, { onFrame, onFault: () => undefined })
      return (chunk) => framer.push(chunk)
    },
  },
  'vigil decoder (values and waves)': {
    packing: 'board',
    part: null,
    start() {
      const decoder = berryPm6750.start({ measure: () => undefined }, berryPm6750.options.parse({}))
      return (chunk) => decoder.push(chunk, 0)
    },
  },
  // From the second byte of the head on, because it takes one; its length byte counts itself and what follows.
  [LENGTH_SIDE]: {
    packing: 'board',
    part: (frame) => frame.subarray(1),
    start: parser(
      () =>
        new PacketLengthParser({
          delimiter: FRAME.head[1],
          packetOverhead: 1,
          lengthBytes: 1,
          lengthOffset: 1,
        }),
    ),
  },
  [HEAD_SIDE]: {
    packing: 'board',
    part: (frame) => frame.subarray(HEAD.length),
    start: parser(() => new DelimiterParser({ delimiter: Buffer.from(HEAD) })),
  },
  'SlipDecoder (escapes)': {
    packing: 'slip',
    part: (frame) => frame,
    start: parser(() => new SlipDecoder()),
  },
  'ByteLengthParser (nothing)': {
    packing: 'board',
    part: null,
    start: parser(() => new ByteLengthParser({ length: ANY_LENGTH })),
  },
}
