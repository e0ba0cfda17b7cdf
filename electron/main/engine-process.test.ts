import { EventEmitter } from 'node:events'
import type { WebContents } from 'electron'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import {
  ENGINE_STANDBY,
  type EngineStart,
  type EngineToMain,
  type MainToEngine,
  type VigilFailure,
} from '../ipc/contract.ts'
import { EngineProcess } from './engine-process.ts'

/** No id of a real process. */
let lastPid = 4_000_000

/** Stands in for Electron's utility process: ends only when the test lets it, or when it is killed. */
class FakeChild extends EventEmitter {
  readonly pid = ++lastPid
  readonly heard: MainToEngine['type'][] = []
  readonly starts: EngineStart[] = []
  readonly standsBy: boolean
  kills = 0
  hungs = 0

  constructor(standsBy: boolean) {
    super()
    this.standsBy = standsBy
  }

  postMessage(message: MainToEngine): void {
    this.heard.push(message.type)
    if (message.type === 'start') this.starts.push(message.start)
  }

  kill(): boolean {
    this.kills++
    this.emit('exit', 0)
    return true
  }

  /** Ended by main, because it hung. */
  endHung(): void {
    this.hungs++
    this.emit('exit', 9)
  }

  say(message: EngineToMain): void {
    this.emit('message', message)
  }
}

const children: FakeChild[] = []
/** The standby is there by then. */
const SETTLED_MS = 2_000

vi.mock('electron', () => ({
  utilityProcess: {
    fork: (_file: string, words: readonly string[]) => {
      const child = new FakeChild(words.includes(ENGINE_STANDBY))
      children.push(child)
      return child
    },
  },
  MessageChannelMain: class {
    readonly port1 = {}
    readonly port2 = {}
  },
}))

class FakeContents {
  readonly id = 7
  readonly sent: string[] = []
  crashes = 0

  send(channel: string): void {
    this.sent.push(channel)
  }

  postMessage(channel: string): void {
    this.sent.push(channel)
  }

  forcefullyCrashRenderer(): void {
    this.crashes++
  }
}

const FAILURE: VigilFailure = { code: 'diskFull', message: 'The disk is full: free some space.' }

function started(): { engine: EngineProcess; failures: VigilFailure[]; page: FakeContents } {
  const failures: VigilFailure[] = []
  const start = {
    dataDir: '/d',
    configFile: null,
    resourcesDir: '/r',
    key: null,
    keyFile: null,
    version: '0',
  }
  const engine = new EngineProcess(
    start,
    (failure) => failures.push(failure),
    (pid) => children.find((one) => one.pid === pid)?.endHung(),
  )
  const page = new FakeContents()
  engine.connect(page as unknown as WebContents)
  return { engine, failures, page }
}

/** Processes that were told to start, in their order. */
function engines(): FakeChild[] {
  return children.filter(({ heard }) => heard.includes('start'))
}

/** The engine that was started last. */
function child(): FakeChild {
  const last = engines().at(-1)
  if (last === undefined) throw new Error('no engine was started')
  return last
}

/** The one that stands by, or undefined. */
function standby(): FakeChild | undefined {
  return children.findLast(({ standsBy, heard, kills }) => standsBy && heard.length === 0 && kills === 0)
}

