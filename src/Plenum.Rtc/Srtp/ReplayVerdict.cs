namespace Plenum.Rtc.Srtp;

/// <summary>What a replay window says of an index.</summary>
internal enum ReplayVerdict
{
    /// <summary>Not seen before.</summary>
    Fresh,

    /// <summary>Seen before.</summary>
    Replayed,

    /// <summary>Behind the window.</summary>
    TooOld,
}
