import { expect, it, onTestFinished, vi } from 'vitest'
import { type EngineToMain, type MainToEngine, VigilError } from '../ipc/contract.ts'
import type { Engine, EngineOptions } from './engine.ts'
import type { Port } from './publish/port.ts'
import { type ElectronPort, serve } from './serve.ts'
import { waitFor } from './testing/wait-for.ts'

const START = {
  dataDir: '/d',
  configFile: null,
  resourcesDir: '/r',
  key: null,
  keyFile: null,
  version: '0',
}

class FakeMain {
  readonly heard: EngineToMain[] = []
  #listener: ((event: { data: MainToEngine; ports: readonly ElectronPort[] }) => void) | null = null

  postMessage(message: EngineToMain): void {
    this.heard.push(message)
  }

  on(
    _event: 'message',
    listener: (event: { data: MainToEngine; ports: readonly ElectronPort[] }) => void,
  ): void {
    this.#listener = listener
  }

  say(data: MainToEngine, ...ports: readonly ElectronPort[]): void {
    this.#listener?.({ data, ports })
  }

  has(type: EngineToMain['type']): boolean {
    return this.heard.some((message) => message.type === type)
  }
}

class FakeElectronPort implements ElectronPort {
  readonly sent: unknown[] = []
  started = false
  closes = 0
  #onClose: (() => void) | null = null

  postMessage(message: unknown): void {
    this.sent.push(message)
  }

  on(event: 'message' | 'close', listener: ((event: { data: unknown }) => void) | (() => void)): void {
    if (event === 'close') this.#onClose = listener as () => void
  }

  start(): void {
    this.started = true
  }

  close(): void {
    this.closes++
  }

  vanish(): void {
    this.#onClose?.()
  }
}

function bench(start: (options: EngineOptions) => Promise<Engine>): FakeMain {
  const main = new FakeMain()
  onTestFinished(serve(main, start))
  return main
}

it('says that it lives, and passes windows and their ports on', async () => {
  const windows = new Map<number, Port>()
  const calls: string[] = []
  const given: EngineOptions[] = []
  const main = bench(async (options) => {
    given.push(options)
    return {
      beds: () => [],
      station: () => {
        throw new Error('not asked for')
      },
      addWindow: (window, port) => {
        windows.set(window, port)
        port.onMessage(() => undefined)
        port.onClose(() => calls.push('closed'))
      },
      setWaves: (window) => calls.push(`waves ${window}`),
      removeWindow: (window) => calls.push(`gone ${window}`),
      wasAsleep: (fromUtcMs, toUtcMs) => calls.push(`asleep ${fromUtcMs} ${toUtcMs}`),
      systemMayEnd: async () => void calls.push('may end'),
      setWallState: (state) => calls.push(`wall ${state}`),
      wallClosed: async () => void calls.push('wall closed by hand'),
      close: async () => void calls.push('close'),
    }
  })
  main.say({ type: 'start', start: START })
  await waitFor(() => main.has('ready') && main.has('alive'), 'ready and a heartbeat')
  expect(given[0]?.start).toEqual(START)

  const port = new FakeElectronPort()
  main.say({ type: 'window', window: 7 }, port)
  main.say({ type: 'waves', window: 7 }, new FakeElectronPort())
  main.say({ type: 'window', window: 8 })
  windows.get(7)?.postMessage('one')
  port.vanish()
  windows.get(7)?.postMessage('lost')
  windows.get(7)?.close()
  main.say({ type: 'windowClosed', window: 7 })
  expect([port.started, port.sent, port.closes, windows.has(8)]).toEqual([true, ['one'], 0, false])
  expect(calls).toEqual(['waves 7', 'closed', 'gone 7'])

  main.say({ type: 'asleep', fromUtcMs: 1_000, toUtcMs: 9_000 })
  expect(calls.at(-1)).toBe('asleep 1000 9000')

  main.say({ type: 'systemMayEnd' })
  expect(calls.at(-1)).toBe('may end')

  main.say({ type: 'wallState', state: 'noDisplay' })
  main.say({ type: 'wallClosed' })
  expect(calls.slice(-2)).toEqual(['wall noDisplay', 'wall closed by hand'])
  given[0]?.onWall?.(true)
  expect(main.heard).toContainEqual({ type: 'wall', wanted: true })

  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  onTestFinished(() => stderr.mockRestore())
  given[0]?.onSlow?.('The record took 412 ms for "record".')
  expect(stderr.mock.calls).toEqual([['vigil: The record took 412 ms for "record".\n']])

  given[0]?.onWindowHung?.(7)
  given[0]?.onWantWaves?.(7)
  main.say({ type: 'stop', exit: 'closed' })
  await waitFor(() => main.has('stopped'), 'the end')
  expect(main.heard).toContainEqual({ type: 'windowHung', window: 7 })
  expect(main.heard).toContainEqual({ type: 'wantWaves', window: 7 })
  expect(calls.at(-1)).toBe('close')
})

it('closes the record also when the stop comes during the start', async () => {
  const calls: string[] = []
  const engine = { close: async () => void calls.push('close') } as Engine
  let finish = (_engine: Engine): void => undefined
  const main = bench(() => new Promise((resolve) => (finish = resolve)))
  main.say({ type: 'start', start: START })
  main.say({ type: 'stop', exit: 'closed' })
  await waitFor(() => main.has('alive'), 'a heartbeat')
  expect(main.has('stopped')).toBe(false)
  finish(engine)
  await waitFor(() => main.has('stopped'), 'the end')
  expect(calls).toEqual(['close'])
})

it.each([
  [new VigilError('configInvalid', 'The config is wrong.'), 'configInvalid', 'The config is wrong.'],
  [new Error('strange'), 'internal', 'Vigil could not start (strange): please report it.'],
])('tells main in one sentence why it cannot start', async (error, code, message) => {
  const main = bench(() => Promise.reject(error))
  main.say({ type: 'start', start: START })
  await waitFor(() => main.has('failed'), 'the failure')
  expect(main.heard).toContainEqual({ type: 'failed', failure: { code, message } })
  main.say({ type: 'stop', exit: 'closed' })
  await waitFor(() => main.has('stopped'), 'the end')
})
