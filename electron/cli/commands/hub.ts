import { readFileSync } from 'node:fs'
import type { Authenticator } from '@nats-io/transport-node'
import { natsAuthenticator } from '../../engine/export/nats-auth.ts'
import { type Engines, startEngines } from '../../hub/engines.ts'
import { runHub } from '../../hub/run.ts'
import type { Command } from '../command.ts'
import { EXIT } from '../exit-codes.ts'
import { pause } from '../io.ts'
import { type ParsedOptions, UsageError } from '../options.ts'
import { parsePositive } from '../values.ts'

const NATS_PORT = 4222
const DATABASE_PORT = 5432

/** `vigil hub`: what many stations publish, in one database. */
export const hubCommand: Command = {
  syntax: {
    name: 'hub',
    files: [],
    options: {
      engines: { kind: 'text', value: 'FOLDER' },
      'nats-port': { kind: 'text', value: 'N' },
      'nats-config': { kind: 'text', value: 'FILE' },
      'database-port': { kind: 'text', value: 'N' },
      nats: { kind: 'text', value: 'URL' },
      creds: { kind: 'text', value: 'FILE' },
      ca: { kind: 'text', value: 'FILE' },
      database: { kind: 'text', value: 'URL' },
    },
  },
  about:
    'Keeps what stations publish to NATS JetStream in PostgreSQL; --engines starts both on this PC, with their files in FOLDER.',
  async run(options, io) {
    const shown = { authenticator: authenticatorOf(options), caFile: options.text('ca') ?? null }
    const engines = await enginesOf(options)
    engines?.onEnded((sentence) => io.note(sentence))
    if (engines !== null)
      io.note(`Stations publish to ${engines.natsUrl}; the database is ${engines.databaseUrl}.`)
    const servers = {
      natsUrl: options.text('nats') ?? engines?.natsUrl ?? `nats://127.0.0.1:${NATS_PORT}`,
      databaseUrl: options.text('database') ?? engines?.databaseUrl,
      ...shown,
    }
    try {
      await runHub(servers, {
        say: (line) => io.note(line),
        pause: (ms) => pause(ms, io.stop),
        stop: io.stop,
      })
    } finally {
      await engines?.stop()
    }
    return EXIT.done
  },
}

function authenticatorOf(options: ParsedOptions): Authenticator | null {
  const file = options.text('creds')
  if (file === undefined) return null
  const shown = natsAuthenticator(readFileSync(file))
  if (shown !== null) return shown
  throw new UsageError(
    `${file} holds no key and no credentials of NATS: name the file that was made for the hub`,
  )
}

async function enginesOf(options: ParsedOptions): Promise<Engines | null> {
  const folder = options.text('engines')
  if (folder === undefined) return null
  const portOf = (name: string, usual: number): number => {
    const text = options.text(name)
    return text === undefined ? usual : parsePositive(name, text)
  }
  return await startEngines(folder, {
    natsPort: portOf('nats-port', NATS_PORT),
    databasePort: portOf('database-port', DATABASE_PORT),
    natsConfig: options.text('nats-config') ?? null,
  })
}
