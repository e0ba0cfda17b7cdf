import type { RhythmFigure, RhythmKind } from './rhythm.ts'

/** Grows with every change of the detectors or of the figures: what was switched on with others is off until confirmed. */
export const RHYTHM_FIGURES_VERSION = 1

/** Measured by `npm run score` on the recordings at hand (resources/score/results.json, held equal by a test). */
export const RHYTHM_FIGURES: Readonly<Record<RhythmKind, readonly RhythmFigure[]>> = {
  asystole: [
    { set: 'cinc2015', found: 2, missed: 9, falseCount: 2, quiet: 53, hours: null },
    { set: 'mitdb', found: 0, missed: 0, falseCount: 2, quiet: null, hours: 13.04 },
  ],
  ventricularFibrillation: [
    { set: 'cinc2015', found: 1, missed: 1, falseCount: 1, quiet: 32, hours: null },
    { set: 'mitdb', found: 0, missed: 0, falseCount: 0, quiet: null, hours: 13.04 },
    { set: 'cudb', found: 12, missed: 0, falseCount: 0, quiet: null, hours: null },
  ],
  ventricularTachycardia: [
    { set: 'cinc2015', found: 0, missed: 45, falseCount: 5, quiet: 124, hours: null },
    { set: 'mitdb', found: 0, missed: 0, falseCount: 1, quiet: null, hours: 13.04 },
  ],
  extremeTachycardia: [
    { set: 'cinc2015', found: 46, missed: 15, falseCount: 2, quiet: 3, hours: null },
    { set: 'mitdb', found: 6, missed: 0, falseCount: 0, quiet: null, hours: 13.04 },
  ],
  extremeBradycardia: [
    { set: 'cinc2015', found: 9, missed: 15, falseCount: 0, quiet: 21, hours: null },
    { set: 'mitdb', found: 9, missed: 0, falseCount: 0, quiet: null, hours: 13.04 },
  ],
  atrialFibrillation: [
    { set: 'mitdb', found: 7, missed: 0, falseCount: 16, quiet: null, hours: 13.04 },
    { set: 'cpsc2021', found: 2, missed: 0, falseCount: 0, quiet: null, hours: 0.425 },
    { set: 'vitaldb', found: 10, missed: 1, falseCount: 4, quiet: null, hours: 71.779 },
    { set: 'nsr', found: 0, missed: 0, falseCount: 0, quiet: null, hours: 47.137 },
  ],
}
