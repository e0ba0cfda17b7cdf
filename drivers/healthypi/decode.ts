import type { Out } from '../driver.ts'
import { LengthFramer } from '../framing/length.ts'
import { LockedDecoder } from '../framing/locked-decoder.ts'
import { SampleBatch } from '../framing/sample-batch.ts'
import { SteadyValue } from '../framing/steady.ts'
import type { NumericChannel } from '../model/channel.ts'
import type { FaultKind } from '../model/measurement.ts'
import {
  heartRate,
  numbers,
  ov3Ppg,
  respirationRate,
  saturation,
  temperature,
  v4Waves,
  v5Waves,
} from './channels.ts'
import { FRAME, OV3, TEMPERATURE, WIDTH } from './codes.ts'
import { format, kindOf } from './frame.ts'
import { NearSteady } from './near-steady.ts'
import type { HealthyPiOptions } from './options.ts'
import { createReading, rateOf, readV4, readV5, saturationOf, signed, uint16 } from './reading.ts'
import { Session } from './session.ts'

/** Samples joined into one wave: about a tenth of a second. */
const BATCH_SAMPLES = 12
const SLOW_BATCH_SAMPLES = 6

type Batches = Readonly<Record<keyof typeof v4Waves, SampleBatch>>

function batchesOf(waves: typeof v4Waves | typeof v5Waves, respirationSamples: number, out: Out): Batches {
  return {
    ecg: new SampleBatch(waves.ecg, BATCH_SAMPLES, out),
    respiration: new SampleBatch(waves.respiration, respirationSamples, out),
    infrared: new SampleBatch(waves.infrared, BATCH_SAMPLES, out),
    red: new SampleBatch(waves.red, BATCH_SAMPLES, out),
  }
}

/** Bytes of a board in, its rates, saturation, temperature and waves out. The bytes it calls blood pressure are never read. */
export class HealthyPiDecoder extends LockedDecoder {
  readonly #options: HealthyPiOptions
  protected readonly framer: LengthFramer
  readonly #session: Session | null
  readonly #v4: Batches
  readonly #v5: Batches
  readonly #ov3Ppg: SampleBatch
  readonly #batches: readonly SampleBatch[]
  readonly #reading = createReading()
  readonly #steady: ReadonlyMap<NumericChannel, SteadyValue>
  readonly #warmth: NearSteady

  constructor(out: Out, options: HealthyPiOptions) {
    super(out)
    this.#options = options
    this.#v4 = batchesOf(v4Waves, BATCH_SAMPLES, out)
    this.#v5 = batchesOf(v5Waves, SLOW_BATCH_SAMPLES, out)
    this.#ov3Ppg = new SampleBatch(ov3Ppg, OV3.ppgSamples, out)
    this.#batches = [...Object.values(this.#v4), ...Object.values(this.#v5), this.#ov3Ppg]
    const isListing = out.wantsEverything === true
    this.#steady = new Map(numbers.map((one) => [one, new SteadyValue(isListing)]))
    this.#warmth = new NearSteady(isListing)
    this.#session =
      out.send === undefined || !options.start ? null : new Session((bytes) => out.send?.(bytes))
    this.framer = new LengthFramer(
      format,
      this.insideLock({
        onFrame: (frame, atMs) => this.#frame(frame, atMs),
        onFault: (kind, bytes) => this.#lost(kind, bytes),
      }),
    )
  }

