export type TermGroup =
  | 'ecg'
  | 'spo2'
  | 'nibp'
  | 'ibp'
  | 'resp'
  | 'co2'
  | 'gas'
  | 'temp'
  | 'hemo'
  | 'neuro'
  | 'vent'
  | 'demog'
  | 'nurse'

/** One thing that can be measured, by its name in the public nomenclature. */
export interface Term {
  /** REFID, or an `X_VIGIL_` id for nurse entries that have no public code. */
  readonly refid: string
  /** partition * 65536 + term, or null without a public code. */
  readonly code: number | null
  readonly kind: 'numeric' | 'wave'
  /** Short name for a tile. */
  readonly label: string
  readonly name: string
  readonly group: TermGroup
  readonly loinc: string | null
  /** Second LOINC code that belongs beside the first one. */
  readonly loincAlso: string | null
  /** UCUM units that are legal for this term; the first is the usual one. */
  readonly units: readonly string[]
  /** Digits after the point when shown. */
  readonly decimals: number
  /** One measurement however often it is repeated (DESIGN rule 11). */
  readonly episodic: boolean
  /**
   * Who publishes the code: P Philips export guide, M Mindray gateway list,
   * I German ICU value sets, S German ISiK profiles, H HL7 device guides, G GE HL7 manual,
   * W INTEROP 1.5 waveform list, - no public code.
   */
  readonly source: string
}

/** Legal units by kind of quantity (INTEROP 1.4). */
const RATE = ['/min']
const PERCENT = ['%']
const PRESSURE = ['mm[Hg]', 'kPa', 'cm[H2O]']
const AIRWAY_PRESSURE = ['cm[H2O]', 'mbar', 'hPa', 'kPa', 'mm[Hg]']
const CO2 = ['mm[Hg]', 'kPa', '%']
const GAS = ['%', 'mm[Hg]', 'kPa']
const TEMPERATURE = ['Cel', '[degF]']
const ST = ['mV', 'mm']
const ELECTRIC = ['mV', 'uV']
const VOLUME = ['mL', 'L']
const FLOW = ['L/min', 'mL/min', 'L/s']
const PURE = ['1']

interface More {
  readonly loinc?: string
  readonly loincAlso?: string
  readonly decimals?: number
  readonly episodic?: true
}

/** Short writer of table rows, so that the tables below read as tables. */
function row(kind: Term['kind'], group: TermGroup) {
  return (
    refid: string,
    code: number | null,
    label: string,
    name: string,
    units: readonly string[],
    source: string,
    more: More = {},
  ): Term => ({
    refid,
    code,
    kind,
    label,
    name,
    group,
    units,
    source,
    loinc: more.loinc ?? null,
    loincAlso: more.loincAlso ?? null,
    decimals: more.decimals ?? 0,
    episodic: more.episodic ?? false,
  })
}

const ecg = row('numeric', 'ecg')
const spo2 = row('numeric', 'spo2')
const nibp = row('numeric', 'nibp')
const ibp = row('numeric', 'ibp')
const resp = row('numeric', 'resp')
const co2 = row('numeric', 'co2')
const gas = row('numeric', 'gas')
const temp = row('numeric', 'temp')
const hemo = row('numeric', 'hemo')
const neuro = row('numeric', 'neuro')
const vent = row('numeric', 'vent')
const demog = row('numeric', 'demog')
const nurse = row('numeric', 'nurse')

const once = { episodic: true } as const
const bodyTemp = (loinc: string): More => ({ loinc, loincAlso: '8310-5', decimals: 1 })

