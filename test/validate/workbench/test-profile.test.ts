import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { approve } from '../../../src/validate/workbench/approve.ts'
import { testProfile, withoutExample } from '../../../src/validate/workbench/test-profile.ts'
import { openProfile } from '../../../src/validate/workbench/work-profile.ts'
import { ASKS_NAME, NOTHING, opened, sample, tested, writeProfile } from './profile-folder.ts'

const NAMED = sample('schema:name "Demo"')
const NAMELESS = `# Without a name.\n# expect: Violation MinCount schema:name\n${sample('')}`
const differences = (test: ReturnType<typeof tested>) => test.outcomes.flatMap(each => each.differences)

describe('testing a profile', () => {
  it('finds examples that show exactly what they should', () => {
    const test = tested({ shapes: ASKS_NAME, valid: { named: NAMED }, invalid: { nameless: NAMELESS } })
    expect(test.problems).toEqual([])
    expect(test.outcomes.map(({ isAsExpected }) => isAsExpected)).toEqual([true, true])
  })

  it('tells what a valid example breaks, and what an invalid one lacks or has too much', () => {
    const test = tested({
      shapes: ASKS_NAME,
      valid: { nameless: sample('') },
      invalid: {
        named: `# expect: Violation MinCount schema:name\n${NAMED}`,
        silent: NAMED,
        wordy: `# expect: Violation MinCount schema:name\n${sample('schema:name "a", "b", "c"')}`,
      },
    })
    expect(differences(test)).toEqual([
      'found although it is valid: Violation MinCountConstraintComponent schema:name',
      'expected but not found: Violation MinCountConstraintComponent schema:name',
      'nothing was found, but it should not meet the profile',
      'expected but not found: Violation MinCountConstraintComponent schema:name',
      'found but not expected: Violation MaxCountConstraintComponent schema:name',
    ])
  })

  it('compares the count where one is announced', () => {
    const two = `${sample('')}\n<https://demo.example/sample/2> a sosa:Sample .`
    const line = '# expect: Violation MinCount schema:name'
    const test = tested({
      shapes: ASKS_NAME,
      invalid: { any: `${line}\n${two}`, right: `${line} x2\n${two}`, wrong: `${line} x3\n${two}` },
    })
    expect(differences(test)).toEqual([
      'expected 3 times but found 2 times: Violation MinCountConstraintComponent schema:name',
    ])
  })

  it('lets a valid example have warnings', () => {
    const shapes = ASKS_NAME.replace('sh:minCount 1', 'sh:severity sh:Warning ; sh:minCount 1')
    expect(differences(tested({ shapes, valid: { nameless: sample('') } }))).toEqual([])
  })

  it('checks valid examples against the bundled kernel when the profile builds on it', () => {
    const profile =
      '<urn:x-demo:profile> a prof:Profile ; prof:isProfileOf <urn:x-lodestone:profile:kernel> .'
    const broken = `${sample('schema:name "Demo" ; schema:creator "a text"')}`
    const test = tested({ shapes: ASKS_NAME, profile, valid: { named: broken } })
    expect(differences(test).join()).toMatch(/does not meet kernel.*NodeKind/)
  })

  it('says which profile is missing that another one builds on', () => {
    const profile = '<urn:x-demo:profile> a prof:Profile ; prof:isProfileOf <urn:x-demo:lost> .'
    const dir = writeProfile({ shapes: ASKS_NAME, profile })
    expect(openProfile('demo', dir)).toMatchObject({ ok: false, problem: { code: 'unknown-parent' } })
  })

  it('ends when profiles build on each other', () => {
    const on = (own: string, other: string) =>
      `<urn:x-demo:${own}> a prof:Profile ; prof:isProfileOf <urn:x-demo:${other}> .`
    const dir = writeProfile({ id: 'a', shapes: ASKS_NAME, profile: on('a', 'b') })
    writeProfile({ id: 'b', shapes: ASKS_NAME, profile: on('b', 'a') }, dir)
    expect(openProfile('a', dir)).toMatchObject({ ok: false, problem: { code: 'unknown-parent' } })
  })

  it('imports shapes of profiles beside it', () => {
    const dir = writeProfile({ id: 'base', shapes: ASKS_NAME, profile: '<urn:x-demo:base> a prof:Profile .' })
    writeProfile(
      {
        id: 'own',
        shapes: '<> <http://www.w3.org/2002/07/owl#imports> <urn:x-demo:base> .',
        invalid: { nameless: NAMELESS },
      },
      dir,
    )
    expect(testProfile(opened(dir, 'own'), NOTHING).outcomes.map(each => each.isAsExpected)).toEqual([true])
  })

  it('runs nothing with shapes that are wrong, and says why', () => {
    const test = tested({ shapes: ASKS_NAME.replace('sh:minCount', 'sh:minCuont'), valid: { named: NAMED } })
    expect(test.outcomes).toEqual([])
    expect(test.problems.map(({ detail }) => detail).join()).toContain('did you mean "minCount"')
  })

  it('goes on with the other examples when one is not Turtle or expects something unclear', () => {
    const test = tested({
      shapes: ASKS_NAME,
      valid: { named: NAMED },
      invalid: { broken: 'a b', unclear: `# expect: Violation\n${sample('')}` },
    })
    expect(test.outcomes).toHaveLength(1)
    expect(test.problems.map(({ code }) => code)).toEqual(['invalid-turtle', 'unclear-expectation'])
  })

  it('knows which constraints no example shows failing', () => {
    const test = tested({ shapes: ASKS_NAME, invalid: { nameless: NAMELESS } })
    expect(withoutExample(test.coverage).map(({ text, line }) => [text, line])).toEqual([['maxCount 2', 10]])
  })
})

describe('approving', () => {
  const approvals = (dir: string) => testProfile(opened(dir), NOTHING).outcomes.map(approve)

  it('writes what invalid examples show, and then all is as expected', () => {
    const dir = writeProfile({
      shapes: ASKS_NAME,
      valid: { named: NAMED },
      invalid: { nameless: `# Without a name.\n${sample('')}` },
    })
    expect(approvals(dir).map(({ isChanged }) => isChanged)).toEqual([false, true])
    const text = readFileSync(`${dir}/demo/examples/invalid/nameless.ttl`, 'utf8')
    expect(text).toMatch(
      /^# Without a name\.\n# expect: Violation MinCountConstraintComponent schema:name\n@prefix/,
    )
    const again = testProfile(opened(dir), NOTHING)
    expect(again.outcomes.every(({ isAsExpected }) => isAsExpected)).toBe(true)
    expect(approvals(dir).some(({ isChanged }) => isChanged)).toBe(false)
  })

  it('refuses a valid example with violations and an invalid one without results', () => {
    const dir = writeProfile({
      shapes: ASKS_NAME,
      valid: { nameless: sample('') },
      invalid: { named: NAMED },
    })
    expect(approvals(dir).map(({ isRefused }) => isRefused)).toEqual([true, true])
  })
})