  override tick(atMs: number): void {
    for (const batch of this.#batches) batch.tick(atMs)
    this.#session?.tick(atMs)
  }

  override end(atMs: number): void {
    super.end(atMs)
    this.#forget()
  }

  #forget(): void {
    for (const batch of this.#batches) batch.gap(this.nowMs)
    for (const value of this.#steady.values()) value.forget()
    this.#warmth.forget()
  }

  #lost(kind: FaultKind, bytes: number): void {
    this.#forget()
    this.fault(kind, bytes)
  }

  #frame(frame: Uint8Array, atMs: number): void {
    this.#session?.heard(atMs)
    switch (kindOf(frame)) {
      case 'v4':
        readV4(frame, this.#options.board, this.#reading)
        this.#samples(this.#v4, atMs)
        this.#numbers(atMs)
        return
      case 'v5':
        if (readV5(frame, this.#reading)) {
          this.#samples(this.#v5, atMs)
          this.#numbers(atMs)
        } else {
          this.lock.malformed()
          this.#lost('unexpectedValue', frame.length)
        }
        return
      case 'ov3Ecg':
        this.#ov3Ecg(frame.subarray(FRAME.payloadAt), atMs)
        return
      case 'ov3Ppg':
        this.#ov3Light(frame.subarray(FRAME.payloadAt), atMs)
    }
  }

  #samples(batches: Batches, atMs: number): void {
    const { ecg, respiration, hasRespiration, infrared, red, ecgIsOff, probeIsOff } = this.#reading
    batches.ecg.add(ecg, !ecgIsOff, atMs)
    if (hasRespiration) batches.respiration.add(respiration, !ecgIsOff, atMs)
    batches.infrared.add(infrared, !probeIsOff, atMs)
    batches.red.add(red, !probeIsOff, atMs)
  }

  #numbers(atMs: number): void {
    const reading = this.#reading
    this.#say(heartRate, reading.heartRate, reading.ecgIsOff, atMs)
    this.#say(respirationRate, reading.respirationRate, reading.ecgIsOff, atMs)
    this.#say(saturation, reading.saturation, reading.probeIsOff, atMs)
    this.#temperature(reading.temperature, atMs)
  }

  #ov3Ecg(payload: Uint8Array, atMs: number): void {
    const { at, ecgSamples, biozSamples } = OV3
    for (let index = 0; index < ecgSamples; index++) {
      this.#v5.ecg.add(signed(payload, at.ecg + index * WIDTH.int32, WIDTH.int32), true, atMs)
    }
    for (let index = 0; index < biozSamples; index++) {
      this.#v5.respiration.add(signed(payload, at.bioz + index * WIDTH.int32, WIDTH.int32), true, atMs)
    }
    this.#say(heartRate, rateOf(payload[at.heartRate]), false, atMs)
    this.#say(respirationRate, rateOf(payload[at.respirationRate]), false, atMs)
  }

  #ov3Light(payload: Uint8Array, atMs: number): void {
    const { at, ppgSamples } = OV3
    for (let index = 0; index < ppgSamples; index++) {
      this.#ov3Ppg.add(uint16(payload, at.ppg + index * WIDTH.int16), true, atMs)
    }
    this.#say(saturation, saturationOf(payload[at.saturation]), false, atMs)
  }

  #say(channel: NumericChannel, value: number | null, isOff: boolean, atMs: number): void {
    // Off, none and each number are different codes.
    const code = isOff ? 0 : (value ?? 0) + 1
    for (const sentMs of this.#steady.get(channel)?.take(code, atMs) ?? []) {
      const said = isOff
        ? ({ value: null, validity: 'off' } as const)
        : ({ value, validity: value === null ? 'invalid' : 'good' } as const)
      this.out.measure({ type: 'numeric', channel, ...said, atMs: sentMs, deviceMs: null })
    }
  }

  #temperature(hundredths: number | null, atMs: number): void {
    if (hundredths === null) {
      this.#warmth.forget()
      this.#say(temperature, null, false, atMs)
      return
    }
    this.#steady.get(temperature)?.forget()
    for (const { raw, atMs: sentMs } of this.#warmth.take(hundredths, atMs)) {
      const value = raw / TEMPERATURE.perCelsius
      this.out.measure({
        type: 'numeric',
        channel: temperature,
        value,
        validity: 'good',
        atMs: sentMs,
        deviceMs: null,
      })
    }
  }
}
