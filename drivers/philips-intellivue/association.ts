import { ASSOCIATION, SESSION_BYTE } from './codes.ts'
import { Reader } from './reader.ts'
import { Writer } from './writer.ts'

const LONG_LENGTH = 0x80
const LENGTH_BYTES_MASK = 0x7f
const VERSION_FIELDS = 5
const LONG_BYTES = 4

/**
 * The association request (section "association request"), unframed. In: the largest message to be sent
 * either way, bytes, and extensions to ask for beside the usual ones.
 */
export function associationRequest(mtuBytes: number, moreBits = 0): Uint8Array {
  const info = new Writer()
  info.u32(ASSOCIATION.protocolVersion).u32(ASSOCIATION.nomenclatureVersion).u32(0)
  info.u32(ASSOCIATION.clientType).u32(ASSOCIATION.coldStart)
  info.u16(0).u16(0)
  info.list((profiles) =>
    profiles.attribute(ASSOCIATION.pollProfile, (profile) => {
      profile.u32(ASSOCIATION.pollProfileRevision).u32(ASSOCIATION.minimumPollTicks)
      profile.u32(mtuBytes).u32(mtuBytes).u32(ASSOCIATION.anyBandwidth)
      profile.u32(ASSOCIATION.dynamicObjects)
      profile.list((packages) =>
        packages.attribute(ASSOCIATION.extension, (bits) => {
          bits
            .u32(ASSOCIATION.extensionBits | moreBits)
            .u16(0)
            .u16(0)
        }),
      )
    }),
  )
  const user = info.bytes()
  const presentation = new Writer()
  presentation.raw(ASSOCIATION.presentationHeader).u8(user.length).raw(user)
  presentation.raw(new Uint8Array(ASSOCIATION.trailerBytes))
  const inner = presentation.bytes()
  const session = new Writer()
  session.raw(ASSOCIATION.sessionHeader).u8(ASSOCIATION.presentationByte).u8(inner.length).raw(inner)
  const body = session.bytes()
  return new Writer().u8(SESSION_BYTE.connect).u8(body.length).raw(body).bytes()
}

/**
 * The extensions that the monitor grants in its answer. Out: the bits of the poll
 * profile extension, 0 if it grants none; null if the answer cannot be read.
 */
export function grantedBits(answer: Uint8Array): number | null {
  const info = userInfoOf(answer)
  if (info === null) return null
  const reader = new Reader(info)
  reader.skip(VERSION_FIELDS * LONG_BYTES)
  skipList(reader)
  reader.skip(2 + 2)
  const profile = reader.u16()
  reader.skip(2)
  // Revision, shortest poll, both message sizes, bandwidth, options.
  reader.skip((VERSION_FIELDS + 1) * LONG_BYTES)
  const packages = reader.u16()
  reader.skip(2)
  if (reader.failed || profile !== ASSOCIATION.pollProfile) return null
  for (let index = 0; index < packages && !reader.failed; index++) {
    const id = reader.u16()
    const length = reader.u16()
    if (id === ASSOCIATION.extension) return reader.u32()
    reader.skip(length)
  }
  return 0
}

function skipList(reader: Reader): void {
  reader.skip(2)
  reader.skip(reader.u16())
}

/** The user information behind the first mark found; null if there is none. */
function userInfoOf(answer: Uint8Array): Uint8Array | null {
  for (let at = 0; at < answer.length; at++) {
    for (const mark of ASSOCIATION.answerMarks) {
      if (mark.some((byte, index) => answer[at + index] !== byte)) continue
      const lengthAt = at + mark.length
      const first = answer[lengthAt] ?? 0
      const more = first < LONG_LENGTH ? 0 : first & LENGTH_BYTES_MASK
      return answer.subarray(lengthAt + 1 + more)
    }
  }
  return null
}
