import type { DeviceGuide } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [
    {
      models: 'HealthyPi v4 and 5, v3 by USB',
      cable: 'USB data cable: a serial port appears.',
      pins: [],
    },
    {
      models: 'HealthyPi v3 on a Raspberry Pi',
      cable: 'The serial pins of the Raspberry Pi, at 57600; pass them on by a serial device server.',
      pins: [],
    },
  ],
  steps: [
    'Load the firmware that sends to USB (streaming mode): v4 sends by itself in that mode only.',
    'Choose v3 in the options of the bed for a v3 board: its status means something else.',
    'Switch the start command on in the options only if a v5 board stays silent.',
  ],
  faults: [
    {
      seen: 'Silence.',
      todo: 'A cable that only charges, a firmware in Bluetooth or web mode, or a v5 build that waits for its start command.',
    },
    {
      seen: 'No blood pressure.',
      todo: 'These boards measure none: the firmware sends two fixed numbers in its place, which Vigil never shows.',
    },
    {
      seen: 'The ECG and breath of a v3 board vanish while its finger probe is open.',
      todo: 'The bed is set to v4: choose v3 in its options.',
    },
    {
      seen: 'The ECG is a flat or wild line without a word (v5).',
      todo: 'HealthyPi 5 does not say that an electrode is off: look at the electrodes.',
    },
  ],
  proven: [],
  unproven: [
    'All of it: the layout is taken from the open firmware of v3, v4 and 5, and no recording was found.',
    'The rates of the samples: 125 a second (v3, v4) and 128 (v5) by the timers of the firmware, other builds may differ.',
    'How many counts are a millivolt: the ECG is drawn without a scale.',
  ],
}
