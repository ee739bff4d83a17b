import { onScopeDispose, type Ref } from 'vue'

import type { FleetRow } from './fleetRows'
import { fleet } from './fleetStore'

export interface Fleet {
  rows: Readonly<Ref<readonly FleetRow[]>>
  loaded: Readonly<Ref<boolean>>
  problem: Readonly<Ref<string>>
  reload: () => Promise<void>
}

/** The fleet, kept current for as long as the component lives. */
export function useFleet(): Fleet {
  onScopeDispose(fleet.watch())
  return {
    rows: fleet.rows,
    loaded: fleet.loaded,
    problem: fleet.problem,
    reload: () => fleet.reload(),
  }
}
