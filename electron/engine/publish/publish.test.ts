import { describe, expect, it } from 'vitest'
import type { ToWindow } from '../../ipc/contract.ts'
import { decodeWavePacket, type WavePacket } from '../../ipc/wave-packet.ts'
import { BedState } from '../beds/bed-state.ts'
import { FakePort } from '../testing/fake-port.ts'
import { linkView } from '../testing/link-view.ts'
import { ManualTime } from '../testing/manual-time.ts'
import { tinyDriver, tinyWave } from '../testing/tiny-driver.ts'
import { Publisher, type WindowCommand } from './publish.ts'

class Bench {
  readonly time = new ManualTime()
  readonly bed: BedState
  readonly publisher: Publisher
  readonly commands: WindowCommand[] = []
  readonly hung: number[] = []
  #sent = 0

  constructor() {
    const numbers = { next: 1 }
    this.bed = new BedState({
      id: 'b1',
      label: 'Bed 1',
      linkText: '',
      driver: tinyDriver,
      simulated: true,
      patient: null,
      link: linkView(),
      clock: this.time,
      alertsAsked: true,
      takeWaveNumber: () => numbers.next++,
    })
    this.publisher = new Publisher({
      clock: this.time,
      timers: this.time,
      beds: new Map([['b1', this.bed]]),
      onCommand: (command) => this.commands.push(command),
      onWindowHung: (window) => this.hung.push(window),
    })
  }

