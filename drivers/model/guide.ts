/** A pin of the monitor's connector and the pin of a DB9 at the PC that it is joined with. */
export interface GuidePin {
  readonly monitor: string
  readonly signal: string
  readonly pc: string
}

/** One way to join monitor and PC, for the models that it fits. */
export interface GuideCable {
  readonly models: string
  readonly cable: string
  /** Empty where the cable is bought ready made and has nothing to be wired. */
  readonly pins: readonly GuidePin[]
}

/** What somebody sees who has connected it wrongly, and what to do. */
export interface GuideFault {
  readonly seen: string
  readonly todo: string
}

/**
 * What an engineer must know to connect a device, each fact from the document that the driver's README names. In English;
 * what follows from the driver itself (line, channels, evidence) is not repeated here: see `GuidePage`.
 */
export interface DeviceGuide {
  readonly cables: readonly GuideCable[]
  /** What to set at the device, in order. */
  readonly steps: readonly string[]
  readonly faults: readonly GuideFault[]
  /** What a recording, or the vendor's own printed frames, show to be right; empty where nothing does. */
  readonly proven: readonly string[]
  /** What is read as a document says, and was never seen from a device. */
  readonly unproven: readonly string[]
}

/** The names of what a device can show, and how many more there are. */
export interface GuideNames {
  readonly names: readonly string[]
  readonly more: number
}

/** The page of one device: its guide, and what follows from its driver. */
export interface GuidePage extends DeviceGuide {
  readonly id: string
  readonly vendor: string
  readonly models: readonly string[]
  /** Settings of a serial line, likeliest first: `19200 8E1`, with `RTS/CTS` where it is used. */
  readonly lines: readonly string[]
  readonly numbers: GuideNames
  readonly waves: GuideNames
  readonly carriesAlerts: boolean
  /** The maker forbids alarms made of what comes on this line. */
  readonly forbidsAlarms: boolean
  /** What the driver writes to the device, one sentence; null: it only listens. */
  readonly writes: string | null
  /** What proves the driver at best. */
  readonly evidence: string
  readonly undetectedErrorRate: string
}

/** RS-232 with nothing but data, as most devices of the bedside have it. */
export const PLAIN_DB9: readonly GuidePin[] = [
  { monitor: '2', signal: 'the device receives', pc: '3' },
  { monitor: '3', signal: 'the device sends', pc: '2' },
  { monitor: '5', signal: 'ground', pc: '5' },
]
