import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { collect } from '../../../resources/setup/run.ts'
import { FLAC_SIDE } from './sides.ts'

/** A compressor of the system. Reads the file it is given last. */
export interface Peer {
  readonly name: string
  readonly program: string
  readonly debianPackage: string
  readonly compress: (rateHz: number) => readonly string[]
  readonly decompress: readonly string[]
  /** The word before the file to write; without it the program writes to its standard output. */
  readonly outputWord?: string
}

const FLAC_RAW = ['--silent', '--force', '--force-raw-format', '--endian=little', '--sign=signed']

/** Each at the level that the table of results names. No padding, seek table, file name or time flatters us. */
export const PEERS: readonly Peer[] = [
  {
    name: FLAC_SIDE,
    program: 'flac',
    debianPackage: 'flac',
    compress: (rateHz) => [
      '-8',
      ...FLAC_RAW,
      ...['--no-padding', '--no-seektable', '--channels=1', '--bps=16', `--sample-rate=${rateHz}`],
    ],
    decompress: ['--decode', ...FLAC_RAW],
    // Written to a pipe, its header would lack the checksum of the samples.
    outputWord: '--output-name',
  },
  {
    name: 'gzip -6',
    program: 'gzip',
    debianPackage: 'gzip',
    compress: () => ['-6', '--no-name', '--stdout'],
    decompress: ['--decompress', '--stdout'],
  },
  {
    name: 'zstd -19',
    program: 'zstd',
    debianPackage: 'zstd',
    compress: () => ['-19', '--quiet', '--stdout'],
    decompress: ['--decompress', '--quiet', '--stdout'],
  },
  {
    name: 'xz -9',
    program: 'xz',
    debianPackage: 'xz-utils',
    compress: () => ['-9', '--stdout'],
    decompress: ['--decompress', '--stdout'],
  },
]

/** The peers of this machine with their versions, and a sentence for each that is missing. */
export interface FoundPeers {
  readonly there: readonly { readonly peer: Peer; readonly version: string }[]
  readonly missing: readonly string[]
}

/** Looks which peers are installed. */
export async function findPeers(): Promise<FoundPeers> {
  const asked = await Promise.all(
    PEERS.map(async (peer) => ({ peer, answer: await collect(peer.program, ['--version']) })),
  )
  return {
    there: asked
      .filter(({ answer }) => answer.code === 0)
      .map(({ peer, answer }) => ({ peer, version: /\d+\.\d+[.\d]*/.exec(answer.stdout)?.[0] ?? 'unknown' })),
    missing: asked
      .filter(({ answer }) => answer.code !== 0)
      .map(
        ({ peer }) =>
          `${peer.name} was left out: install the Debian package ${peer.debianPackage} and run again.`,
      ),
  }
}

/** Runs a peer over a file. In: its words, the file to read and the one to write. Throws if it fails. */
export async function runPeer(peer: Peer, words: readonly string[], from: string, to: string): Promise<void> {
  const target = peer.outputWord === undefined ? [] : [peer.outputWord, to]
  const output = openSync(to, 'w')
  try {
    const child = spawn(peer.program, [...words, ...target, from], { stdio: ['ignore', output, 'inherit'] })
    const [code] = (await once(child, 'close')) as [number | null]
    if (code !== 0) throw new Error(`${peer.name} ended with ${code} on ${from}`)
  } finally {
    closeSync(output)
  }
}
