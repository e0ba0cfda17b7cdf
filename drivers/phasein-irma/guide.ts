import type { DeviceGuide } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [
    {
      models: 'IRMA and ISA',
      cable:
        'The serial cable of the module; it carries the supply too. Take the pins from its manual, they were not verified here.',
      pins: [],
    },
  ],
  steps: [
    'Join the module while it is warm: it sends by itself, 20 frames a second.',
    'Do not use what shows for a patient: every number is as the module counts it, without a unit, and its name ends in "raw".',
    'Hold the numbers against a monitor with the same module and tell the project what one count is.',
  ],
  faults: [
    { seen: 'Silence.', todo: 'The module has no supply, or waits for a command that is not known.' },
    {
      seen: 'No value anywhere.',
      todo: 'The module says "check adapter" (16 in "Gas status raw") or "sensor error" (64).',
    },
    { seen: 'Only refused bytes.', todo: 'Another rate, or a module with another protocol.' },
  ],
  proven: [],
  unproven: [
    'All of it, the scale of each number above all: one protocol text and one open driver agree, no module was ever connected.',
  ],
}
