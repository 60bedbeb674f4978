# The question of the rule remote-email-collection in jq 1.6: reads record by record, holds the groups only.
# usage: jq -n -f bench/baseline.jq <file.ndjson>
(["New-MailboxExportRequest", "Get-MailboxExportRequest", "Search-Mailbox", "New-ComplianceSearch", "Start-ComplianceSearch",
  "New-ComplianceSearchAction", "Get-ComplianceSearchAction", "Invoke-MailboxSearch", "New-MailboxSearch"]
  | map({key: ., value: true}) | from_entries) as $cmdlets
| reduce (
    inputs
    | select(.UserId != null and (.Workload == "Exchange" or (.Workload | type == "string" and ascii_downcase == "exchange")))
    | (if $cmdlets[.Operation] then 1 else 0 end) as $cmdlet
    | (if .ClientInfoString == null then 0
       elif .ClientInfoString | test("mailsniper|python|go-http-client|curl/|wget|microsoft\\.exchange\\.webservices"; "i") then 1
       else 0 end) as $agent
    | (if .Operation == "MailboxLogin" and .MailboxOwnerUPN != null and .UserId != .MailboxOwnerUPN then 1 else 0 end) as $crossed
    | select($cmdlet + $agent + $crossed > 0)
    | {key: "\(.OrganizationId) \(.Id)", value: {
        UserId, Operation, ClientIP, ClientInfoString, MailboxOwnerUPN,
        time: (.CreationTime + "Z" | fromdateiso8601),
        score: ($cmdlet + $agent + $crossed),
        DetectionType: (if $cmdlet == 1 then "ExchangeCollectionCmdlet" elif $agent == 1 then "SuspiciousEWSClient" else "CrossMailboxAccess" end)
      }}
  ) as $hit ({}; .[$hit.key] //= $hit.value)
| [.[]] | group_by([.UserId, .DetectionType])
| map({
    FirstSeen: (map(.time) | min),
    LastSeen: (map(.time) | max),
    UserId: .[0].UserId,
    DetectionType: .[0].DetectionType,
    EventCount: length,
    DistinctMailboxes: (map(.MailboxOwnerUPN | values) | unique | length),
    Operations: (map(.Operation | values) | unique),
    ClientIPs: (map(.ClientIP | values) | unique),
    UserAgents: (map(.ClientInfoString | values) | unique),
    MaxScore: (map(.score) | max)
  }
  | .RiskLevel = (if .MaxScore >= 2 or .DistinctMailboxes >= 5 or .DetectionType == "ExchangeCollectionCmdlet" then "High" else "Medium" end))
| sort_by([-.MaxScore, -.DistinctMailboxes, .UserId, .DetectionType])
