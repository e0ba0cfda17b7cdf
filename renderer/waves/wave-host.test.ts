import { describe, expect, it } from 'vitest'
import {
  type FromWaveWorker,
  PORT_RETRY_MS,
  type ToWaveWorker,
  WORKER_RETRY_MS,
  WORKER_SILENT_MS,
  WORKER_START_MS,
} from './messages.ts'
import { createWaveHost, type WaveWorker } from './wave-host.ts'

interface FakeWorker extends WaveWorker {
  readonly sent: ToWaveWorker[]
  terminated: boolean
}

const SIZE = { widthPx: 100, heightPx: 50, devicePixelRatio: 1 }
const ALIVE: FromWaveWorker = { type: 'alive' }

/** A page whose clock and timer are moved by hand. */
function createPage() {
  const workers: FakeWorker[] = []
  const log = { canvases: 0, nudges: 0, ports: 0, scales: 0, stats: 0 }
  let nowMs = 0
  let check = () => {}
  const held = new Map<string, () => void>()
  const host = createWaveHost({
    makeWorker() {
      const worker: FakeWorker = {
        sent: [],
        terminated: false,
        onmessage: null,
        onerror: null,
        postMessage(message) {
          worker.sent.push(message)
        },
        terminate() {
          worker.terminated = true
        },
      }
      workers.push(worker)
      return worker
    },
    makeCanvas() {
      log.canvases += 1
      return {} as OffscreenCanvas
    },
    nudge: () => {
      log.nudges += 1
    },
    requestPort: () => {
      log.ports += 1
    },
    onScale: () => {
      log.scales += 1
    },
    onStats: () => {
      log.stats += 1
    },
    whenFree: (lock, body) => void held.set(lock, body),
    monotonicMs: () => nowMs,
    setInterval(body) {
      check = body
      return () => {
        check = () => {}
      }
    },
  })
  const page = {
    host,
    workers,
    log,
    say(message: FromWaveWorker, worker = workers.at(-1)) {
      worker?.onmessage?.({ data: message } as MessageEvent<FromWaveWorker>)
    },
    /** Lets time pass with the checks of the host, and an `alive` of the newest worker at each if it lives. */
    pass(milliseconds: number, alive: boolean) {
      for (const end = nowMs + milliseconds; nowMs < end; ) {
        nowMs += 50
        if (alive) page.say(ALIVE)
        check()
      }
    },
    /** The holder of a lock ends, as the browser tells it. */
    free(lock: string) {
      held.get(lock)?.()
    },
    stall(milliseconds: number) {
      nowMs += milliseconds
      check()
    },
  }
  return page
}

function newPort(): MessagePort {
  return new MessageChannel().port1
}

