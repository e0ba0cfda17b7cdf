import { describe, expect, it } from 'vitest'
import { VigilError } from '../ipc/contract.ts'
import type { Command } from './command.ts'
import { runCommand } from './run.ts'
import { memoryIo } from './testing/memory-io.ts'

function commandThat(run: Command['run']): Command {
  return {
    syntax: {
      name: 'try',
      files: ['FILE'],
      options: {
        driver: { kind: 'text', required: true, value: 'ID' },
        json: { kind: 'flag' },
        fault: { kind: 'list', value: 'NAME' },
      },
    },
    about: 'Tries.',
    run,
  }
}

async function run(args: readonly string[], body: Command['run'] = async () => 0) {
  const io = memoryIo()
  const code = await runCommand({ try: async () => commandThat(body) }, args, io)
  return { code, stdout: io.stdout(), notes: io.notes }
}

describe('running a command', () => {
  it('hands over files, flags, texts and lists', async () => {
    let seen: unknown
    await run(['try', 'a.raw', '--driver', 'x', '--json', '--fault', 'a', '--fault=b'], async (options) => {
      seen = [
        options.files,
        options.flag('json'),
        options.required('driver'),
        options.list('fault'),
        options.text('no'),
      ]
      return 0
    })
    expect(seen).toEqual([['a.raw'], true, 'x', ['a', 'b'], undefined])
  })

  it.each([
    [[], 'Say what to do: use one of try, or --help.'],
    [['--nothing'], 'There is no command "--nothing": use one of try.'],
    [['tyr'], 'There is no command "tyr": use one of try.'],
    [
      ['try', 'a.raw'],
      'Option --driver is missing: use vigil try FILE --driver ID [--json] [--fault NAME]....',
    ],
    [['try', '--driver', 'x'], 'FILE is missing: use vigil try FILE --driver ID [--json] [--fault NAME]....'],
    [['try', 'a', 'b', '--driver', 'x'], 'There is no place for "b": use vigil try'],
    [['try', 'a', '--drivr', 'x'], 'There is no option --drivr: use vigil try'],
    [['try', 'a', '--driver'], 'Option --driver needs a value: use vigil try'],
    [['try', 'a', '--driver', '--json'], 'Option --driver needs a value: use vigil try'],
    [['try', 'a', '--driver='], 'Option --driver has no value: use vigil try'],
    [['try', 'a', '--driver', 'x', '--json=yes'], 'Option --json takes no value: use vigil try'],
  ])('refuses %j in one line with exit 1', async (args, sentence) => {
    const { code, stdout, notes } = await run(args)
    expect({ code, stdout, lines: notes.length }).toEqual({ code: 1, stdout: '', lines: 1 })
    expect(notes[0]).toContain(sentence)
  })

  it('turns every failure into one sentence and an exit code', async () => {
    const failing = (error: unknown) => run(['try', 'a', '--driver', 'x'], () => Promise.reject(error))
    expect(await failing(new VigilError('noGoodFrame', 'Nothing.'))).toMatchObject({
      code: 2,
      notes: ['Nothing.'],
    })
    expect(await failing(new VigilError('unknownBed', 'No bed.'))).toMatchObject({
      code: 1,
      notes: ['No bed.'],
    })
    const absent = Object.assign(new Error('ENOENT: no such file'), { code: 'ENOENT', path: '/x/y.raw' })
    expect(await failing(absent)).toMatchObject({
      code: 1,
      notes: ['/x/y.raw does not exist: check the path.'],
    })
    const own = await failing(new RangeError('oops'))
    expect(own.code).toBe(1)
    expect(own.notes[0]).toContain('please report it')
  })

  it('shows help on stdout with exit 0', async () => {
    expect((await run(['--help'])).stdout).toContain('vigil try FILE --driver ID')
    expect(await run(['try', '--help'])).toMatchObject({ code: 0, notes: [] })
  })
})
