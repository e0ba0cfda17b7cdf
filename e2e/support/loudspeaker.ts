import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { collect } from '../../resources/setup/run.ts'
import { until } from './wait.ts'

const RATE_HZ = 48_000
const BYTES_PER_SAMPLE = 4
const SINK = 'vigil'
const START = { withinMs: 20_000, because: 'a sound server starts on a busy machine' }

/** What an app has played, as the monitor of the output heard it. */
export interface Recording {
  readonly rateHz: number
  /** Everything since the recording began, one channel, 1 = full scale. */
  samples(): Float32Array
  stop(): Promise<void>
}

/** An audio output of a test's own that nobody hears: a PulseAudio null sink. */
export interface Loudspeaker {
  /** Value for PULSE_SERVER. */
  readonly server: string
  record(): Promise<Recording>
  unplug(): Promise<void>
  plug(): Promise<void>
  close(): Promise<void>
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('close', () => resolve())
    child.once('error', () => resolve())
  })
}

async function record(server: string): Promise<Recording> {
  const words = [
    `--device=${SINK}.monitor`,
    '--format=float32le',
    `--rate=${RATE_HZ}`,
    '--channels=1',
    '--raw',
  ]
  const child = spawn('parec', [`--server=${server}`, '--latency-msec=50', ...words], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const gone = ended(child)
  const chunks: Buffer[] = []
  child.stdout.on('data', (bytes: Buffer) => chunks.push(bytes))
  await until('The recording', START, () => chunks.length > 0)
  return {
    rateHz: RATE_HZ,
    samples() {
      const bytes = Buffer.concat(chunks)
      const whole = bytes.length - (bytes.length % BYTES_PER_SAMPLE)
      // A copy of its own: the view must begin at a multiple of four bytes.
      return new Float32Array(Uint8Array.from(bytes.subarray(0, whole)).buffer)
    },
    async stop() {
      child.kill()
      await gone
    },
  }
}

/** Starts a sound server with one output. The caller closes it. */
export async function startLoudspeaker(): Promise<Loudspeaker> {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-sound-'))
  const socket = join(folder, 'native')
  const server = `unix:${socket}`
  const sink = ['module-null-sink', `sink_name=${SINK}`, `rate=${RATE_HZ}`]
  const child = spawn(
    'pulseaudio',
    [
      ...['-n', '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no', '--disable-shm=yes'],
      ...['-L', sink.join(' '), '-L', `module-native-protocol-unix socket=${socket} auth-anonymous=1`],
    ],
    {
      stdio: 'ignore',
      env: { ...process.env, HOME: folder, XDG_RUNTIME_DIR: folder, PULSE_RUNTIME_PATH: folder },
    },
  )
  const gone = ended(child)
  const killWithUs = () => child.kill()
  process.once('exit', killWithUs)
  const control = async (...words: readonly string[]) => {
    const finished = await collect('pactl', ['--server', server, ...words])
    if (finished.code !== 0) throw new Error(`pactl ${words.join(' ')} failed: ${finished.stderr}`)
  }
  await until('The sound server', START, () => existsSync(socket))
  return {
    server,
    record: () => record(server),
    unplug: () => control('unload-module', 'module-null-sink'),
    plug: () => control('load-module', ...sink),
    async close() {
      process.removeListener('exit', killWithUs)
      child.kill()
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