beforeEach(() => {
  children.length = 0
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

it('gives a page its ports when the engine is ready, and again after a restart', () => {
  const { page } = started()
  expect([child().heard, page.sent]).toEqual([['start'], []])
  child().say({ type: 'ready' })
  expect(page.sent).toEqual(['vigil:control', 'vigil:waves'])
  child().emit('exit', 1)
  expect(children).toHaveLength(2)
  child().say({ type: 'ready' })
  expect(page.sent.slice(2)).toEqual(['vigil:engineLost', 'vigil:control', 'vigil:waves'])
})

it('hears whether a wall is wanted, and tells every engine what became of it', () => {
  const { engine } = started()
  const wanted: boolean[] = []
  engine.onWall((wish) => wanted.push(wish))
  child().say({ type: 'wall', wanted: true })
  engine.setWallState('shown')
  expect([wanted, child().heard]).toEqual([[true], ['start']])
  child().say({ type: 'ready' })
  engine.wallClosed()
  expect(child().heard).toEqual(['start', 'wallState', 'window', 'waves', 'wallClosed'])
  child().emit('exit', 1)
  child().say({ type: 'ready' })
  expect(child().heard.slice(0, 2)).toEqual(['start', 'wallState'])
})

it('refuses to start only once, with the sentence of the engine', () => {
  const { failures } = started()
  child().say({ type: 'failed', failure: FAILURE })
  child().emit('exit', 1)
  vi.advanceTimersByTime(60_000)
  expect(failures).toEqual([FAILURE])
  expect(children).toHaveLength(1)
})

it('starts again each second after a restart that failed, until the cause is gone', () => {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const { failures } = started()
  child().say({ type: 'ready' })
  child().emit('exit', 1)
  for (const count of [2, 3]) {
    expect(children).toHaveLength(count)
    child().say({ type: 'failed', failure: FAILURE })
    expect(child().kills).toBe(1)
    vi.advanceTimersByTime(1_000)
  }
  expect(children).toHaveLength(4)
  expect(failures).toEqual([])
  expect(stderr).toHaveBeenCalledWith(`vigil: ${FAILURE.message}\n`)
})

it('ends an engine that hangs after 3 s and starts another at once', () => {
  started()
  child().say({ type: 'ready' })
  vi.advanceTimersByTime(2_500)
  expect(engines()).toHaveLength(1)
  const hung = child()
  vi.advanceTimersByTime(500)
  expect(engines()).toHaveLength(2)
  expect([hung.hungs, hung.kills]).toEqual([1, 0])
  expect(hung.starts[0]?.restart).toBeUndefined()
  expect(child().starts[0]?.restart).toEqual({ kind: 'hung', silentMs: 3_000 })
})

it('ends an engine that hangs while it starts again, and tries once more', () => {
  started()
  child().say({ type: 'ready' })
  child().emit('exit', 134)
  const stuck = child()
  vi.advanceTimersByTime(29_000)
  expect(stuck.hungs).toBe(0)
  vi.advanceTimersByTime(3_000)
  expect(stuck.hungs).toBe(1)
  expect(child()).not.toBe(stuck)
  // What left the gap in the record is the end of the one before.
  expect(child().starts[0]?.restart).toEqual({ kind: 'ended', code: 134 })
})

it('tells an engine that ended by itself how it ended, and the next one what came last', () => {
  started()
  child().say({ type: 'ready' })
  child().emit('exit', 134)
  expect(child().starts[0]?.restart).toEqual({ kind: 'ended', code: 134 })
  child().say({ type: 'ready' })
  vi.advanceTimersByTime(3_000)
  expect(child().starts[0]?.restart?.kind).toBe('hung')
})

it('makes a page that hangs go, and none that has gone', () => {
  const { engine, page } = started()
  child().say({ type: 'ready' })
  child().say({ type: 'windowHung', window: 7 })
  engine.disconnect(7)
  child().say({ type: 'windowHung', window: 7 })
  expect(page.crashes).toBe(1)
  expect(child().heard.filter((type) => type === 'windowClosed')).toHaveLength(1)
})

it('ends when the record is closed, whoever asks how often, and never comes back', async () => {
  const { engine } = started()
  child().say({ type: 'ready' })
  const ends = Promise.all([engine.stop('closed'), engine.stop('closed')])
  expect(child().heard.filter((type) => type === 'stop')).toHaveLength(1)
  child().say({ type: 'stopped' })
  await ends
  vi.advanceTimersByTime(60_000)
  expect(children).toHaveLength(1)
})

it('kills an engine that does not close its record in time', async () => {
  const { engine } = started()
  const end = engine.stop('closed')
  vi.advanceTimersByTime(5_000)
  await end
  expect(child().kills).toBe(1)
})

it('does not start an engine again that was waiting for its restart when the app ended', async () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const { engine } = started()
  child().say({ type: 'ready' })
  child().emit('exit', 1)
  child().say({ type: 'failed', failure: FAILURE })
  await engine.stop('closed')
  vi.advanceTimersByTime(60_000)
  expect(children).toHaveLength(2)
})

it('has a loaded engine waiting that was told nothing, and starts that one when the engine is lost', () => {
  const { page } = started()
  vi.advanceTimersByTime(SETTLED_MS)
  expect(standby()).toBeUndefined()
  child().say({ type: 'ready' })
  vi.advanceTimersByTime(SETTLED_MS)
  const waiting = standby()
  expect(waiting?.heard).toEqual([])
  child().emit('exit', 1)
  expect(child()).toBe(waiting)
  expect(children).toHaveLength(2)
  child().say({ type: 'ready' })
  expect(page.sent.slice(2)).toEqual(['vigil:engineLost', 'vigil:control', 'vigil:waves'])
  vi.advanceTimersByTime(SETTLED_MS)
  expect(standby()).toBeDefined()
})

it('ends what stands by with the app', async () => {
  const { engine } = started()
  child().say({ type: 'ready' })
  vi.advanceTimersByTime(SETTLED_MS)
  const waiting = standby()
  const end = engine.stop('closed')
  child().say({ type: 'stopped' })
  await end
  expect(waiting?.kills).toBe(1)
  vi.advanceTimersByTime(120_000)
  expect(children).toHaveLength(2)
})

it('puts nothing in the place of a standby that ended or hangs, but for a minute', () => {
  started()
  const running = child()
  running.say({ type: 'ready' })
  const pass = (milliseconds: number, waitingLives: boolean) => {
    for (let at = 0; at < milliseconds; at += 250) {
      running.say({ type: 'alive' })
      if (waitingLives) standby()?.say({ type: 'alive' })
      vi.advanceTimersByTime(250)
    }
  }
  pass(SETTLED_MS, true)
  standby()?.emit('exit', 1)
  pass(50_000, true)
  expect(children).toHaveLength(2)
  pass(SETTLED_MS + 10_000, true)
  expect(children).toHaveLength(3)
  const hung = children.at(-1)
  pass(4_000, false)
  expect([hung?.hungs, hung?.kills]).toEqual([1, 0])
  expect(engines()).toEqual([running])
})
