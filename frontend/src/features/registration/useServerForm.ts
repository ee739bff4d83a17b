import { computed, shallowRef, type Ref } from 'vue'

import { listIntensities, listSites, type Site, type SiteIntensity } from '../../shared/api/sites'
import { tell } from '../../shared/toasts'
import { useCheckedForm, type CheckedForm } from '../../shared/useCheckedForm'
import { useLookup } from '../../shared/useLookup'
import { formField, previewOf, problemsOf, type Preview, type ServerForm } from './serverForm'

export interface ServerFormState extends CheckedForm<ServerForm> {
  /** Undefined until they are known. */
  sites: Readonly<Ref<readonly Site[] | undefined>>
  site: Readonly<Ref<Site | undefined>>
  intensity: Readonly<Ref<SiteIntensity | undefined>>
  preview: Readonly<Ref<Preview | undefined>>
  /** Why sites or intensities are not known. */
  lookupProblem: Readonly<Ref<string>>
  fetchSites: () => void
  takeSite: (added: Site) => void
}

/** The form of a server: what is typed, what is wrong with it and what a year of it would cost. */
export function useServerForm(begun: ServerForm): ServerFormState {
  const checked = useCheckedForm(begun, problemsOf, formField)
  const { form } = checked
  const sites = shallowRef<readonly Site[]>()
  const intensities = shallowRef<readonly SiteIntensity[]>([])

  const site = computed(() => sites.value?.find(({ id }) => id === form.value.siteId))
  const intensity = computed(() =>
    intensities.value.find(({ siteId }) => siteId === form.value.siteId),
  )
  const preview = computed(() => previewOf(form.value, site.value, intensity.value))

  const siteLookup = useLookup(async () => {
    sites.value = await listSites()
    if (sites.value.length === 1 && form.value.siteId === '') {
      checked.presume({ siteId: sites.value[0]?.id ?? '' })
    }
  })
  const intensityLookup = useLookup(async () => {
    intensities.value = await listIntensities()
  })
  const lookupProblem = computed(() => {
    if (siteLookup.problem.value !== '') {
      return `Sites are not known: ${siteLookup.problem.value}`
    }
    const reason = intensityLookup.problem.value
    return reason === '' ? '' : `Intensities are not known: ${reason}`
  })

  /** Each by itself: a server can be registered while nobody tells intensities. */
  function fetchSites(): void {
    siteLookup.begin()
    intensityLookup.begin()
  }

  function takeSite(added: Site): void {
    sites.value = [...(sites.value ?? []), added]
    form.value.siteId = added.id
    tell(`Site ${added.name} made`)
    fetchSites()
  }

  return { ...checked, sites, site, intensity, preview, lookupProblem, fetchSites, takeSite }
}
