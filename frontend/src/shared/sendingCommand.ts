/** A command line that sends a reading of a server's power; it works as it stands. */
export function sendingCommand(ingestKey: string, serverId: string, watts: number): string {
  return [
    `curl -X POST ${location.origin}/api/v1/readings \\`,
    `  -H 'X-API-Key: ${ingestKey}' -H 'Content-Type: application/json' \\`,
    `  -d '{"serverId":"${serverId}","metric":"power","timestamp":'$(date +%s000)',"value":${watts}}'`,
  ].join('\n')
}
