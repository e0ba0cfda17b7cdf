import { describe, expect, it } from 'vitest'
import { createFrameLink, type WaveFrame } from './frame-link.ts'
import { FRAME_RETRY_MS, FRAME_SILENT_MS, type FromWaveFrame, type ToWaveFrame } from './messages.ts'
import { frameUrl } from './open-frame.ts'

interface FakeFrame extends WaveFrame {
  readonly sent: ToWaveFrame[]
  closed: boolean
}

const SIZE = { widthPx: 100, heightPx: 50, devicePixelRatio: 1 }

/** A page whose clock and timer are moved by hand. */
function createPage() {
  const frames: FakeFrame[] = []
  const log = { ports: 0, scales: 0, stats: 0 }
  let nowMs = 0
  let check = () => {}
  const link = createFrameLink({
    openFrame() {
      const frame: FakeFrame = {
        sent: [],
        closed: false,
        onmessage: null,
        onclose: null,
        postMessage: (message) => void frame.sent.push(message),
        close() {
          frame.closed = true
        },
      }
      frames.push(frame)
      return frame
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
    monotonicMs: () => nowMs,
    setInterval(body) {
      check = body
      return () => {
        check = () => {}
      }
    },
  })
  const page = {
    link,
    frames,
    log,
    say(message: FromWaveFrame, frame = frames.at(-1)) {
      frame?.onmessage?.({ data: message } as MessageEvent<FromWaveFrame>)
    },
    /** Lets time pass with the checks of the link, and an `alive` of the newest frame at each if it lives. */
    pass(milliseconds: number, alive: boolean) {
      for (const end = nowMs + milliseconds; nowMs < end; ) {
        nowMs += 500
        if (alive) page.say({ type: 'alive' })
        check()
      }
    },
    stall(milliseconds: number) {
      nowMs += milliseconds
      check()
    },
  }
  return page
}

describe('link to the frame of the waves', () => {
  it('opens one frame and passes on what is said, in order', () => {
    const page = createPage()
    page.link.setScene({ playout: false })
    page.link.setSize(SIZE)
    page.link.setPort(new MessageChannel().port1)
    page.link.setPort(null)
    expect(page.frames).toHaveLength(1)
    expect(page.frames[0]?.sent.map(({ type }) => type)).toEqual(['scene', 'scene', 'size', 'port'])
    page.say({ type: 'portWanted' })
    page.say({ type: 'scale', reports: [] })
    expect(page.log).toEqual({ ports: 1, scales: 1, stats: 0 })
  })

  it('puts another frame in the place of one whose process ended, says everything again and asks for a port', () => {
    const page = createPage()
    page.link.setScene({ playout: false })
    page.link.setSize(SIZE)
    page.pass(FRAME_RETRY_MS, true)
    page.frames[0]?.onclose?.()
    expect(page.frames).toHaveLength(2)
    expect(page.frames[0]?.closed).toBe(true)
    expect(page.frames[1]?.sent).toEqual([
      { type: 'scene', scene: { playout: false } },
      { type: 'size', size: SIZE },
    ])
    expect(page.log.ports).toBe(1)
    page.frames[0]?.onclose?.()
    page.say({ type: 'portWanted' }, page.frames[0])
    expect(page.frames).toHaveLength(2)
    expect(page.log.ports).toBe(1)
  })

  it('waits a little before it replaces one that has just been opened', () => {
    const page = createPage()
    page.frames[0]?.onclose?.()
    expect(page.frames).toHaveLength(1)
    page.pass(FRAME_RETRY_MS, false)
    expect(page.frames).toHaveLength(2)
  })

  it('replaces a frame that falls silent, and blames none for a page that stood still', () => {
    const page = createPage()
    page.pass(FRAME_SILENT_MS, true)
    page.stall(3 * FRAME_SILENT_MS)
    expect(page.frames).toHaveLength(1)
    page.pass(FRAME_SILENT_MS + 500, false)
    expect(page.frames).toHaveLength(2)
  })

  it('never sends one port twice: it asks for another', () => {
    const page = createPage()
    const port = new MessageChannel().port1
    page.link.setPort(port)
    page.link.setPort(port)
    expect(page.log.ports).toBe(1)
    expect(page.frames[0]?.sent.filter(({ type }) => type === 'port')).toHaveLength(1)
  })

  it('ends with its frame', () => {
    const page = createPage()
    page.link.close()
    page.pass(2 * FRAME_SILENT_MS, false)
    page.link.setSize(SIZE)
    expect(page.frames.map(({ closed }) => closed)).toEqual([true])
  })
})

it('gives the frame a host of its own in the app, and none elsewhere', () => {
  expect(frameUrl('app://vigil/index.html?playout=off').href).toBe('app://waves/waves-frame.html')
  expect(frameUrl('http://127.0.0.1:5173/index.html').href).toBe('http://127.0.0.1:5173/waves-frame.html')
})
