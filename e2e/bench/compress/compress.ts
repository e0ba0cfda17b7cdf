import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PlainBench } from '../bench.ts'
import { type Channel, readChannels } from './channels.ts'
import { startOwn } from './own-client.ts'
import { type FoundPeers, findPeers } from './peers.ts'
import { type ChannelSizes, sizesOf, type WrittenChannel } from './sizes.ts'
import { type SpeedRound, speedRound, speedSubset } from './speed.ts'

/** Everything that one run measured. */
export interface CompressRun {
  readonly channels: readonly ChannelSizes[]
  readonly speed: readonly SpeedRound[]
  readonly peers: FoundPeers
}

/** Int16Array is little-endian on every machine that Electron runs on. */
function write(folder: string, channel: Channel, index: number): WrittenChannel {
  const path = join(folder, `${index}.raw`)
  const { buffer, byteOffset, byteLength } = channel.samples
  writeFileSync(path, new Uint8Array(buffer, byteOffset, byteLength))
  return { path, rateHz: channel.rateHz, channel }
}

/** B2: sizes of every channel on every side, and the speed of each side over a part, in interleaved rounds. */
export async function compress(bench: PlainBench, rounds: number): Promise<CompressRun> {
  const peers = await findPeers()
  for (const sentence of peers.missing) bench.say(sentence)
  const folder = join(bench.folder, 'compress')
  mkdirSync(folder)
  const files = readChannels().map((channel, index) => write(folder, channel, index))
  const own = startOwn()
  try {
    const channels: ChannelSizes[] = []
    for (const file of files) {
      channels.push(await sizesOf(file, own, peers))
      const next = files[channels.length]
      if (file.channel.set !== next?.channel.set)
        bench.say(`compress: ${file.channel.set}, ${channels.length} of ${files.length} channels`)
    }
    const part = speedSubset(files)
    const speed: SpeedRound[] = []
    for (let round = 1; round <= rounds; round++) {
      bench.say(`compress: speed, round ${round} of ${rounds}`)
      speed.push(...(await speedRound(own, peers, part)))
    }
    return { channels, speed, peers }
  } finally {
    await own.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
