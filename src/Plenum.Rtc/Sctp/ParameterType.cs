namespace Plenum.Rtc.Sctp;

/// <summary>The parameters inside chunks (RFC 9260 section 3.3.2, RFC 5061 section 4.2.7, RFC 6525 section 4).</summary>
internal enum ParameterType : ushort
{
    StateCookie = 7,
    OutgoingReset = 13,
    IncomingReset = 14,
    AssociationReset = 15,
    ReconfigResponse = 16,
    AddOutgoingStreams = 17,
    AddIncomingStreams = 18,
    SupportedExtensions = 0x8008,
    ForwardTsnSupported = 0xC000,
}
