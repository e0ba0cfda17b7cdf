import type { DeviceGuide } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [
    {
      models: 'Advantage OEM NIBP module',
      cable:
        'Its port has 5 V levels: an adapter to RS-232 or USB is needed. Take the pins from the manual of the device that the module is built into; they were not verified here.',
      pins: [],
    },
  ],
  steps: [
    'Start readings at the device as before: Vigil starts none, unless "mayStartCuff" is set for the bed.',
    'With "mayStartCuff" the opened bed has a button that starts a reading for the age class of its patient, and one that stops it. Nothing starts one by itself. Try both, with the cuff on your own arm, before patients depend on it.',
    'Where another device already talks to the module, join only what the module sends, and choose "listenOnly".',
  ],
  faults: [
    {
      seen: 'The cuff pressure shows, and no reading.',
      todo: 'The reading in the module was taken before Vigil was joined, nobody knows when or of whom: take a new one.',
    },
    {
      seen: 'A reading is taken and shows as "no value".',
      todo: 'Look at "NIBP error": 87 is a leak or a loose cuff, 1 a weak signal, 2 movement.',
    },
    {
      seen: 'A click on "Start cuff reading" starts none.',
      todo: 'Read the sentence beside it: it needs a patient, an age class, somebody signed in and a module that is heard.',
    },
    { seen: 'Silence.', todo: 'No adapter, or another device is the one to ask: choose "listenOnly".' },
  ],
  proven: [],
  unproven: [
    'All of it: two open programs and the frames in the tests of one of them agree, no module was connected, and no cuff of a real module was started or stopped by Vigil.',
  ],
}