describe('wave host', () => {
  it('starts one worker with the first size, and tells it all that was said before', () => {
    const page = createPage()
    const port = newPort()
    page.host.setScene({ playout: false })
    page.host.setPort(port)
    expect(page.workers).toHaveLength(0)
    page.host.setSize(SIZE)
    page.host.setSize({ ...SIZE, widthPx: 120 })
    expect(page.workers).toHaveLength(1)
    const sent = page.workers[0]?.sent ?? []
    expect(sent.map(({ type }) => type)).toEqual(['canvas', 'scene', 'port', 'scene', 'size'])
    expect(sent[1]).toEqual({ type: 'scene', scene: { playout: false } })
  })

  it('replaces a worker at once when its lock is free, and one that has just started a little later', () => {
    const page = createPage()
    page.host.setSize(SIZE)
    page.say({ type: 'holds', lock: 'first' })
    page.pass(WORKER_RETRY_MS + 100, true)
    page.free('first')
    expect(page.workers).toHaveLength(2)
    expect(page.log).toMatchObject({ canvases: 2, ports: 1 })
    page.free('first')
    expect(page.workers).toHaveLength(2)
    page.say({ type: 'holds', lock: 'second' })
    page.free('second')
    expect(page.workers).toHaveLength(2)
    page.pass(WORKER_RETRY_MS + 100, false)
    expect(page.workers).toHaveLength(3)
  })

  it('replaces a silent worker with its canvas, asks for a port, and says everything again', () => {
    const page = createPage()
    page.host.setScene({ rows: [], waves: [] })
    page.host.setSize(SIZE)
    page.pass(1000, true)
    page.pass(WORKER_SILENT_MS + 100, false)
    expect(page.workers).toHaveLength(2)
    expect(page.workers[0]?.terminated).toBe(true)
    expect(page.log).toMatchObject({ canvases: 2, ports: 1 })
    expect(page.host.restarts).toBe(1)
    expect(page.workers[1]?.sent[1]).toEqual({ type: 'scene', scene: { rows: [], waves: [] } })
    const port = newPort()
    page.host.setPort(port)
    expect(page.workers[1]?.sent.map(({ type }) => type)).toEqual(['canvas', 'scene', 'port', 'scene'])
  })

  it('asks again for a port that does not come', () => {
    const page = createPage()
    page.host.setSize(SIZE)
    page.pass(WORKER_RETRY_MS + 50, true)
    page.workers[0]?.onerror?.({} as ErrorEvent)
    page.pass(PORT_RETRY_MS * 2 + 300, true)
    expect(page.log.ports).toBe(3)
    page.host.setPort(newPort())
    page.pass(PORT_RETRY_MS * 2, true)
    expect(page.log.ports).toBe(3)
  })

  it('does not hammer a worker that cannot start', () => {
    const page = createPage()
    page.host.setSize(SIZE)
    page.workers[0]?.onerror?.({} as ErrorEvent)
    expect(page.workers).toHaveLength(1)
    page.pass(WORKER_RETRY_MS + 100, false)
    expect(page.workers).toHaveLength(2)
  })

  it('replaces a worker that fails, once', () => {
    const page = createPage()
    page.host.setSize(SIZE)
    page.pass(WORKER_RETRY_MS + 50, true)
    page.workers[0]?.onerror?.({} as ErrorEvent)
    page.workers[0]?.onerror?.({} as ErrorEvent)
    expect(page.workers).toHaveLength(2)
  })

  it('gives a new worker time to load', () => {
    const page = createPage()
    page.host.setSize(SIZE)
    page.pass(WORKER_START_MS - 200, false)
    expect(page.workers).toHaveLength(1)
    page.pass(400, false)
    expect(page.workers).toHaveLength(2)
  })

  it('does not blame the worker when the page itself stood still', () => {
    const page = createPage()
    page.host.setSize(SIZE)
    page.pass(200, true)
    page.stall(5000)
    page.pass(100, true)
    expect(page.workers).toHaveLength(1)
  })

  it('makes the page draw a frame after the first frame of each canvas', () => {
    const page = createPage()
    page.host.setSize(SIZE)
    page.say({ type: 'painted', generation: 1 })
    expect(page.log.nudges).toBe(1)
    const none = { packets: 0, droppedPackets: 0, badPackets: 0, gaps: 0 }
    const stats = { ...none, frames: 60, delayMsByBed: {}, signals: {} }
    page.say({ type: 'stats', stats })
    expect(page.log.nudges).toBe(2)
  })

  it('passes on scales and counters, but nothing from a worker that was given up', () => {
    const page = createPage()
    page.host.setSize(SIZE)
    page.say({ type: 'scale', reports: [] })
    page.pass(WORKER_RETRY_MS + 50, true)
    page.workers[0]?.onerror?.({} as ErrorEvent)
    page.say({ type: 'scale', reports: [] }, page.workers[0])
    expect(page.log.scales).toBe(1)
  })

  it('never sends one port twice: it asks for another', () => {
    const page = createPage()
    page.host.setSize(SIZE)
    const port = newPort()
    page.host.setPort(port)
    page.host.setPort(port)
    page.host.setPort(null)
    expect(page.log.ports).toBe(0)
    const second = createPage()
    second.host.setSize(SIZE)
    second.host.setPort(port)
    expect(second.log.ports).toBe(1)
    expect(second.workers[0]?.sent.map(({ type }) => type)).not.toContain('port')
  })

  it('ends its worker when closed, twice if need be', () => {
    const page = createPage()
    page.host.setSize(SIZE)
    page.host.close()
    page.host.close()
    page.pass(WORKER_START_MS + 1000, false)
    expect(page.workers.map(({ terminated }) => terminated)).toEqual([true])
  })
})
