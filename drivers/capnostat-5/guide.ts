import type { DeviceGuide } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [
    {
      models: 'CAPNOSTAT 5, LoFlo',
      cable:
        "The bare module needs a supply of its own and the maker's mating connector; its signals are those of a serial line at logic levels or RS-232, as the module's data sheet says.",
      pins: [],
    },
  ],
  steps: [
    'Set the air pressure of this place and the oxygen of the gas in the options of the bed: the module has no other way to know them.',
    'Zero the module as its instructions say, with its own button or host: Vigil never zeroes it.',
  ],
  faults: [
    {
      seen: 'Silence.',
      todo: 'No supply, send and receive changed over, or logic levels on an RS-232 port.',
    },
    { seen: 'Damaged frames only.', todo: 'The rate: 19200 8N1.' },
    {
      seen: 'The tile says "CO2 sensor warming up" for minutes.',
      todo: 'The module is cold, or its supply is weak.',
    },
    {
      seen: 'The tile says "Check airway adapter" or "CO2 zero required".',
      todo: 'Clean and seat the adapter, then zero the module as its instructions say.',
    },
    { seen: 'No numbers and a hatched capnogram.', todo: 'Another unit than mmHg was set by another host.' },
  ],
  proven: [],
  unproven: [
    'All of it: four open implementations agree, no module was connected. Hold each value against a reference.',
  ],
}
