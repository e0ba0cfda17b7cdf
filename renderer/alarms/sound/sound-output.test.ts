import { describe, expect, it } from 'vitest'
import type { AudioOutput } from './output-watch.ts'
import type { AudioClock } from './player.ts'
import { type OutputContext, type OutputPlace, SoundOutput } from './sound-output.ts'

const UTC = 1_700_000_000_000
const SYSTEM: AudioOutput = { id: 'default', label: 'Default' }
const USB: AudioOutput = { id: 'usb', label: 'USB speaker' }
const HDMI: AudioOutput = { id: 'hdmi', label: 'HDMI' }
const LOOK_EVERY_MS = 500

/** A PC whose outputs a test plugs and unplugs. */
class TestPlace implements OutputPlace {
  outputs: readonly AudioOutput[] | Error = [SYSTEM, USB]
  monotonicMs = 0
  clockRuns = true
  contextState = 'running'
  refuses = false
  readonly opened: (string | null)[] = []
  #change: () => void = () => undefined

  open(output: string | null): OutputContext {
    if (this.refuses) throw new TypeError('no context')
    this.opened.push(output)
    const at = this.monotonicMs
    const clock: AudioClock = {
      nowMs: () => (this.clockRuns ? this.monotonicMs - at : 0),
      schedule: () => ({ endAt: () => undefined, cancel: () => undefined }),
    }
    return { clock, state: () => this.contextState, resume: () => undefined, close: () => undefined }
  }

  list(): Promise<readonly AudioOutput[]> {
    return this.outputs instanceof Error ? Promise.reject(this.outputs) : Promise.resolve(this.outputs)
  }

  onChange(listener: () => void): () => void {
    this.#change = listener
    return () => undefined
  }

  now() {
    return { monotonicMs: this.monotonicMs, utcMs: UTC + this.monotonicMs }
  }

  plug(outputs: readonly AudioOutput[] | Error): void {
    this.outputs = outputs
    this.#change()
  }
}

async function lookFor(ms: number, place: TestPlace, output: SoundOutput): Promise<void> {
  for (let passed = 0; passed < ms; passed += LOOK_EVERY_MS) {
    place.monotonicMs += LOOK_EVERY_MS
    output.look()
    // The list comes in a microtask.
    await Promise.resolve()
    await Promise.resolve()
  }
}

function started(chosen: AudioOutput | null = null) {
  const place = new TestPlace()
  const clocks: (AudioClock | null)[] = []
  const output = new SoundOutput(place, chosen, (clock) => clocks.push(clock))
  const stop = output.start()
  return { place, clocks, output, stop }
}

describe('the way to the loudspeaker', () => {
  it('opens the output of the system and offers the others by name', async () => {
    const { place, output } = started()
    await lookFor(5_000, place, output)
    expect(output.view.get()).toEqual({ state: 'ok', sinceUtcMs: null, outputs: [USB], chosen: null })
    expect(place.opened).toEqual([null])
  })

  it('H1 says within 3 s that the last output is gone, since when, and plays again once one is back', async () => {
    const { place, clocks, output } = started()
    await lookFor(2_000, place, output)
    place.plug([])
    await lookFor(3_000, place, output)
    expect(output.view.get()).toMatchObject({ state: 'noOutput', outputs: [] })
    const since = output.view.get().sinceUtcMs ?? 0
    expect(since - UTC).toBeLessThanOrEqual(3_500)
    const before = clocks.length
    place.plug([SYSTEM, HDMI])
    await lookFor(2_000, place, output)
    expect(output.view.get()).toMatchObject({ state: 'ok', sinceUtcMs: null, outputs: [HDMI] })
    expect(clocks.length).toBeGreaterThan(before)
  })

  it('says that the chosen output is gone and sounds on the one of the system meanwhile', async () => {
    const { place, output } = started(USB)
    await lookFor(1_000, place, output)
    expect(place.opened).toEqual(['usb'])
    place.plug([SYSTEM, HDMI])
    await lookFor(1_000, place, output)
    expect(output.view.get()).toMatchObject({ state: 'outputGone', chosen: USB })
    expect(place.opened.at(-1)).toBeNull()
    output.choose(HDMI)
    await lookFor(1_000, place, output)
    expect(output.view.get().state).toBe('ok')
    expect(place.opened.at(-1)).toBe('hdmi')
  })

  it('opens a context anew that stands or whose clock does, and says so until it runs', async () => {
    const { place, output } = started()
    await lookFor(1_000, place, output)
    place.clockRuns = false
    await lookFor(3_000, place, output)
    expect(output.view.get().state).toBe('stalled')
    expect(place.opened.length).toBeGreaterThan(1)
    place.clockRuns = true
    place.contextState = 'suspended'
    await lookFor(3_000, place, output)
    expect(output.view.get().state).toBe('notRunning')
    place.contextState = 'running'
    await lookFor(4_000, place, output)
    expect(output.view.get().state).toBe('ok')
  })

  it('counts a list that cannot be had, and a context that cannot be made, as no sound', async () => {
    const { place, output } = started()
    await lookFor(1_000, place, output)
    place.plug(new TypeError('no list'))
    await lookFor(4_000, place, output)
    expect(output.view.get().state).toBe('noOutput')
    place.outputs = [SYSTEM]
    place.refuses = true
    output.choose(null)
    await lookFor(4_000, place, output)
    expect(output.view.get().state).toBe('notRunning')
    place.refuses = false
    await lookFor(4_000, place, output)
    expect(output.view.get().state).toBe('ok')
  })

  it('takes its clock away when it is stopped', () => {
    const { clocks, stop } = started()
    stop()
    expect(clocks.at(-1)).toBeNull()
  })
})
