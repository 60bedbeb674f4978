/**
 * Top-level names of Unified Audit Log records, in the letter case that the Office 365 Management Activity API uses.
 * Some exports change the case (Panther writes Exchange records in lower case); readers give every record these names.
 * Source: Office 365 Management Activity API schema, and the names seen in real records.
 */
const UAL_KEYS = [
  // common schema
  'Id RecordType CreationTime Operation OrganizationId UserType UserKey UserId Workload ResultStatus ObjectId ClientIP',
  'Version Scope AppAccessContext',
  // Exchange: administrators
  'ModifiedObjectResolvedName Parameters ModifiedProperties ExternalAccess OriginatingServer OrganizationName AppId',
  'ClientAppId SessionId TokenObjectId TokenTenantId TokenType AppPoolName CorrelationID RequestId ActorInfoString',
  // Exchange: mailboxes
  'LogonType InternalLogonType MailboxGuid MailboxOwnerUPN MailboxOwnerSid MailboxOwnerMasterAccountSid LogonUserSid',
  'LogonUserDisplayName ClientIPAddress ClientInfoString ClientMachineName ClientProcessName ClientVersion',
  'ClientRequestId AffectedItems CrossMailboxOperations DestMailboxId DestMailboxOwnerUPN DestMailboxOwnerSid',
  'DestMailboxOwnerMasterAccountSid DestFolder Folder Folders Item Items SendAsUserSmtp SendAsUserMailboxGuid',
  'SendOnBehalfOfUserSmtp SendOnBehalfOfUserMailboxGuid SendonBehalfOfUserMailboxGuid OperationProperties',
  'OperationCount AuthType HostAppId Messages SaveToSentItems EventId Attachments Subject InternetMessageId',
  'MailAccessType IsThrottled ImmutableId ParentFolder Path SizeInBytes',
  // Entra ID
  'AzureActiveDirectoryEventType ExtendedProperties Actor ActorContextId ActorIpAddress InterSystemsId IntraSystemId',
  'SupportTicketId Target TargetContextId ApplicationId DeviceProperties ErrorNumber LogonError ErrorCode',
  'Application Client DeviceType LoginStatus UserDomain BrowserType UserAgent RequestType ResultStatusDetail',
  // SharePoint, OneDrive
  'Site SiteUrl ItemType EventSource EventData SourceName SourceFileName SourceFileExtension SourceRelativeUrl',
  'DestinationRelativeUrl DestinationFileName DestinationFileExtension TargetUserOrGroupName TargetUserOrGroupType',
  'UserSharedWith SharingType ListId ListItemUniqueId WebId ListBaseType ListServerTemplate ListName ListTitle',
  'ApplicationDisplayName ApplicationId BrowserName BrowserVersion DeviceDisplayName DoNotDistributeEvent FileSizeBytes',
  'FileSyncBytesCommitted GeoLocation HighPriorityMediaProcessing IsManagedDevice IsDocLib ItemCount Platform Permission',
  'PermissionsGranted UniqueSharingId SensitivityLabelId SensitivityLabelOwnerEmail SiteSensitivityLabelId MachineId',
  'MachineDomainInfo CustomUniqueId CustomEvent ImplicitShare InterSystemsId SharingLinkScope AssertingApplicationId',
  // eDiscovery and compliance
  'CaseId CaseName Case ObjectType StartTime EndTime Cmdlet CmdletVersion EffectiveOrganization',
  'UserServicePlan ClientApplication CmdletOptions NonPIIParameters SecurityComplianceCenterEventType ExchangeLocations',
  'SharepointLocations SharePointLocations PublicFolderLocations Query QueryId QueryText ContentMatchQuery',
  'ExchangeLocation ComplianceSearchName SearchName SearchId Job JobId ExportName DisplayName Name Description',
  'EntityType AlertEntityId AlertId AlertLinks AlertType Category Comments Data PolicyId Severity Source Status',
  'RelativeUrl FileOwner FileName FolderPath DocumentId Recipients Sender DeepLinkUrl SharePointMetaData',
  'ExchangeMetaData PolicyDetails SensitiveInfoDetectionIsIncluded IncidentId ExceptionInfo EvaluationTime DetectionType',
  'DetectionMethod DetectionDate SenderIp P1Sender P2Sender NetworkMessageId MessageTime Verdict Directionality',
  // Teams
  'TeamName TeamGuid ChannelName ChannelGuid ChannelType AADGroupId Members MessageId MessageVersion ChatName',
  'ChatThreadId CommunicationType AddOnName AddOnGuid AddOnType AddonName BotId TabType NewValue OldValue HostedContents',
  'MeetingDetailId ParticipantInfo ResourceTenantId ItemName ExtraProperties Platform TargetUserId UserTenantId',
  // Yammer, Forms, Power Platform, others
  'ActorUserId ActorYammerUserId DataExportType FileId GroupName IsSoftDelete IsMinor IsExternal TargetObjectId',
  'TargetYammerUserId VersionId YammerNetworkId FormId FormName FormsUserType FormsUserTypes SourceApp ActivityParameters',
  'PropertyCollection EnvironmentName FlowDetailsUrl FlowConnectorNames LicenseDisplayName SharingPermission UserTypeInitiated',
  'RecipientUPN UserUPN AppName AppUrl ResourceId ResourceTitle ResourceUrl Resource ModelId Activity ItemNewName',
  'DatasetName WorkspaceName CapacityId CapacityName WorkspaceId ObjectDisplayName DashboardName ReportName ReportId DatasetId',
  'IsSuccess ActivityId DistributionMethod ConsumptionMethod ClientRegion DeviceId DeviceName OSPlatform Sha1 Sha256',
  'AadAppId AccessedResources AISystemPlugin CopilotEventData AppHost AppIdentity ModelTransparencyDetails PrivacyType',
] as const;

const CANONICAL: ReadonlyMap<string, string> = new Map(
  UAL_KEYS.flatMap((row) => row.split(' ')).map((key) => [key.toLowerCase(), key]),
);

/** Names seen, by their spelling as found; bounded, because hostile logs can hold any number of names. */
const known = new Map<string, string>();
const MAX_KNOWN = 4096;

/** The name in its canonical letter case; a name that is not in the table is given back as it is. */
export function canonicalKey(key: string): string {
  const found = known.get(key);
  if (found !== undefined) return found;
  const canonical = CANONICAL.get(key.toLowerCase()) ?? key;
  if (known.size < MAX_KNOWN) known.set(key, canonical);
  return canonical;
}
