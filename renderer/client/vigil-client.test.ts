import { afterEach, describe, expect, it } from 'vitest'
import { type ToEngine, type ToWindow, VigilError } from '../../electron/ipc/contract.ts'
import { inventBed } from '../fixture/beds.ts'
import { heartbeat } from './heartbeat.ts'
import { readMessage } from './messages.ts'
import { type ClientClock, VigilClient } from './vigil-client.ts'

const UTC = 1_700_000_000_000
const STATION = {
  name: 'test',
  version: '0',
  actor: { station: 'test', initials: null, verified: false, session: 's' },
  store: { state: 'recording', sentence: null, keyPlace: 'key file', bytesFree: null, bytesPerDay: null },
  destinations: [],
  drivers: [],
  notices: [],
} as const

/** An engine at the other end of a real message channel. */
class FakeEngine {
  readonly heard: ToEngine[] = []
  readonly #channel = new MessageChannel()
  answers = true
  initials: string | null = null
  #event = 0

  constructor() {
    this.#channel.port1.onmessage = ({ data }: MessageEvent<ToEngine>) => {
      this.heard.push(data)
      if (data.type !== 'command' || !this.answers) return
      if (data.name === 'bed.remove') {
        this.#send({
          type: 'reply',
          seq: data.seq,
          ok: false,
          error: { code: 'unknownBed', message: 'No such bed.' },
        })
        return
      }
      const station = { ...STATION, actor: { ...STATION.actor, initials: this.initials } }
      const value = data.name === 'station.get' ? { station, beds: [inventBed(1, {}, UTC)] } : {}
      this.#send({ type: 'reply', seq: data.seq, ok: true, value })
    }
  }

  get port(): MessagePort {
    return this.#channel.port2
  }

  event(name: 'beds' | 'bedRemoved' | 'station', value: unknown): number {
    this.#event += 1
    this.#send({ type: 'event', event: this.#event, name, value })
    return this.#event
  }

  garbage(value: unknown): void {
    this.#channel.port1.postMessage(value)
  }

  close(): void {
    this.#channel.port1.close()
  }

  #send(message: ToWindow): void {
    this.#channel.port1.postMessage(message)
  }
}

const engines: FakeEngine[] = []
function engine(): FakeEngine {
  const made = new FakeEngine()
  engines.push(made)
  return made
}
afterEach(() => {
  for (const made of engines.splice(0)) made.close()
})

/** A clock that stands still until it is moved. */
class HandClock implements ClientClock {
  ms = 0
  now() {
    return { monotonicMs: this.ms, utcMs: UTC + this.ms }
  }
}

/** Waits until the client's state fulfils a condition; message channels deliver between turns of the event loop. */
function until(client: VigilClient, condition: (client: VigilClient) => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (condition(client)) {
      resolve()
      return
    }
    const stop = client.state.subscribe(() => {
      if (!condition(client)) return
      stop()
      resolve()
    })
  })
}

const connected = (client: VigilClient) => client.state.get().connection === 'connected'

describe('the client of a window', () => {
  it('asks for the whole picture when a control port comes', async () => {
    const client = new VigilClient(new HandClock())
    client.attach(engine().port)
    await until(client, connected)
    expect(client.state.get().beds.map(({ view }) => view.id)).toEqual(['b1'])
    client.lose()
  })

  it('acknowledges every event it has seen', async () => {
    const client = new VigilClient(new HandClock())
    const made = engine()
    client.attach(made.port)
    await until(client, connected)
    const number = made.event('beds', [inventBed(2, {}, UTC)])
    await until(client, () => client.state.get().beds.length === 2)
    await client.call('ports.list', {})
    expect(made.heard).toContainEqual({ type: 'ack', event: number })
    client.lose()
  })

  it('drops what is no message of ours and goes on', async () => {
    const client = new VigilClient(new HandClock())
    const made = engine()
    client.attach(made.port)
    await until(client, connected)
    for (const value of [
      null,
      7,
      'x',
      { type: 'event' },
      { type: 'reply', seq: 1 },
      { type: 'event', event: 1, name: 'evil' },
    ]) {
      made.garbage(value)
    }
    await expect(client.call('ports.list', {})).resolves.toEqual({})
    client.lose()
  })

  it('turns a refusal into an error that carries the code and the sentence', async () => {
    const client = new VigilClient(new HandClock())
    client.attach(engine().port)
    await expect(client.call('bed.remove', { bed: 'x' })).rejects.toMatchObject({
      name: 'VigilError',
      code: 'unknownBed',
      message: 'No such bed.',
    })
    client.lose()
  })

  it('H2 loses every bed at once when the engine goes, and ends open calls with a sentence', async () => {
    const client = new VigilClient(new HandClock())
    const made = engine()
    client.attach(made.port)
    await until(client, connected)
    made.answers = false
    const open = client.call('ports.list', {})
    client.lose()
    expect(client.state.get().connection).toBe('lost')
    await expect(open).rejects.toBeInstanceOf(VigilError)
    await expect(client.call('ports.list', {})).rejects.toBeInstanceOf(VigilError)
  })

  it('notices by itself that the other end of the port has closed', async () => {
    const client = new VigilClient(new HandClock())
    const made = engine()
    client.attach(made.port)
    await until(client, connected)
    made.close()
    await until(client, () => client.state.get().connection === 'lost')
    expect(client.state.get().beds).toHaveLength(1)
  })

  it('comes back with the port of a restarted engine', async () => {
    const client = new VigilClient(new HandClock())
    client.attach(engine().port)
    await until(client, connected)
    client.lose()
    client.attach(engine().port)
    await until(client, connected)
    expect(client.state.get().lostSinceUtcMs).toBeNull()
    client.lose()
  })

  it('tells a restarted engine who is on shift', async () => {
    const client = new VigilClient(new HandClock())
    const first = engine()
    first.initials = 'S.L.'
    client.attach(first.port)
    await until(client, connected)
    client.lose()
    const second = engine()
    client.attach(second.port)
    await until(client, connected)
    await client.call('ports.list', {})
    expect(second.heard).toContainEqual(
      expect.objectContaining({ name: 'session.signIn', request: { initials: 'S.L.' } }),
    )
    client.lose()
  })

  it('H2 an engine that hangs without dying counts as lost after five seconds', async () => {
    const clock = new HandClock()
    const client = new VigilClient(clock)
    const made = engine()
    client.attach(made.port)
    await until(client, connected)
    made.answers = false
    clock.ms = 2_500
    client.beat()
    clock.ms = 5_100
    client.beat()
    expect(client.state.get().connection).toBe('lost')
    client.lose()
  })
})

describe('heartbeat', () => {
  it('waits, asks once, then gives up', () => {
    expect(heartbeat(1_999, false)).toBe('wait')
    expect(heartbeat(2_000, false)).toBe('ask')
    expect(heartbeat(2_500, true)).toBe('wait')
    expect(heartbeat(5_000, true)).toBe('lost')
  })
})

describe('readMessage', () => {
  it('accepts replies, refusals and known events only', () => {
    expect(readMessage({ type: 'reply', seq: 1, ok: true, value: 2 })).toEqual({
      type: 'reply',
      seq: 1,
      ok: true,
      value: 2,
    })
    expect(readMessage({ type: 'reply', seq: 1, ok: false, error: {} })).toBeNull()
    expect(readMessage({ type: 'event', event: 1, name: 'beds', value: [] })).not.toBeNull()
    expect(readMessage([])).toBeNull()
  })
})