  wave(): void {
    const atMs = this.time.monotonicMs()
    const samples = new Int16Array(10).fill(this.#sent)
    const wave = {
      type: 'wave' as const,
      channel: tinyWave,
      samples,
      missing: [],
      marks: [],
      atMs,
      deviceMs: null,
    }
    const startUtcMs = this.time.utcMs(this.#sent * 1_000)
    this.#sent++
    this.publisher.onBatch({
      bed: 'b1',
      atMs,
      atUtcMs: this.time.utcMs(atMs),
      simulated: true,
      measurements: [wave],
      waves: [{ wave, startUtcMs, gapBefore: false }],
    })
  }
}

function events(port: FakePort): Extract<ToWindow, { type: 'event' }>[] {
  return (port.sent as ToWindow[]).filter((message) => message.type === 'event')
}

function packets(port: FakePort): WavePacket[] {
  return port.sent.map((buffer) => {
    const packet = decodeWavePacket(buffer as ArrayBuffer, () => 16)
    if (packet === null) throw new Error('not a packet')
    return packet
  })
}

/** A window that acknowledges every event and every tenth packet. */
function goodWindow(bench: Bench, id: number): { control: FakePort; waves: FakePort; answer(): void } {
  const control = new FakePort()
  const waves = new FakePort()
  bench.publisher.addWindow(id, control)
  bench.publisher.setWaves(id, waves)
  return {
    control,
    waves,
    answer() {
      for (const { event } of events(control)) control.say({ type: 'ack', event })
      const last = packets(waves).at(-1)
      if (last !== undefined) waves.say({ type: 'waveAck', sequence: last.sequence - (last.sequence % 10) })
    },
  }
}

it('sends whole views of the beds that changed, at most four times a second', () => {
  const bench = new Bench()
  const { control, answer } = goodWindow(bench, 1)
  for (let tick = 0; tick < 30; tick++) {
    bench.bed.setPatient({ id: `${tick}`, authority: 'H' })
    bench.publisher.tick()
    answer()
    bench.time.advance(1_000 / 30)
  }
  expect(events(control)).toHaveLength(4)
  bench.time.advance(1_000)
  bench.publisher.tick()
  expect(events(control).at(-1)).toMatchObject({ name: 'beds', value: [{ id: 'b1', patient: { id: '29' } }] })
  const count = events(control).length
  bench.time.advance(1_000)
  bench.publisher.tick()
  expect(events(control)).toHaveLength(count)
})

it('packs the waves of a tick into one buffer, after the view that names them', () => {
  const bench = new Bench()
  const { control, waves } = goodWindow(bench, 1)
  bench.publisher.tick()
  bench.wave()
  bench.wave()
  bench.time.advance(0)
  expect(events(control).at(-1)).toMatchObject({ value: [{ waves: [{ channel: 1, key: tinyWave.key }] }] })
  expect(packets(waves)).toMatchObject([{ sequence: 1, chunks: [{ channel: 1 }, { channel: 1 }] }])
  bench.wave()
  bench.time.advance(3)
  expect(packets(waves)).toHaveLength(1)
  bench.time.advance(1)
  expect(packets(waves)).toHaveLength(2)
})

describe('back-pressure', () => {
  function second(bench: Bench, answers: readonly (() => void)[]): void {
    for (let tick = 0; tick < 10; tick++) {
      bench.wave()
      bench.time.advance(50)
      for (const answer of answers) answer()
      bench.time.advance(50)
    }
  }

  it('drops and counts waves for the slow window only, and goes on with a gap', () => {
    const bench = new Bench()
    const good = goodWindow(bench, 1)
    const slow = goodWindow(bench, 2)
    for (let seconds = 0; seconds < 5; seconds++) second(bench, [good.answer])
    expect(packets(good.waves)).toHaveLength(50)
    const received = packets(slow.waves).length
    expect(received).toBeLessThan(35)
    expect(bench.publisher.droppedPackets).toBe(50 - received)

    slow.answer()
    second(bench, [good.answer, slow.answer])
    const all = packets(slow.waves)
    expect(all).toHaveLength(received + 10)
    const [before, after] = [all[received - 1], all[received]]
    expect((after?.sequence ?? 0) - (before?.sequence ?? 0)).toBe(50 - received + 1)
    expect((after?.chunks[0]?.startUtcMs ?? 0) - (before?.chunks[0]?.startUtcMs ?? 0)).toBeGreaterThan(1_000)
  })

  it('does not take one packet a second for a slow window', () => {
    const bench = new Bench()
    const { waves, answer } = goodWindow(bench, 1)
    for (let packet = 0; packet < 60; packet++) {
      bench.wave()
      bench.time.advance(20)
      answer()
      bench.time.advance(980)
    }
    expect(packets(waves)).toHaveLength(60)
  })

  it('gives a new waves port a fresh start', () => {
    const bench = new Bench()
    const { waves } = goodWindow(bench, 1)
    for (let seconds = 0; seconds < 5; seconds++) second(bench, [])
    const again = new FakePort()
    bench.publisher.setWaves(1, again)
    second(bench, [])
    expect(waves.closes).toBe(1)
    expect(packets(again)).toHaveLength(10)
  })

  it('reports a window that acknowledges no event for 10 s, once, and keeps its news', () => {
    const bench = new Bench()
    const control = new FakePort()
    bench.publisher.addWindow(1, control)
    for (let tick = 0; tick < 200; tick++) {
      bench.bed.setPatient({ id: `${tick}`, authority: 'H' })
      bench.publisher.tick()
      bench.time.advance(100)
    }
    expect(bench.hung).toEqual([1])
    for (const { event } of events(control)) control.say({ type: 'ack', event })
    bench.time.advance(250)
    bench.publisher.tick()
    expect(events(control).at(-1)).toMatchObject({ value: [{ patient: { id: '199' } }] })
  })
})

it('does not take a window for hung that slept with the PC', () => {
  const bench = new Bench()
  bench.publisher.addWindow(1, new FakePort())
  const tick = (times: number) => {
    for (let index = 0; index < times; index++) {
      bench.time.advance(100)
      bench.publisher.tick()
    }
  }
  tick(10)
  bench.time.advance(3_600_000)
  tick(90)
  expect(bench.hung).toEqual([])
  tick(30)
  expect(bench.hung).toEqual([1])
})

it('hands on commands, and lets foreign messages pass', () => {
  const bench = new Bench()
  const { control, waves } = goodWindow(bench, 1)
  for (const value of [null, 7, {}, { type: 'command' }, { type: 'ack' }, { type: 'ack', event: 'x' }]) {
    control.say(value)
    waves.say(value)
  }
  expect(bench.commands).toEqual([])
  control.say({ type: 'command', seq: 4, name: 'station.get', request: {} })
  bench.commands[0]?.reply({ type: 'reply', seq: 4, ok: true, value: 'x' })
  expect(control.sent).toEqual([{ type: 'reply', seq: 4, ok: true, value: 'x' }])
})

it('closes the ports of a window that is loaded anew or vanishes', () => {
  const bench = new Bench()
  const first = goodWindow(bench, 1)
  const second = goodWindow(bench, 1)
  expect([first.control.closes, first.waves.closes]).toEqual([1, 1])
  second.control.vanish()
  expect(second.waves.closes).toBe(1)
  const late = new FakePort()
  bench.publisher.setWaves(1, late)
  expect(late.closes).toBe(1)
})
