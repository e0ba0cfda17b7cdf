import { readFileSync, rmSync, statSync } from 'node:fs'
import type { Channel } from './channels.ts'
import type { Own } from './own-client.ts'
import type { ChannelFile } from './own-messages.ts'
import { pack212 } from './pack-212.ts'
import { type FoundPeers, type Peer, runPeer } from './peers.ts'
import { OWN_SIDE, PACKED_SIDE } from './sides.ts'

/** What every side made of one channel. */
export interface ChannelSizes {
  readonly set: string
  readonly record: string
  readonly number: number
  readonly name: string
  readonly seconds: number
  readonly samples: number
  /** By side; a side that cannot take the channel is absent. */
  readonly bytes: Readonly<Record<string, number>>
}

/** A channel with the file that holds it. */
export interface WrittenChannel extends ChannelFile {
  readonly channel: Channel
}

/** Bytes that a peer needs; its own output, decompressed, must equal the input. */
async function peerSize(peer: Peer, { path, rateHz }: ChannelFile): Promise<number> {
  const packed = `${path}.packed`
  const back = `${path}.back`
  await runPeer(peer, peer.compress(rateHz), path, packed)
  await runPeer(peer, peer.decompress, packed, back)
  if (!readFileSync(back).equals(readFileSync(path))) throw new Error(`${peer.name} changed ${path}`)
  const { size } = statSync(packed)
  rmSync(packed)
  rmSync(back)
  return size
}

/** Bytes of one channel on every side. Throws if any side does not give it back bit for bit. */
export async function sizesOf(file: WrittenChannel, own: Own, peers: FoundPeers): Promise<ChannelSizes> {
  const { set, record, number, name, rateHz, samples } = file.channel
  const bytes: Record<string, number> = { [OWN_SIDE]: await own.size({ path: file.path, rateHz }) }
  for (const { peer } of peers.there) bytes[peer.name] = await peerSize(peer, file)
  const packed = pack212(samples)
  if (packed !== null) bytes[PACKED_SIDE] = packed.length
  return { set, record, number, name, seconds: samples.length / rateHz, samples: samples.length, bytes }
}
