import type { DeviceGuide } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [
    {
      models: 'Cyton with its radio dongle',
      cable: 'The USB dongle that comes with the board: a serial port appears. Its switch stands at GPIO 6.',
      pins: [],
    },
  ],
  steps: [
    'Run the board from its batteries, never from a charger, while it is on a patient.',
    'Take a Daisy module off: with sixteen channels the packets carry two boards in turn, and Vigil shows none of them.',
    'Say in the options of the bed which lead each channel records, and which are unused.',
    'Nothing else is to be set: Vigil resets the board to its defaults and starts it.',
  ],
  faults: [
    {
      seen: 'Silence.',
      todo: 'The board is off or on another radio channel than its dongle, or its batteries are empty.',
    },
    {
      seen: 'A channel has no trace.',
      todo: 'Its input lies at the rail: an electrode is off, or nothing is connected.',
    },
    {
      seen: 'Gaps in all traces.',
      todo: 'The radio lost packets: put the dongle on a cable, away from the PC and in sight of the board.',
    },
    {
      seen: 'No heart rate.',
      todo: 'The board sends voltages only: it counts no beats and raises no alarm.',
    },
  ],
  proven: [],
  unproven: [
    'All of it: layout, scale and commands are taken from what the maker and two of its programs say, and no recording was found.',
  ],
}
