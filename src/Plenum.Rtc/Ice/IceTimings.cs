namespace Plenum.Rtc.Ice;

/// <summary>The times of ICE.</summary>
internal static class IceTimings
{
    /// <summary>Consent expires without an authenticated message for this long (RFC 7675, section 5.1).</summary>
    public static readonly TimeSpan ConsentTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Two or three unanswered questions of every browser: worth a word to the user, not the end.</summary>
    public static readonly TimeSpan DisconnectedAfter = TimeSpan.FromSeconds(7);

    /// <summary>The mean time between two questions of consent on the pair in use (RFC 7675, section 5.1).</summary>
    public static readonly TimeSpan ConsentInterval = TimeSpan.FromSeconds(5);

    /// <summary>A question that was not answered is followed by the next sooner, so that one loss is not silence.</summary>
    public static readonly TimeSpan ConsentRetry = TimeSpan.FromSeconds(1);

    /// <summary>Reports come at least twice a second while media flows: this long without one is worth a question.</summary>
    public static readonly TimeSpan SilenceAfter = TimeSpan.FromSeconds(1);

    /// <summary>The mean time between two questions on a pair held in reserve.</summary>
    public static readonly TimeSpan ReserveInterval = TimeSpan.FromSeconds(15);
}
