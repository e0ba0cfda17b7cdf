import { endedChildrenCpuMs } from '../cpu.ts'
import { load } from '../machine.ts'
import type { Own } from './own-client.ts'
import type { Taken } from './own-messages.ts'
import { type FoundPeers, type Peer, runPeer } from './peers.ts'
import { OWN_SIDE } from './sides.ts'
import type { WrittenChannel } from './sizes.ts'

/** One side's speed in one round, over the same channels. */
export interface SpeedRound {
  readonly side: string
  readonly samples: number
  readonly compress: Taken
  readonly decompress: Taken
  readonly load: number
}

async function takenByChildren(work: () => Promise<void>): Promise<Taken> {
  const cpuMs = endedChildrenCpuMs()
  const startedMs = performance.now()
  await work()
  return { wallMs: performance.now() - startedMs, cpuMs: endedChildrenCpuMs() - cpuMs }
}

/** A process a channel and direction: their starts count. */
async function timePeer(
  peer: Peer,
  files: readonly WrittenChannel[],
): Promise<{ compress: Taken; decompress: Taken }> {
  const compress = await takenByChildren(async () => {
    for (const { path, rateHz } of files) await runPeer(peer, peer.compress(rateHz), path, `${path}.packed`)
  })
  const decompress = await takenByChildren(async () => {
    for (const { path } of files) await runPeer(peer, peer.decompress, `${path}.packed`, `${path}.back`)
  })
  return { compress, decompress }
}

/** What speed is measured on: the first record of every set. */
export function speedSubset(files: readonly WrittenChannel[]): WrittenChannel[] {
  const first = new Map<string, string>()
  for (const { channel } of files) if (!first.has(channel.set)) first.set(channel.set, channel.record)
  return files.filter(({ channel }) => first.get(channel.set) === channel.record)
}

/** One round: every side, one after the other, over the same channels. */
export async function speedRound(
  own: Own,
  peers: FoundPeers,
  part: readonly WrittenChannel[],
): Promise<SpeedRound[]> {
  const samples = part.reduce((sum, { channel }) => sum + channel.samples.length, 0)
  const { compress, decompress } = await own.time(part.map(({ path, rateHz }) => ({ path, rateHz })))
  const sides: SpeedRound[] = [{ side: OWN_SIDE, samples, compress, decompress, load: load() }]
  for (const { peer } of peers.there)
    sides.push({ side: peer.name, samples, ...(await timePeer(peer, part)), load: load() })
  return sides
}