const NUMERICS: readonly Term[] = [
  ecg('MDC_ECG_HEART_RATE', 147842, 'HR', 'Heart rate (ECG)', RATE, 'PMIH', {
    loinc: '8867-4',
    loincAlso: '76282-3',
  }),
  ecg('MDC_ECG_CARD_BEAT_RATE_BTB', 147850, 'btbHR', 'Heart rate, beat to beat', RATE, 'P'),
  ecg('MDC_PULS_RATE', 149514, 'Pulse', 'Pulse rate (source unknown)', RATE, 'PI', { loinc: '8867-4' }),
  ecg('MDC_ECG_V_P_C_RATE', 148066, 'PVC', 'Ventricular ectopic rate', RATE, 'PM'),
  ecg('MDC_ECG_V_P_C_CNT', 148065, 'PVC', 'Ventricular ectopic count', ['/min', '1'], 'P'),
  ecg('MDC_ECG_AMPL_ST_I', 131841, 'ST I', 'ST amplitude lead I', ST, 'PM', { decimals: 2 }),
  ecg('MDC_ECG_AMPL_ST_II', 131842, 'ST II', 'ST amplitude lead II', ST, 'PM', { decimals: 2 }),
  ecg('MDC_ECG_AMPL_ST_V1', 131843, 'ST V1', 'ST amplitude lead V1', ST, 'P', { decimals: 2 }),
  ecg('MDC_ECG_AMPL_ST_V2', 131844, 'ST V2', 'ST amplitude lead V2', ST, 'P', { decimals: 2 }),
  ecg('MDC_ECG_AMPL_ST_V3', 131845, 'ST V3', 'ST amplitude lead V3', ST, 'P', { decimals: 2 }),
  ecg('MDC_ECG_AMPL_ST_V4', 131846, 'ST V4', 'ST amplitude lead V4', ST, 'P', { decimals: 2 }),
  ecg('MDC_ECG_AMPL_ST_V5', 131847, 'ST V5', 'ST amplitude lead V5', ST, 'P', { decimals: 2 }),
  ecg('MDC_ECG_AMPL_ST_V6', 131848, 'ST V6', 'ST amplitude lead V6', ST, 'P', { decimals: 2 }),
  ecg('MDC_ECG_AMPL_ST_III', 131901, 'ST III', 'ST amplitude lead III', ST, 'PM', { decimals: 2 }),
  ecg('MDC_ECG_AMPL_ST_AVR', 131902, 'ST aVR', 'ST amplitude lead aVR', ST, 'P', { decimals: 2 }),
  ecg('MDC_ECG_AMPL_ST_AVL', 131903, 'ST aVL', 'ST amplitude lead aVL', ST, 'P', { decimals: 2 }),
  ecg('MDC_ECG_AMPL_ST_AVF', 131904, 'ST aVF', 'ST amplitude lead aVF', ST, 'P', { decimals: 2 }),
  // Philips numbers the V lead 131907; each driver maps its own code to this term.
  ecg('MDC_ECG_AMPL_ST_V', 131927, 'ST V', 'ST amplitude lead V', ST, 'M', { decimals: 2 }),
  ecg('MDC_ECG_TIME_PD_QT_GL', 147232, 'QT', 'QT interval', ['ms', 's'], 'PMH', { loinc: '8634-8' }),
  ecg('MDC_ECG_TIME_PD_QTc', 147236, 'QTc', 'QT interval corrected', ['ms', 's'], 'PH', { loinc: '8636-3' }),

  spo2('MDC_PULS_OXIM_SAT_O2', 150456, 'SpO2', 'Oxygen saturation (pleth)', PERCENT, 'PMIH', {
    loinc: '59408-5',
    loincAlso: '2708-6',
  }),
  spo2('MDC_PULS_OXIM_PULS_RATE', 149530, 'PR', 'Pulse rate (pleth)', RATE, 'MH', {
    loinc: '8889-8',
    loincAlso: '8867-4',
  }),
  spo2('MDC_PLETH_PULS_RATE', 149538, 'PR', 'Pulse rate (pleth wave)', RATE, 'P', {
    loinc: '8889-8',
    loincAlso: '8867-4',
  }),
  spo2('MDC_PULS_OXIM_PERF_REL', 150448, 'PI', 'Perfusion index', ['%', '1'], 'PH', {
    loinc: '61006-3',
    decimals: 2,
  }),
  spo2('MDC_SAT_O2', 150316, 'SO2', 'Oxygen saturation (source unknown)', PERCENT, 'P'),
  spo2('MDC_SAT_O2_ART', 150324, 'SaO2', 'Arterial oxygen saturation', PERCENT, 'PI'),

  nibp('MDC_PRESS_BLD_NONINV_SYS', 150021, 'NIBP sys', 'NIBP systolic', PRESSURE, 'PH', {
    ...once,
    loinc: '8480-6',
    loincAlso: '76534-7',
  }),
  nibp('MDC_PRESS_BLD_NONINV_DIA', 150022, 'NIBP dia', 'NIBP diastolic', PRESSURE, 'PH', {
    ...once,
    loinc: '8462-4',
    loincAlso: '76535-4',
  }),
  nibp('MDC_PRESS_BLD_NONINV_MEAN', 150023, 'NIBP mean', 'NIBP mean', PRESSURE, 'PH', {
    ...once,
    loinc: '8478-0',
    loincAlso: '76536-2',
  }),
  nibp('MDC_PULS_RATE_NON_INV', 149546, 'PR NIBP', 'Pulse rate (NIBP)', RATE, 'MH', {
    ...once,
    loinc: '8867-4',
  }),

  ibp('MDC_BLD_PULS_RATE_INV', 149522, 'PR ART', 'Pulse rate (pressure line)', RATE, 'G', {
    loinc: '8867-4',
  }),
  ibp('MDC_PRESS_BLD_SYS', 150017, 'P sys', 'Blood pressure systolic (unlabelled line)', PRESSURE, 'PI'),
  ibp('MDC_PRESS_BLD_DIA', 150018, 'P dia', 'Blood pressure diastolic (unlabelled line)', PRESSURE, 'PI'),
  ibp('MDC_PRESS_BLD_MEAN', 150019, 'P mean', 'Blood pressure mean (unlabelled line)', PRESSURE, 'PI'),
  ibp('MDC_PRESS_BLD_AORT_SYS', 150029, 'Ao sys', 'Aortic pressure systolic', PRESSURE, 'P'),
  ibp('MDC_PRESS_BLD_AORT_DIA', 150030, 'Ao dia', 'Aortic pressure diastolic', PRESSURE, 'P'),
  ibp('MDC_PRESS_BLD_AORT_MEAN', 150031, 'Ao mean', 'Aortic pressure mean', PRESSURE, 'P'),
  ibp('MDC_PRESS_BLD_ART_SYS', 150033, 'ART sys', 'Arterial pressure systolic', PRESSURE, 'PG', {
    loinc: '8480-6',
    loincAlso: '76215-3',
  }),
  ibp('MDC_PRESS_BLD_ART_DIA', 150034, 'ART dia', 'Arterial pressure diastolic', PRESSURE, 'PG', {
    loinc: '8462-4',
    loincAlso: '76213-8',
  }),
  ibp('MDC_PRESS_BLD_ART_MEAN', 150035, 'ART mean', 'Arterial pressure mean', PRESSURE, 'PG', {
    loinc: '8478-0',
    loincAlso: '76214-6',
  }),
  ibp('MDC_PRESS_BLD_ART_ABP_SYS', 150037, 'ABP sys', 'Arterial line systolic', PRESSURE, 'PM', {
    loinc: '8480-6',
    loincAlso: '76215-3',
  }),
  ibp('MDC_PRESS_BLD_ART_ABP_DIA', 150038, 'ABP dia', 'Arterial line diastolic', PRESSURE, 'PM', {
    loinc: '8462-4',
    loincAlso: '76213-8',
  }),
  ibp('MDC_PRESS_BLD_ART_ABP_MEAN', 150039, 'ABP mean', 'Arterial line mean', PRESSURE, 'PM', {
    loinc: '8478-0',
    loincAlso: '76214-6',
  }),
  ibp('MDC_PRESS_BLD_ART_PULM_SYS', 150045, 'PAP sys', 'Pulmonary artery systolic', PRESSURE, 'PI', {
    loinc: '8440-0',
  }),
  ibp('MDC_PRESS_BLD_ART_PULM_DIA', 150046, 'PAP dia', 'Pulmonary artery diastolic', PRESSURE, 'PI', {
    loinc: '8385-7',
  }),
  ibp('MDC_PRESS_BLD_ART_PULM_MEAN', 150047, 'PAP mean', 'Pulmonary artery mean', PRESSURE, 'PI', {
    loinc: '8414-5',
  }),
  ibp('MDC_PRESS_BLD_ART_PULM_WEDGE', 150052, 'PAWP', 'Pulmonary wedge pressure', PRESSURE, 'PMI', {
    ...once,
    loinc: '75994-4',
  }),
  ibp('MDC_PRESS_BLD_ART_UMB_SYS', 150057, 'UAP sys', 'Umbilical artery systolic', PRESSURE, 'P'),
  ibp('MDC_PRESS_BLD_ART_UMB_DIA', 150058, 'UAP dia', 'Umbilical artery diastolic', PRESSURE, 'P'),
  ibp('MDC_PRESS_BLD_ART_UMB_MEAN', 150059, 'UAP mean', 'Umbilical artery mean', PRESSURE, 'P'),
  ibp('MDC_PRESS_BLD_ATR_LEFT_SYS', 150065, 'LAP sys', 'Left atrial pressure systolic', PRESSURE, 'PI'),
  ibp('MDC_PRESS_BLD_ATR_LEFT_DIA', 150066, 'LAP dia', 'Left atrial pressure diastolic', PRESSURE, 'PI'),
  ibp('MDC_PRESS_BLD_ATR_LEFT_MEAN', 150067, 'LAP', 'Left atrial pressure mean', PRESSURE, 'PI', {
    loinc: '8399-8',
  }),
  ibp('MDC_PRESS_BLD_ATR_RIGHT_SYS', 150069, 'RAP sys', 'Right atrial pressure systolic', PRESSURE, 'PI'),
  ibp('MDC_PRESS_BLD_ATR_RIGHT_DIA', 150070, 'RAP dia', 'Right atrial pressure diastolic', PRESSURE, 'PI'),
  ibp('MDC_PRESS_BLD_ATR_RIGHT_MEAN', 150071, 'RAP', 'Right atrial pressure mean', PRESSURE, 'PI', {
    loinc: '8400-4',
  }),
  ibp('MDC_PRESS_BLD_VEN_CENT_SYS', 150085, 'CVP sys', 'Central venous pressure systolic', PRESSURE, 'P'),
  ibp('MDC_PRESS_BLD_VEN_CENT_DIA', 150086, 'CVP dia', 'Central venous pressure diastolic', PRESSURE, 'P'),
  ibp('MDC_PRESS_BLD_VEN_CENT_MEAN', 150087, 'CVP', 'Central venous pressure mean', PRESSURE, 'PM', {
    loinc: '60985-9',
    loincAlso: '8591-0',
  }),
  ibp('MDC_PRESS_BLD_VEN_UMB_SYS', 150089, 'UVP sys', 'Umbilical vein systolic', PRESSURE, 'P'),
  ibp('MDC_PRESS_BLD_VEN_UMB_DIA', 150090, 'UVP dia', 'Umbilical vein diastolic', PRESSURE, 'P'),
  ibp('MDC_PRESS_BLD_VEN_UMB_MEAN', 150091, 'UVP mean', 'Umbilical vein mean', PRESSURE, 'P'),
  ibp(
    'MDC_PRESS_BLD_VENT_RIGHT_SYS',
    150105,
    'RVP sys',
    'Right ventricular pressure systolic',
    PRESSURE,
    'I',
  ),
  ibp(
    'MDC_PRESS_BLD_VENT_RIGHT_DIA',
    150106,
    'RVP dia',
    'Right ventricular pressure diastolic',
    PRESSURE,
    'I',
  ),
  ibp('MDC_PRESS_BLD_VENT_RIGHT_MEAN', 150107, 'RVP mean', 'Right ventricular pressure mean', PRESSURE, 'I'),
  ibp('MDC_PRESS_INTRA_CRAN_SYS', 153609, 'ICP sys', 'Intracranial pressure systolic', PRESSURE, 'P'),
  ibp('MDC_PRESS_INTRA_CRAN_DIA', 153610, 'ICP dia', 'Intracranial pressure diastolic', PRESSURE, 'P'),
  ibp('MDC_PRESS_INTRA_CRAN_MEAN', 153611, 'ICP', 'Intracranial pressure mean', PRESSURE, 'P', {
    loinc: '60956-0',
  }),
  ibp('MDC_PRESS_CEREB_PERF', 153604, 'CPP', 'Cerebral perfusion pressure', PRESSURE, 'PMI', {
    loinc: '61017-0',
  }),

  resp('MDC_RESP_RATE', 151562, 'RR', 'Respiratory rate (source unknown)', RATE, 'PH', { loinc: '9279-1' }),
  resp('MDC_AWAY_RESP_RATE', 151570, 'RR aw', 'Respiratory rate (airway flow)', RATE, 'PM', {
    loinc: '9279-1',
  }),
  resp('MDC_TTHOR_RESP_RATE', 151578, 'RR', 'Respiratory rate (impedance)', RATE, 'M', {
    loinc: '76270-8',
    loincAlso: '9279-1',
  }),
  co2('MDC_CO2_RESP_RATE', 151594, 'RR CO2', 'Respiratory rate (capnography)', RATE, 'M', {
    loinc: '76171-8',
    loincAlso: '9279-1',
  }),
  resp('MDC_TIME_PD_APNEA', 151856, 'Apnea', 'Apnoea duration', ['s'], 'P'),

  co2('MDC_CONC_AWAY_CO2_ET', 151708, 'EtCO2', 'End-tidal CO2', CO2, 'PMI', { loinc: '19891-1' }),
  co2('MDC_AWAY_CO2_ET', 151728, 'EtCO2', 'End-tidal CO2 (partial pressure)', CO2, 'P', { loinc: '19891-1' }),
  co2('MDC_CONC_AWAY_CO2_INSP', 151716, 'FiCO2', 'Inspired CO2', CO2, 'M'),

  gas('MDC_CONC_AWAY_O2_INSP', 152196, 'FiO2', 'Inspired O2', GAS, 'PM', { loinc: '3150-0' }),
  gas('MDC_CONC_AWAY_O2_ET', 152440, 'EtO2', 'End-tidal O2', GAS, 'PM'),
  gas('MDC_CONC_AWAY_N2O_INSP', 152192, 'FiN2O', 'Inspired N2O', GAS, 'PM'),
  gas('MDC_CONC_AWAY_N2O_ET', 152108, 'EtN2O', 'End-tidal N2O', GAS, 'PM'),
  gas('MDC_CONC_AWAY_N2_INSP', 152452, 'FiN2', 'Inspired N2', GAS, 'P'),
  gas('MDC_CONC_AWAY_N2_ET', 152448, 'EtN2', 'End-tidal N2', GAS, 'P'),
  gas('MDC_CONC_AWAY_DESFL_INSP', 152168, 'FiDes', 'Inspired desflurane', GAS, 'P', { decimals: 1 }),
  gas('MDC_CONC_AWAY_DESFL_ET', 152084, 'EtDes', 'End-tidal desflurane', GAS, 'P', { decimals: 1 }),
  gas('MDC_CONC_AWAY_ENFL_INSP', 152172, 'FiEnf', 'Inspired enflurane', GAS, 'P', { decimals: 1 }),
  gas('MDC_CONC_AWAY_ENFL_ET', 152088, 'EtEnf', 'End-tidal enflurane', GAS, 'P', { decimals: 1 }),
  gas('MDC_CONC_AWAY_HALOTH_INSP', 152176, 'FiHal', 'Inspired halothane', GAS, 'P', { decimals: 1 }),
  gas('MDC_CONC_AWAY_HALOTH_ET', 152092, 'EtHal', 'End-tidal halothane', GAS, 'P', { decimals: 1 }),
  gas('MDC_CONC_AWAY_SEVOFL_INSP', 152180, 'FiSev', 'Inspired sevoflurane', GAS, 'PM', { decimals: 1 }),
  gas('MDC_CONC_AWAY_SEVOFL_ET', 152096, 'EtSev', 'End-tidal sevoflurane', GAS, 'PM', { decimals: 1 }),
  gas('MDC_CONC_AWAY_ISOFL_INSP', 152184, 'FiIso', 'Inspired isoflurane', GAS, 'P', { decimals: 1 }),
  gas('MDC_CONC_AWAY_ISOFL_ET', 152100, 'EtIso', 'End-tidal isoflurane', GAS, 'P', { decimals: 1 }),
  gas('MDC_CONC_AWAY_AGENT_INSP', 152464, 'FiAA', 'Inspired anaesthetic agent', GAS, 'P', { decimals: 1 }),
  gas('MDC_CONC_AWAY_AGENT_ET', 152460, 'EtAA', 'End-tidal anaesthetic agent', GAS, 'P', { decimals: 1 }),
  gas('MDC_CONC_MAC', 152872, 'MAC', 'Minimum alveolar concentration', PURE, 'M', { decimals: 1 }),

  temp('MDC_TEMP', 150344, 'T', 'Temperature (site unspecified)', TEMPERATURE, 'PM', {
    loinc: '8310-5',
    decimals: 1,
  }),
  temp('MDC_TEMP_CORE', 150368, 'Tcore', 'Core temperature', TEMPERATURE, 'PMI', bodyTemp('8329-5')),
  temp('MDC_TEMP_ESOPH', 150372, 'Teso', 'Oesophageal temperature', TEMPERATURE, 'PMI', bodyTemp('60836-4')),
  temp('MDC_TEMP_RECT', 188420, 'Trect', 'Rectal temperature', TEMPERATURE, 'PMIH', bodyTemp('8332-9')),
  temp('MDC_TEMP_AXILLA', 188452, 'Taxil', 'Axillary temperature', TEMPERATURE, 'IH', bodyTemp('8328-7')),
  temp('MDC_TEMP_TYMP', 150392, 'Ttymp', 'Tympanic temperature', TEMPERATURE, 'PMIH', bodyTemp('8333-7')),
  temp('MDC_TEMP_FOLEY', 150348, 'Tblad', 'Bladder temperature', TEMPERATURE, 'M', bodyTemp('8334-5')),
  temp('MDC_TEMP_SKIN', 150388, 'Tskin', 'Skin temperature', TEMPERATURE, 'PM', {
    loinc: '39106-0',
    decimals: 1,
  }),
  temp('MDC_TEMP_NASOPH', 150380, 'Tnaso', 'Nasopharyngeal temperature', TEMPERATURE, 'PI', { decimals: 1 }),
  temp('MDC_TEMP_ORAL', 188424, 'Toral', 'Oral temperature', TEMPERATURE, 'I', { decimals: 1 }),
  temp('MDC_TEMP_MYO', 188500, 'Tmyo', 'Myocardial temperature', TEMPERATURE, 'I', { decimals: 1 }),
  temp('MDC_TEMP_AWAY', 150356, 'Taw', 'Airway temperature', TEMPERATURE, 'PI', { decimals: 1 }),
  temp('MDC_TEMP_ART', 150352, 'Tart', 'Arterial temperature', TEMPERATURE, 'P', { decimals: 1 }),
  temp('MDC_TEMP_VEN', 150396, 'Tven', 'Venous temperature', TEMPERATURE, 'P', { decimals: 1 }),
  temp('MDC_TEMP_BLD', 188436, 'Tblood', 'Blood temperature', TEMPERATURE, 'PMI', { decimals: 1 }),
  temp('MDC_TEMP_INJ', 150376, 'Tinj', 'Injectate temperature', TEMPERATURE, 'P', { ...once, decimals: 1 }),
  temp('MDC_TEMP_DIFF', 188440, 'dT', 'Temperature difference', TEMPERATURE, 'PM', { decimals: 1 }),

  hemo('MDC_OUTPUT_CARD', 150276, 'CO', 'Cardiac output (bolus)', ['L/min', 'mL/min'], 'PI', {
    ...once,
    loinc: '8741-1',
    loincAlso: '8737-9',
    decimals: 1,
  }),
  hemo('MDC_OUTPUT_CARD_CTS', 150492, 'CCO', 'Cardiac output (continuous)', ['L/min', 'mL/min'], 'PM', {
    decimals: 1,
  }),
  hemo('MDC_OUTPUT_CARD_INDEX', 149772, 'CI', 'Cardiac index', ['L/min/m2', 'mL/min/m2'], 'PI', {
    ...once,
    loinc: '75919-1',
    loincAlso: '8751-0',
    decimals: 1,
  }),
  hemo('MDC_SAT_O2_VEN', 150332, 'SvO2', 'Mixed venous O2 saturation', PERCENT, 'PM', { loinc: '19224-5' }),
  hemo('MDC_VOL_BLD_STROKE', 150404, 'SV', 'Stroke volume', ['mL'], 'PM'),
  hemo('MDC_VOL_BLD_STROKE_INDEX', 150636, 'SVI', 'Stroke volume index', ['mL/m2'], 'M'),
  hemo('MDC_RES_VASC_SYS', 150312, 'SVR', 'Systemic vascular resistance', ['dyn.s/cm5'], 'PM'),
  hemo(
    'MDC_RES_VASC_SYS_INDEX',
    149760,
    'SVRI',
    'Systemic vascular resistance index',
    ['dyn.s.m2/cm5'],
    'PMI',
  ),
  hemo('MDC_RES_VASC_PULM', 150308, 'PVR', 'Pulmonary vascular resistance', ['dyn.s/cm5'], 'P'),
  hemo(
    'MDC_GRAD_PRESS_BLD_AORT_POS_MAX',
    150565,
    'dPmax',
    'Steepest rise of arterial pressure',
    ['mm[Hg]/s'],
    'P',
  ),
  hemo('MDC_SAT_O2_CONSUMP', 150272, 'VO2', 'Oxygen consumption', ['mL/min'], 'P'),

  // No public code is agreed between makers (INTEROP 6), so monitors' BIS values keep their driver's X_ id.
  neuro('X_VIGIL_BIS', null, 'BIS', 'Bispectral index', PURE, '-'),
  neuro('MDC_EEG_SIGNAL_QUALITY_INDEX', 153636, 'SQI', 'EEG signal quality', PERCENT, 'M'),
  neuro(
    'MDC_EEG_FREQ_PWR_SPEC_CRTX_SPECTRAL_EDGE',
    153992,
    'SEF',
    'EEG spectral edge frequency',
    ['Hz'],
    'PM',
    {
      decimals: 1,
    },
  ),
  neuro('MDC_EEG_FREQ_PWR_SPEC_CRTX_DOM_MEAN', 153980, 'MDF', 'EEG mean dominant frequency', ['Hz'], 'P', {
    decimals: 1,
  }),
  neuro('MDC_EEG_FREQ_PWR_SPEC_CRTX_PEAK', 153988, 'PPF', 'EEG peak power frequency', ['Hz'], 'P', {
    decimals: 1,
  }),
  neuro('MDC_EEG_PWR_SPEC_TOT', 154040, 'TP', 'EEG total power', ['dB', 'nW'], 'PM'),
  neuro('MDC_EEG_PWR_SPEC_ALPHA_REL', 154068, 'Alpha', 'EEG alpha share', PERCENT, 'P'),
  neuro('MDC_EEG_PWR_SPEC_BETA_REL', 154072, 'Beta', 'EEG beta share', PERCENT, 'P'),
  neuro('MDC_EEG_PWR_SPEC_DELTA_REL', 154076, 'Delta', 'EEG delta share', PERCENT, 'P'),
  neuro('MDC_EEG_PWR_SPEC_THETA_REL', 154080, 'Theta', 'EEG theta share', PERCENT, 'P'),
  neuro('MDC_EEG_PAROX_CRTX_BURST_SUPPRN', 155024, 'BSR', 'EEG burst suppression', PERCENT, 'M'),

  vent('MDC_VENT_PRESS_AWAY_END_EXP_POS', 151976, 'PEEP', 'PEEP measured', AIRWAY_PRESSURE, 'PMI', {
    loinc: '76248-4',
  }),
  vent('MDC_PRESS_AWAY_END_EXP_POS_INTRINSIC', 151808, 'PEEPi', 'Intrinsic PEEP', AIRWAY_PRESSURE, 'P'),
  vent('MDC_VENT_PRESS_AWAY_INSP_MAX', 151973, 'Ppeak', 'Peak inspiratory pressure', AIRWAY_PRESSURE, 'I', {
    loinc: '76531-3',
  }),
  vent('MDC_PRESS_AWAY_INSP_MEAN', 151819, 'Pmean', 'Mean airway pressure', AIRWAY_PRESSURE, 'PM'),
  vent('MDC_PRESS_AWAY_MIN', 151794, 'Pmin', 'Minimum airway pressure', AIRWAY_PRESSURE, 'P'),
  vent('MDC_VENT_PRESS_RESP_PLAT', 152424, 'Pplat', 'Plateau pressure', AIRWAY_PRESSURE, 'PI', {
    loinc: '76259-1',
  }),
  vent('MDC_VENT_VOL_TIDAL', 151980, 'VT', 'Tidal volume delivered', VOLUME, 'I', { loinc: '76222-9' }),
  vent('MDC_VOL_AWAY_TIDAL', 151868, 'TV', 'Tidal volume', VOLUME, 'P'),
  vent('MDC_VOL_AWAY_TIDAL_INSP', 152660, 'TVinsp', 'Tidal volume inspired', VOLUME, 'M'),
  vent('MDC_VOL_AWAY_TIDAL_EXP', 152664, 'TVexp', 'Tidal volume expired', VOLUME, 'M'),
  // The REFID of 152004 is as the vocabulary spells it; one maker gives the same REFID the number 152016.
  vent('MDC_VENT_VOL_MINUTE_AWAY_INSP', 152004, 'MV', 'Minute volume (ventilator)', FLOW, 'I', {
    loinc: '76009-0',
    decimals: 1,
  }),
  vent('MDC_VOL_MINUTE_AWAY', 151880, 'MV', 'Minute volume', FLOW, 'P', { decimals: 1 }),
  vent('MDC_VOL_MINUTE_AWAY_EXP', 151884, 'MVexp', 'Minute volume expired', FLOW, 'PM', { decimals: 1 }),
  vent('MDC_VOL_MINUTE_AWAY_INSP', 151888, 'MVinsp', 'Minute volume inspired', FLOW, 'PM', { decimals: 1 }),
  vent('MDC_COMPL_LUNG', 151688, 'Compl', 'Lung compliance', ['mL/cm[H2O]'], 'PM'),
  vent('MDC_COMPL_LUNG_DYN', 151692, 'Cdyn', 'Dynamic compliance', ['mL/cm[H2O]'], 'PI', {
    loinc: '60827-3',
  }),
  vent('MDC_COMPL_LUNG_STATIC', 151696, 'Cstat', 'Static compliance', ['mL/cm[H2O]'], 'P'),
  vent('MDC_RES_AWAY', 151840, 'Raw', 'Airway resistance', ['cm[H2O].s/L'], 'PM', { decimals: 1 }),
  vent('MDC_RATIO_IE', 151832, 'I:E', 'Inspiration to expiration ratio', PURE, 'PMI', { decimals: 2 }),
  vent('MDC_FLOW_AWAY_INSP_MAX', 151773, 'PIF', 'Peak inspiratory flow', FLOW, 'PM'),
  vent('MDC_FLOW_AWAY_EXP_MAX', 151769, 'PEF', 'Peak expiratory flow', FLOW, 'PM'),
  vent('MDC_FLOW_CO2_PROD_RESP', 151776, 'VCO2', 'Carbon dioxide production', ['mL/min'], 'P'),

  demog('MDC_MASS_BODY_ACTUAL', 188736, 'Weight', 'Body weight', ['kg', 'g', '[lb_av]'], 'MH', {
    ...once,
    loinc: '29463-7',
    decimals: 1,
  }),
  demog('MDC_LEN_BODY_ACTUAL', 188740, 'Height', 'Body height', ['cm', '[in_i]'], 'MH', {
    ...once,
    loinc: '8302-2',
  }),

  nurse(
    'MDC_CONC_GLU_CAPILLARY_WHOLEBLOOD',
    160184,
    'Glucose',
    'Capillary glucose',
    ['mg/dL', 'mmol/L'],
    'H',
    {
      ...once,
      loinc: '41653-7',
    },
  ),
  nurse('X_VIGIL_URINE_OUTPUT', null, 'Urine', 'Urine output', ['mL'], '-', { ...once, loinc: '9187-6' }),
  nurse('X_VIGIL_GCS', null, 'GCS', 'Glasgow coma score', ['{score}'], '-', { ...once, loinc: '9269-2' }),
  nurse('X_VIGIL_PAIN', null, 'Pain', 'Pain severity 0-10', ['{score}'], '-', { ...once, loinc: '72514-3' }),
  nurse('X_VIGIL_FLUID_IN', null, 'Fluid in', 'Fluid given', ['mL'], '-', once),
  nurse('X_VIGIL_FLUID_OUT', null, 'Fluid out', 'Fluid lost', ['mL'], '-', once),
  nurse('X_VIGIL_OXYGEN_FLOW', null, 'O2 flow', 'Inhaled oxygen flow, 0 is air', ['L/min'], '-', {
    ...once,
    loinc: '3151-8',
    decimals: 1,
  }),
  // With new confusion, which the coded answers of LOINC lack.
  nurse('X_VIGIL_ACVPU', null, 'ACVPU', 'Level of consciousness for NEWS2', [], '-', once),
  // Coded answers of the nurse for scores of children: none, mild, moderate, severe.
  nurse('X_VIGIL_EFFORT', null, 'Effort', 'Work of breathing', [], '-', once),
  nurse('X_VIGIL_CAPILLARY_REFILL', null, 'Cap refill', 'Capillary refill time', ['s'], '-', {
    ...once,
    decimals: 1,
  }),
  // A coded answer (alert, voice, pain, unresponsive), so no unit is legal.
  nurse('X_VIGIL_AVPU', null, 'AVPU', 'Level of responsiveness', [], '-', { ...once, loinc: '67775-7' }),
]

