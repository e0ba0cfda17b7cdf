/** The process that codes waves as the record does, and checks every block to the bit. */
import { readFileSync } from 'node:fs'
import { decodeBlock, encodeBlock } from '../../../electron/engine/store/codec/block.ts'
import type { ChannelFile, FromOwn, Taken, ToOwn } from './own-messages.ts'

const BLOCK_S = 60
const BYTES_PER_SAMPLE = 2
const US_PER_MS = 1000

function minutesOf({ path, rateHz }: ChannelFile): Int16Array[] {
  const bytes = new Uint8Array(readFileSync(path))
  const samples = new Int16Array(bytes.buffer, 0, bytes.length / BYTES_PER_SAMPLE)
  const length = Math.round(BLOCK_S * rateHz)
  const blocks: Int16Array[] = []
  for (let from = 0; from < samples.length; from += length) blocks.push(samples.slice(from, from + length))
  return blocks
}

function encode(samples: Int16Array, rateHz: number): Uint8Array {
  return encodeBlock([{ channel: 1, startUtcMs: 0, samples, missing: [], marks: [] }], rateHz)
}

/** Throws if a block does not come back bit for bit. */
function check(samples: Int16Array, block: Uint8Array, where: string): void {
  const back = decodeBlock(block)?.pieces[0]?.samples
  if (back?.length !== samples.length || samples.some((sample, index) => sample !== back[index])) {
    throw new Error(`${where} did not come back bit for bit`)
  }
}

function size(channel: ChannelFile): number {
  let bytes = 0
  minutesOf(channel).forEach((samples, minute) => {
    const block = encode(samples, channel.rateHz)
    check(samples, block, `minute ${minute} of ${channel.path}`)
    bytes += block.length
  })
  return bytes
}

function taken(work: () => void): Taken {
  const cpu = process.cpuUsage()
  const startedMs = performance.now()
  work()
  const wallMs = performance.now() - startedMs
  const { user, system } = process.cpuUsage(cpu)
  return { wallMs, cpuMs: (user + system) / US_PER_MS }
}

function time(channels: readonly ChannelFile[]): FromOwn {
  const minutes = channels.flatMap((channel) =>
    minutesOf(channel).map((samples) => ({ samples, rateHz: channel.rateHz })),
  )
  const blocks: Uint8Array[] = []
  globalThis.gc?.()
  const compress = taken(() => {
    for (const { samples, rateHz } of minutes) blocks.push(encode(samples, rateHz))
  })
  globalThis.gc?.()
  const back: ReturnType<typeof decodeBlock>[] = []
  const decompress = taken(() => {
    for (const block of blocks) back.push(decodeBlock(block))
  })
  if (back.includes(null)) throw new Error('a block did not decode')
  return { type: 'time', compress, decompress }
}

function answer(message: ToOwn): FromOwn {
  try {
    if (message.type === 'time') return time(message.channels)
    return { type: 'size', bytes: size(message.channel) }
  } catch (error) {
    return { type: 'failed', sentence: error instanceof Error ? error.message : String(error) }
  }
}

process.on('message', (value) => process.send?.(answer(value as ToOwn)))
