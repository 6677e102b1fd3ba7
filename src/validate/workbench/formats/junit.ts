/** Tested profiles as JUnit XML, the form that continuous integration reads: a suite per profile, a case per example. */
import type { ProfileTest } from '../test-profile.ts'

// XML 1.0 allows no other control characters, escaped or not.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
}

const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(FORBIDDEN, '\ufffd')
    .replace(/[&<>"\n]/g, character => ENTITIES[character] ?? '')

const suite = ({ profile, outcomes, problems }: ProfileTest): string => {
  const failures = outcomes.filter(({ isAsExpected }) => !isAsExpected).length
  const cases = outcomes.map(({ example, differences }) => {
    const head = `    <testcase classname="${escaped(`${profile.id}.${example.kind}`)}" name="${escaped(example.name)}" file="${escaped(example.source.file)}"`
    if (differences.length === 0) return `${head}/>`
    return `${head}>\n      <failure message="${escaped(differences[0] ?? '')}">${escaped(differences.join('\n'))}</failure>\n    </testcase>`
  })
  const errors = problems.map(
    ({ code, subject, detail }) =>
      `    <testcase classname="${escaped(profile.id)}" name="${escaped(subject)}">\n      <error type="${escaped(code)}" message="${escaped(detail)}"/>\n    </testcase>`,
  )
  const tests = outcomes.length + problems.length
  return [
    `  <testsuite name="${escaped(profile.id)}" tests="${tests}" failures="${failures}" errors="${problems.length}" skipped="0">`,
    ...cases,
    ...errors,
    '  </testsuite>',
  ].join('\n')
}

/** The whole document as text. */
export const writeJUnit = (tests: readonly ProfileTest[]): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="lodestone profile test">',
    ...tests.map(suite),
    '</testsuites>',
    '',
  ].join('\n')
