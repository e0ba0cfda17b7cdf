import { type DeviceGuide, PLAIN_DB9 } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [{ models: 'Galileo, Raphael, G5, C2, C3, T1, MR1', cable: 'Null modem, DB9.', pins: PLAIN_DB9 }],
  steps: [
    'In the configuration of the interface choose the polled RS-232 output: not HL7 and not the block protocol.',
  ],
  faults: [
    { seen: 'Silence.', todo: 'The cable is straight, or another output is chosen.' },
    {
      seen: 'Only refused bytes.',
      todo: 'Rate or parity (9600 8E2, on some 8E1), or the HL7 output is chosen.',
    },
    { seen: 'One number stays away.', todo: 'This model does not have it, and says so.' },
  ],
  proven: [],
  unproven: [
    'All of it: two open drivers agree, no ventilator was connected. Hold each value against its screen.',
  ],
}
