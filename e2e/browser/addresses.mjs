/** Where the pages are that somebody sees who is not signed in. */
export function openAddresses() {
  return { 'sign-in': '/sign-in', register: '/register' }
}

/** Where every other page is, as an administrator sees it, with a server and some to compare. */
export function addresses(server, compared) {
  return {
    fleet: '/fleet',
    'fleet-grouped': '/fleet?group=site',
    map: '/map',
    'new-server': '/servers/new',
    import: '/servers/import',
    server: `/servers/${server}`,
    'server-hours': `/servers/${server}?from=now-6h&to=now`,
    'edit-server': `/servers/${server}/edit`,
    compare: `/compare?servers=${compared.join(',')}`,
    data: '/data',
    'data-sensor': `/data?sensor=${server}.power`,
    'dead-letters': '/data?view=dead-letters',
    tasks: '/tasks?owner=all',
    'new-task': '/tasks/new',
    plan: '/plan',
    'plan-servers': '/plan?by=server&span=days',
    savings: '/savings',
    support: '/support',
    'support-ask': `/support?new=1&server=${server}`,
    settings: '/settings',
    users: '/settings/users',
    sites: '/settings/sites',
    'ingest-keys': '/settings/ingest-keys',
    audit: '/settings/audit',
    'not-found': '/nowhere',
  }
}
