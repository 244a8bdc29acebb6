namespace Plenum.Rtc.Ice;

/// <summary>
/// The states of RFC 8445, section 6.1.2.6. There is no Frozen: with one component of one stream it would only delay.
/// </summary>
internal enum IcePairState
{
    Waiting,
    InProgress,
    Succeeded,
    Failed,
}
