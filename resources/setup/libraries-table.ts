/**
 * Debian packages that hold a shared library of Electron; later names are those of
 * older or newer releases (t64: the 64-bit time transition). `apt-cache` says which exists.
 */
export const PACKAGES_OF_LIBRARY: Readonly<Record<string, readonly string[]>> = {
  'libgtk-3.so.0': ['libgtk-3-0t64', 'libgtk-3-0'],
  'libgdk-3.so.0': ['libgtk-3-0t64', 'libgtk-3-0'],
  'libgdk_pixbuf-2.0.so.0': ['libgdk-pixbuf-2.0-0'],
  'libnss3.so': ['libnss3'],
  'libnssutil3.so': ['libnss3'],
  'libsmime3.so': ['libnss3'],
  'libnspr4.so': ['libnspr4'],
  'libasound.so.2': ['libasound2t64', 'libasound2'],
  'libgbm.so.1': ['libgbm1'],
  'libdrm.so.2': ['libdrm2'],
  'libXss.so.1': ['libxss1'],
  'libXtst.so.6': ['libxtst6'],
  'libX11.so.6': ['libx11-6'],
  'libX11-xcb.so.1': ['libx11-xcb1'],
  'libXcomposite.so.1': ['libxcomposite1'],
  'libXdamage.so.1': ['libxdamage1'],
  'libXext.so.6': ['libxext6'],
  'libXfixes.so.3': ['libxfixes3'],
  'libXi.so.6': ['libxi6'],
  'libXrandr.so.2': ['libxrandr2'],
  'libXrender.so.1': ['libxrender1'],
  'libXcursor.so.1': ['libxcursor1'],
  'libxcb.so.1': ['libxcb1'],
  'libxkbcommon.so.0': ['libxkbcommon0'],
  'libatk-1.0.so.0': ['libatk1.0-0t64', 'libatk1.0-0'],
  'libatk-bridge-2.0.so.0': ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  'libatspi.so.0': ['libatspi2.0-0t64', 'libatspi2.0-0'],
  'libcups.so.2': ['libcups2t64', 'libcups2'],
  'libdbus-1.so.3': ['libdbus-1-3'],
  'libglib-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libgobject-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libgio-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libpango-1.0.so.0': ['libpango-1.0-0'],
  'libcairo.so.2': ['libcairo2'],
  'libexpat.so.1': ['libexpat1'],
  'libudev.so.1': ['libudev1'],
  'libstdc++.so.6': ['libstdc++6'],
  'libgcc_s.so.1': ['libgcc-s1'],
  'libnotify.so.4': ['libnotify4'],
}

/** A program that set-up may need: the package that holds it, the paths where it may lie, and what for. */
export interface ProgramNeed {
  readonly program: string
  readonly debianPackage: string
  /** Looked for beside the PATH. */
  readonly paths: readonly string[]
  readonly purpose: string
}

/** Needed when there is no display, and for every end-to-end test. */
export const DISPLAY_PROGRAMS: readonly ProgramNeed[] = [
  { program: 'Xvfb', debianPackage: 'xvfb', paths: [], purpose: 'a display where there is none' },
]

/** Wanted, but Vigil starts without them and says what is missing. */
export const WANTED_PROGRAMS: readonly ProgramNeed[] = [
  {
    program: 'udevadm',
    debianPackage: 'udev',
    paths: ['/sbin/udevadm', '/usr/sbin/udevadm'],
    purpose: 'the list of serial ports',
  },
]

/** Where Debian keeps shared libraries. */
const LIBRARY_FOLDERS = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/lib/x86_64-linux-gnu',
  '/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
]

/** Libraries that are loaded on demand: wanted, and Vigil starts without them and says what is missing. */
export const WANTED_LIBRARIES: readonly ProgramNeed[] = [
  {
    program: 'libusb-1.0.so.0',
    debianPackage: 'libusb-1.0-0',
    paths: LIBRARY_FOLDERS.map((folder) => `${folder}/libusb-1.0.so.0`),
    purpose: 'oximeters that are USB HID devices',
  },
]

/** Of the Debian releases that Vigil runs on. */
const POSTGRES_VERSIONS = [13, 15, 17]

/** Needed by the tests only. */
export const TEST_PROGRAMS: readonly ProgramNeed[] = [
  ...DISPLAY_PROGRAMS,
  ...WANTED_PROGRAMS,
  { program: 'socat', debianPackage: 'socat', paths: [], purpose: 'pairs of serial ports' },
  { program: 'pdftotext', debianPackage: 'poppler-utils', paths: [], purpose: 'reading printed pages back' },
  { program: 'pulseaudio', debianPackage: 'pulseaudio', paths: [], purpose: 'a sound output to record' },
  { program: 'parec', debianPackage: 'pulseaudio-utils', paths: [], purpose: 'recording the alarm sound' },
  {
    program: 'save2gdf',
    debianPackage: 'biosig-tools',
    paths: [],
    purpose: 'reading EDF and WFDB files back',
  },
  {
    program: 'hl7',
    debianPackage: 'python3-hl7',
    paths: ['/usr/lib/python3/dist-packages/hl7/__init__.py'],
    purpose: 'an HL7 receiver that is not ours',
  },
  {
    program: 'nats-server',
    debianPackage: 'nats-server',
    paths: ['/usr/sbin/nats-server'],
    purpose: 'a stream for many stations',
  },
  {
    program: 'initdb',
    debianPackage: 'postgresql',
    paths: POSTGRES_VERSIONS.map((version) => `/usr/lib/postgresql/${version}/bin/initdb`),
    purpose: "a hospital's database",
  },
]
