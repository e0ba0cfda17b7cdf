import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { withShared } from '../../resources/testing/with-shared.ts'
import { associationRequest, grantedBits } from './association.ts'
import { ABORT, ATTRIBUTE, CLASS, GROUP, MTU, RELEASE_REQUEST } from './codes.ts'
import { associationAnswer } from './encode-messages.ts'
import { frameMessage } from './frame.ts'
import { createResult, extendedPoll, selectLabels, singlePoll } from './requests.ts'

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const MINUTE_MS = 60_000

/** What the station sends, as the complete frames of the document have it. */
const OURS: Readonly<Record<string, Uint8Array>> = {
  association: associationRequest(MTU.serial),
  'create result': createResult(1),
  'system poll': singlePoll(2, 1, { objectClass: CLASS.system, group: GROUP.all }),
  'demographics poll': singlePoll(3, 2, { objectClass: CLASS.demographics, group: GROUP.demographics }),
  'numeric poll': extendedPoll(4, 3, { objectClass: CLASS.numeric, group: GROUP.all }, MINUTE_MS),
  'wave poll': extendedPoll(5, 4, { objectClass: CLASS.wave, group: GROUP.all }, MINUTE_MS),
  'alarm poll': extendedPoll(6, 5, { objectClass: CLASS.alert, group: GROUP.alarms }, MINUTE_MS),
  'wave choice': selectLabels(
    9,
    ATTRIBUTE.wavePriority,
    [0x00020102, 0x00024bb4, 0x00024a14, 0x00025000, 0x000250ac],
  ),
  'keep-alive': singlePoll(10, 7, { objectClass: CLASS.alert, group: GROUP.constant }),
  release: Uint8Array.from(RELEASE_REQUEST),
  abort: Uint8Array.from(ABORT),
}

withShared(
  'protocols/philips_intellivue.md',
  'builds every request byte for byte as the document has it',
  (path) => {
    const text = readFileSync(path, 'utf8').replaceAll(/[\s`]/g, '')
    for (const [name, bytes] of Object.entries(OURS)) {
      expect(text.includes(hexOf(frameMessage(bytes))), name).toBe(true)
    }
  },
)

withShared(
  'protocols/captures/philips_intellivue/pcap_udp',
  'sends what a real station sent to a real monitor, and reads what it granted',
  (folder) => {
    const lines = readFileSync(join(folder, 'udp_payloads.derived.txt'), 'utf8').split('\n')
    const payloads = lines.map((line) => line.trim().split(' ').at(-1) ?? '')
    const associations = payloads.filter((payload) => payload.startsWith('0dec'))
    expect(associations.length).toBeGreaterThan(0)
    // Up to the user information everything is constant; there it wants other sizes and times.
    const ours = hexOf(associationRequest(MTU.network))
    const constantHex = 2 * (2 + 14 + 2 + 134)
    for (const theirs of associations) expect(theirs.slice(0, constantHex)).toBe(ours.slice(0, constantHex))
    const answers = payloads.filter((payload) => payload.startsWith('0ece'))
    for (const answer of answers) expect(grantedBits(Buffer.from(answer, 'hex'))).toBe(0x8c000000)
    expect(answers.length).toBeGreaterThan(0)
  },
)

it('reads what the twin grants, and nothing where nothing can be read', () => {
  expect(grantedBits(associationAnswer(8000, MTU.serial))).toBe(0x88000000)
  expect(grantedBits(Uint8Array.of(0x0e, 0x01, 0x02))).toBeNull()
  expect(grantedBits(associationAnswer(8000, MTU.serial).subarray(0, 130))).toBeNull()
})
