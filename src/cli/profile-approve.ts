/** `lodestone profile test --approve`: what examples show now becomes what they are expected to show. */
import type { DataGraph } from '../shacl/data-graph.ts'
import { approve } from '../validate/workbench/approve.ts'
import { testProfile } from '../validate/workbench/test-profile.ts'
import type { ExitCode } from './command.ts'
import { profilesNamed, tell } from './profile-options.ts'

/** Approves every example of the profiles: 1 when one is refused, 2 when one cannot be read. */
export const approveAll = (
  { name, dir }: { readonly name: string | undefined; readonly dir: string },
  background: DataGraph,
): ExitCode => {
  const profiles = profilesNamed(name, dir)
  if (!profiles.ok) {
    tell(profiles.problem)
    return 2
  }
  let code: ExitCode = 0
  for (const profile of profiles.value) {
    const { outcomes, problems } = testProfile(profile, background)
    problems.forEach(tell)
    if (problems.length > 0) code = 2
    for (const { file, isChanged, isRefused, says } of outcomes.map(approve)) {
      if (isRefused) console.error(`${file}: not approved: ${says.join('; ')}`)
      else if (isChanged) console.log(`${file}: now expects ${says.join('; ') || 'nothing'}`)
      if (isRefused && code === 0) code = 1
    }
  }
  return code
}