const ecgWave = row('wave', 'ecg')
const ibpWave = row('wave', 'ibp')
const gasWave = row('wave', 'gas')
const ventWave = row('wave', 'vent')

const WAVES: readonly Term[] = [
  ecgWave('MDC_ECG_ELEC_POTL', 131328, 'ECG', 'ECG, lead unknown', ELECTRIC, 'P'),
  ecgWave('MDC_ECG_ELEC_POTL_I', 131329, 'I', 'ECG lead I', ELECTRIC, 'PMW'),
  ecgWave('MDC_ECG_ELEC_POTL_II', 131330, 'II', 'ECG lead II', ELECTRIC, 'PMW'),
  ecgWave('MDC_ECG_ELEC_POTL_V1', 131331, 'V1', 'ECG lead V1', ELECTRIC, 'PMW'),
  ecgWave('MDC_ECG_ELEC_POTL_V2', 131332, 'V2', 'ECG lead V2', ELECTRIC, 'PMW'),
  ecgWave('MDC_ECG_ELEC_POTL_V3', 131333, 'V3', 'ECG lead V3', ELECTRIC, 'PMW'),
  ecgWave('MDC_ECG_ELEC_POTL_V4', 131334, 'V4', 'ECG lead V4', ELECTRIC, 'PMW'),
  ecgWave('MDC_ECG_ELEC_POTL_V5', 131335, 'V5', 'ECG lead V5', ELECTRIC, 'PMW'),
  ecgWave('MDC_ECG_ELEC_POTL_V6', 131336, 'V6', 'ECG lead V6', ELECTRIC, 'PMW'),
  ecgWave('MDC_ECG_ELEC_POTL_III', 131389, 'III', 'ECG lead III', ELECTRIC, 'PMW'),
  ecgWave('MDC_ECG_ELEC_POTL_AVR', 131390, 'aVR', 'ECG lead aVR', ELECTRIC, 'PMW'),
  ecgWave('MDC_ECG_ELEC_POTL_AVL', 131391, 'aVL', 'ECG lead aVL', ELECTRIC, 'PMW'),
  ecgWave('MDC_ECG_ELEC_POTL_AVF', 131392, 'aVF', 'ECG lead aVF', ELECTRIC, 'PMW'),
  ecgWave('MDC_ECG_ELEC_POTL_V', 131395, 'V', 'ECG lead V', ELECTRIC, 'PW'),
  row('wave', 'spo2')('MDC_PULS_OXIM_PLETH', 150452, 'Pleth', 'Plethysmogram', ['%', '1'], 'PMW'),
  ibpWave('MDC_PRESS_BLD', 150016, 'P', 'Blood pressure wave (unlabelled line)', PRESSURE, 'P'),
  ibpWave('MDC_PRESS_BLD_AORT', 150028, 'Ao', 'Aortic pressure wave', PRESSURE, 'P'),
  ibpWave('MDC_PRESS_BLD_ART', 150032, 'ART', 'Arterial pressure wave', PRESSURE, 'PMW'),
  ibpWave('MDC_PRESS_BLD_ART_ABP', 150036, 'ABP', 'Arterial line wave', PRESSURE, 'PW'),
  ibpWave('MDC_PRESS_BLD_ART_PULM', 150044, 'PAP', 'Pulmonary artery wave', PRESSURE, 'PW'),
  ibpWave('MDC_PRESS_BLD_ART_UMB', 150056, 'UAP', 'Umbilical artery wave', PRESSURE, 'P'),
  ibpWave('MDC_PRESS_BLD_ATR_LEFT', 150064, 'LAP', 'Left atrial pressure wave', PRESSURE, 'P'),
  ibpWave('MDC_PRESS_BLD_ATR_RIGHT', 150068, 'RAP', 'Right atrial pressure wave', PRESSURE, 'P'),
  ibpWave('MDC_PRESS_BLD_VEN_CENT', 150084, 'CVP', 'Central venous pressure wave', PRESSURE, 'PMIW'),
  ibpWave('MDC_PRESS_BLD_VEN_UMB', 150088, 'UVP', 'Umbilical vein wave', PRESSURE, 'P'),
  ibpWave('MDC_PRESS_BLD_VENT_RIGHT', 150104, 'RVP', 'Right ventricular pressure wave', PRESSURE, 'S'),
  ibpWave('MDC_PRESS_INTRA_CRAN', 153608, 'ICP', 'Intracranial pressure wave', PRESSURE, 'PIW'),
  row('wave', 'co2')('MDC_AWAY_CO2', 151724, 'CO2', 'Capnogram (partial pressure)', CO2, 'P'),
  row('wave', 'co2')('MDC_CONC_AWAY_CO2', 151700, 'CO2', 'Capnogram', CO2, 'MW'),
  gasWave('MDC_CONC_AWAY_O2', 151908, 'O2', 'Oxygen wave', GAS, 'PM'),
  gasWave('MDC_CONC_AWAY_N2O', 152048, 'N2O', 'Nitrous oxide wave', GAS, 'PM'),
  gasWave('MDC_CONC_AWAY_DESFL', 152024, 'Des', 'Desflurane wave', GAS, 'P'),
  gasWave('MDC_CONC_AWAY_ENFL', 152028, 'Enf', 'Enflurane wave', GAS, 'P'),
  gasWave('MDC_CONC_AWAY_HALOTH', 152032, 'Hal', 'Halothane wave', GAS, 'P'),
  gasWave('MDC_CONC_AWAY_SEVOFL', 152036, 'Sev', 'Sevoflurane wave', GAS, 'P'),
  gasWave('MDC_CONC_AWAY_ISOFL', 152040, 'Iso', 'Isoflurane wave', GAS, 'P'),
  gasWave('MDC_CONC_AWAY_AGENT', 152456, 'AA', 'Anaesthetic agent wave', GAS, 'P'),
  row('wave', 'resp')('MDC_RESP', 151552, 'Resp', 'Respiration', ['Ohm', '1'], 'P'),
  row('wave', 'resp')('MDC_IMPED_TTHOR', 151780, 'Resp', 'Respiration (impedance)', ['Ohm', '1'], 'PMW'),
  ventWave('MDC_PRESS_AWAY', 151792, 'Paw', 'Airway pressure wave', AIRWAY_PRESSURE, 'PMW'),
  ventWave('MDC_FLOW_AWAY', 151764, 'Flow', 'Airway flow wave', FLOW, 'PMW'),
  ventWave('MDC_VOL_AWAY', 152708, 'Vol', 'Airway volume wave', VOLUME, 'M'),
  row('wave', 'neuro')('MDC_EEG_ELEC_POTL_CRTX', 153900, 'EEG', 'EEG', ['uV', 'mV'], 'P'),
]

/** Every term the project knows, numerics first. */
export const terms: readonly Term[] = [...NUMERICS, ...WAVES]
