import type { DeviceGuide } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [
    {
      models: "CMS50D+, CMS50E and clones with the maker's cable",
      cable:
        'USB cable with a CP210x or Prolific chip: a serial port appears. The micro-USB socket of the oximeter carries a UART, not USB: a telephone cable does not work.',
      pins: [],
    },
    {
      models: 'Models that appear as a USB HID device',
      cable: 'Any USB data cable; the link is hid:28e9:028a.',
      pins: [],
    },
  ],
  steps: [
    'Put the oximeter on a finger and wait for a reading.',
    'Old models send by themselves; Vigil starts the others.',
    'Choose the wire in the options only if "auto" does not find it.',
  ],
  faults: [
    {
      seen: 'Silence.',
      todo: 'A telephone cable, a finger that is out, or a rate that is wrong: old models send at 19200 8O1 or 4800 8O1.',
    },
    { seen: 'Values vanish after seconds.', todo: 'It switches itself off without a finger.' },
    { seen: 'Only damaged frames.', todo: 'Another wire than the one chosen: set the option to "auto".' },
  ],
  proven: [
    "Recordings of the HID and the V7 wire: every frame, and each second equal to the export of the vendor's program.",
  ],
  unproven: ['The old 5-byte stream: several descriptions agree, no recording was found.'],
}
